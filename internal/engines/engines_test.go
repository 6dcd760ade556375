// Package engines holds the tests that the users of the modules get the same
// verdict: pratique, stock opa, its server and stock conftest.
package engines

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/conformance"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
)

// TestOwnBundles compares the engines on the project's own bundles and image.
func TestOwnBundles(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	bundles := append(glob(t, root, "bundles/*.json"), glob(t, root, "testdata/bundles/*.json")...)
	inputs := documents(t, root)
	for _, bundle := range bundles {
		if strings.HasPrefix(filepath.Base(bundle), "broken") {
			continue
		}
		t.Run(filepath.Base(bundle), func(t *testing.T) {
			t.Parallel()
			p := prepare(t, translated(t, read(t, bundle)))
			for name, input := range inputs {
				t.Run(name, func(t *testing.T) { p.agree(t, input) })
			}
		})
	}
}

// documents are all that there is to say of the demonstration image, its
// Dockerfile alone, and next to nothing.
func documents(t *testing.T, root string) map[string][]byte {
	t.Helper()
	archive := filepath.Join(t.TempDir(), "webshop.tar")
	file, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(webshop.Image().Archive(file), file.Close()); err != nil {
		t.Fatal(err)
	}
	dockerfile := &extract.DockerfileOptions{Path: "Dockerfile", Contents: read(t, filepath.Join(root, "testdata/demo/Dockerfile"))}
	documents := map[string][]byte{"nothing": []byte(`{"schema_version": "1", "evaluated_at": "2024-03-15T12:00:00Z"}`)}
	for name, options := range map[string]extract.Options{
		"image":      {Source: imageRef("archive:" + archive), Dockerfile: dockerfile},
		"dockerfile": {Dockerfile: dockerfile},
	} {
		document, err := extract.Extract(t.Context(), options)
		if err != nil {
			t.Fatal(err)
		}
		document.EvaluatedAt = "2024-03-15T12:00:00Z"
		if documents[name], err = json.Marshal(document); err != nil {
			t.Fatal(err)
		}
	}
	return documents
}

// TestCorpus compares them on every bundle of the recorded cases that is accepted.
func TestCorpus(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("PRATIQUE_SHARED")
	if dir == "" {
		t.Skip("PRATIQUE_SHARED does not name the shared corpus")
	}
	cases, err := conformance.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range cases {
		if c.Expected.Rejected && c.Expected.Stage == "build" || seen[string(c.Bundle)] {
			continue
		}
		seen[string(c.Bundle)] = true
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			agree(t, c.Bundle, c.Input)
		})
	}
}

func agree(t *testing.T, bundle, input []byte) {
	t.Helper()
	agreeOn(t, translated(t, bundle), input)
}

func translated(t *testing.T, bundle []byte) *translate.Result {
	t.Helper()
	result, err := translate.Translate("bundle.json", bundle, rego.FS, translate.Options{Lenient: true, AllowDeprecated: true})
	if err != nil {
		t.Skipf("not accepted: %v", err)
	}
	return result
}

func agreeOn(t *testing.T, result *translate.Result, input []byte) {
	t.Helper()
	prepare(t, result).agree(t, input)
}

// prepared is a bundle in the engines: compiled, in a directory, and on a server.
type prepared struct {
	policy   *policy.Policy
	dir, url string
}

func prepare(t *testing.T, r *translate.Result) *prepared {
	t.Helper()
	p := &prepared{dir: filepath.Join(t.TempDir(), "bundle")}
	if err := translate.WriteDir(p.dir, r); err != nil {
		t.Fatal(err)
	}
	modules := map[string][]byte{}
	for _, m := range r.Modules {
		modules[m.Path] = m.Source
	}
	var err error
	if p.policy, err = policy.Compile(t.Context(), modules, policy.Options{}); err != nil {
		t.Fatal(err)
	}
	p.url = serve(t, p.dir)
	return p
}

func (p *prepared) agree(t *testing.T, input []byte) {
	t.Helper()
	document := filepath.Join(t.TempDir(), "input.json")
	if err := os.WriteFile(document, input, 0o600); err != nil {
		t.Fatal(err)
	}
	want := p.ours(t, input)
	stock := opa(t, p.dir, document)
	if diff := cmp.Diff(want, stock.decision); diff != "" {
		t.Errorf("stock opa decides otherwise (-pratique +opa):\n%s", diff)
	}
	if diff := cmp.Diff(want, ask(t, p.url, input)); diff != "" {
		t.Errorf("stock opa's server decides otherwise (-pratique +server):\n%s", diff)
	}
	if diff := cmp.Diff(stock.messages, conftest(t, p.dir, document)); diff != "" {
		t.Errorf("stock conftest says otherwise (-opa +conftest):\n%s", diff)
	}
	if diff := cmp.Diff(findings(stock.decision), stock.messages.among(findings(stock.decision))); diff != "" {
		t.Errorf("main says otherwise than the decision (-decision +main):\n%s", diff)
	}
}

// ours is the decision in the terms of JSON.
func (p *prepared) ours(t *testing.T, input []byte) any {
	t.Helper()
	value, err := policy.ReadValue(bytes.NewReader(input), 64<<20, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.policy.Raw(t.Context(), value, policy.Settings{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, d)
}

// messages are conftest's two lists, sorted.
type messages struct{ Deny, Warn []string }

// among leaves those of m that other has too: main says more than findings.
func (m messages) among(other messages) messages {
	keep := func(list, of []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !slices.Contains(of, s) })
	}
	return messages{Deny: keep(m.Deny, other.Deny), Warn: keep(m.Warn, other.Warn)}
}

// findings are the messages of the decision's findings, as sets like main's. A
// whitelisted image is let in whatever was found, so conftest must hear none.
func findings(decision any) messages {
	var m messages
	d := decision.(map[string]any)
	if d["reason"] == "whitelisted" {
		return messages{Deny: []string{}, Warn: []string{}}
	}
	for _, f := range d["findings"].([]any) {
		finding := f.(map[string]any)
		switch finding["action"] {
		case "stop":
			m.Deny = append(m.Deny, finding["message"].(string))
		case "warn":
			m.Warn = append(m.Warn, finding["message"].(string))
		}
	}
	return messages{Deny: set(m.Deny), Warn: set(m.Warn)}
}

func set(list []string) []string {
	slices.Sort(list)
	return slices.Compact(append([]string{}, list...))
}

type answer struct {
	decision any
	messages messages
}

func opa(t *testing.T, dir, input string) answer {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), e2e.Binary(t, "opa"), "eval", "--format", "raw", "-b", dir, "-i", input,
		`{"decision": data.pratique.decision, "deny": data.main.deny, "warn": data.main.warn}`).Output()
	if err != nil {
		t.Fatalf("opa eval: %v\n%s", err, out)
	}
	object, ok := parse(t, out).(map[string]any)
	if !ok {
		t.Fatalf("opa eval gave %q", out)
	}
	msgs := func(v any) []string {
		list := []string{}
		for _, m := range v.([]any) {
			list = append(list, m.(map[string]any)["msg"].(string))
		}
		return set(list)
	}
	return answer{object["decision"], messages{msgs(object["deny"]), msgs(object["warn"])}}
}

func conftest(t *testing.T, dir, input string) messages {
	t.Helper()
	// conftest exits 1 where there are failures.
	out, err := exec.CommandContext(t.Context(), e2e.Binary(t, "conftest"), "test", "--output", "json", "--policy", dir, input).Output()
	var results []struct {
		Failures, Warnings []struct{ Msg string }
	}
	if json.Unmarshal(out, &results) != nil || len(results) != 1 {
		t.Fatalf("conftest test: %v\n%s", err, out)
	}
	m := messages{Deny: []string{}, Warn: []string{}}
	for _, f := range results[0].Failures {
		m.Deny = append(m.Deny, f.Msg)
	}
	for _, w := range results[0].Warnings {
		m.Warn = append(m.Warn, w.Msg)
	}
	return messages{set(m.Deny), set(m.Warn)}
}

func parse(t *testing.T, text []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("reading JSON: %v\n%s", err, text)
	}
	return v
}

func glob(t *testing.T, root, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no file matches %s: %v", pattern, err)
	}
	return paths
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
