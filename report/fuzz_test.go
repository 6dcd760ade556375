package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

var errNoHost = errors.New("no such host")

// FuzzRender puts hostile texts where an image's or a bundle's can stand.
func FuzzRender(f *testing.F) {
	f.Add("stop", "policy_evaluation", "Dockerfile", "m", 3, "w")
	f.Add("go", "whitelisted", "::error::x", "a](http://x) | `b` <script>alert(1)</script> @you", -1, "")
	f.Add("warn", "blacklisted", "\x00\xff/../a b%\n", "\u202e</details>\\|", 1<<40, "]]>")
	f.Add("", "", "", "", 0, "")
	f.Add("!", "0", "0", "0", -1, "")
	f.Add("\xff", "policy_evaluation", "/", ":ab", 4, "\xff")
	f.Add("go", "policy_evaluation", "//./%zz?#", "./..:\x85\u2028,%0A", 6, "2021-06-04T16:27:37Z")
	f.Add("warn", "whitelisted", "_*~ :a: www.x", "  ```\r\n| --- |\n# x <!-- $a$ &amp; &#124; ", 5, "\ufeff\ufffe\u0000]")
	f.Add("go", "blacklisted", "</style><script>", "::stop-commands::x\n::error::", 2, "\"'><img src=x onerror=alert(1)>")
	f.Fuzz(func(t *testing.T, action, reason, path, text string, line int, id string) {
		renderAll(t, hostile(t, action, reason, path, text, line, id))
	})
}

// hostile has the texts wherever an image's or a bundle's can stand.
func hostile(t *testing.T, action, reason, path, text string, line int, id string) []Input {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"reference": text, "repository": path, "registry": id, "digest": text, "id": id, "name": text})
	if err != nil {
		t.Fatal(err)
	}
	d := &decision.Decision{
		FinalAction: action, PolicyAction: action, Reason: reason, EvaluatedAt: id,
		Bundle: decision.Bundle{ID: &id, Name: &text}, Image: raw, MatchedMapping: raw,
		Policies: []decision.Policy{{ID: id, Name: &text, FinalAction: action, Rules: line}},
		Findings: []decision.Finding{
			{PolicyID: id, RuleID: &text, Gate: text, Trigger: path, TriggerID: id, Message: text, Action: action, Location: &decision.Location{File: path, StartLine: line, EndLine: line - 2}},
			{PolicyID: text, Gate: path, Message: path, Action: "go", Whitelisted: &decision.Whitelisted{WhitelistID: id, MatchedRuleID: &text}, Location: &decision.Location{Path: path, Layer: &line}},
		},
		Warnings: []decision.Warning{{Kind: text, Message: path, Pointer: &id}},
	}
	if line%2 == 0 {
		d.Errors = []decision.Error{{Kind: id, Message: text, Gate: &path}, {PolicyID: &id, Kind: text, Message: path}}
		d.NotEvaluated = []decision.NotEvaluated{{PolicyID: id, Gate: text, Trigger: path, Needs: []string{id, text}}}
	}
	inputs := []Input{{Decision: d, Image: text, Dockerfile: path, Layers: []string{id}, BundleURI: path, Digest: text}}
	if line%3 == 0 {
		inputs = append(inputs, Input{Decision: d, Undecided: text, BundleDigest: id})
	}
	return inputs
}

// FuzzReadDecision renders whatever can be read.
func FuzzReadDecision(f *testing.F) {
	for _, name := range []string{"findings", "two-images", "errors", "undecided", "blacklisted-image"} {
		text, err := os.ReadFile("testdata/" + name + "/result.json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		inputs, err := ReadDecision(bytes.NewReader(text))
		if err == nil {
			renderAll(t, inputs)
		}
	})
}

func renderAll(t *testing.T, inputs []Input) {
	t.Helper()
	for _, name := range FormatNames() {
		var got bytes.Buffer
		if err := Render(&got, name, inputs, Options{ShowSuppressed: len(inputs) > 1, ShowPassed: true}); err != nil {
			t.Fatal(name, err)
		}
		if err := wellFormed(name, got.Bytes(), inputs); err != nil {
			t.Errorf("%s: %v\n%s", name, err, got.String())
		}
	}
}
