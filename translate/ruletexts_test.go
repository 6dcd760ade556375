package translate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// TestRuleTexts asks for what people read of a rule, from each place that may say it, by way of a decision.
func TestRuleTexts(t *testing.T) {
	t.Parallel()
	const (
		always = `{"gate": "always", "trigger": "always", "action": "STOP", "params": []`
		sudo   = `{"gate": "practice", "trigger": "command", "action": "WARN", "params": [{"name": "check", "value": "sudo"}]`
		help   = docsURL + "gates/always.md#always"
	)
	long := strings.Repeat("word ", 1000)
	described := "Fires whenever the rule is evaluated. For trying out a bundle, or for denying every image that a mapping covers."
	for _, tc := range []struct {
		name, rule string
		options    Options
		want       decision.Rule
	}{
		{"a comment of one line", always + `, "comment": "Wrong."}`, Options{}, decision.Rule{Title: "Wrong.", Help: help}},
		{"of several", always + `, "comment": "\n Wrong.\nIt\n matters."}`, Options{}, decision.Rule{Title: "Wrong.", Description: "It matters.", Help: help}},
		{"a description beside it", always + `, "comment": "Wrong.", "description": "It matters."}`, Options{}, decision.Rule{Title: "Wrong.", Description: "It matters.", Help: help}},
		{"a description alone", always + `, "description": "Wrong.\nIt matters."}`, Options{}, decision.Rule{Title: "Wrong.", Description: "It matters.", Help: help}},
		{"a recommendation", always + `, "id": "r", "recommendation": "Do it."}`, Options{Remediations: map[string]string{"r": "Not this."}}, decision.Rule{Title: "Always", Description: described, Remediation: "Do it.", Help: help}},
		{"a control", always + `, "id": "r"}`, Options{Remediations: map[string]string{"r": "Do it."}}, decision.Rule{Title: "Always", Description: described, Remediation: "Do it.", Help: help}},
		{"what is no text", always + `, "comment": 1, "description": ["x"], "recommendation": {"a": "b"}}`, Options{}, decision.Rule{Title: "Always", Description: described, Help: help}},
		{"a check", sudo + "}", Options{}, decision.Rule{Title: "sudo is used", Help: docsURL + "gates/practice.md#command"}},
		{
			"what a literal could not hold", always + `, "comment": "` + "a`b" + ` \\\\ \"c\" \u0000 ${d} ` + strings.Repeat(`\\\\ `, 60) + `end."}`, Options{},
			decision.Rule{Title: "a`b \\\\ \"c\" \x00 ${d} " + strings.Repeat(`\\ `, 60) + "end.", Help: help},
		},
		{
			"very long", always + `, "comment": "` + long + `\n` + long + `"}`, Options{},
			decision.Rule{Title: strings.Repeat("word ", 60) + "…", Description: strings.Repeat("word ", 400) + "…", Help: help},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			d := decide(t, must(t, edit(t, edits{policy0 + "/rules": "[" + tc.rule + "]"}), tc.options), sudoImage())
			if len(d.Findings) != 1 {
				t.Fatalf("got %d findings", len(d.Findings))
			}
			got := d.Findings[0].Rule
			got.Severity, got.Remediation = "", strings.TrimSpace(got.Remediation)
			if tc.want.Remediation == "" {
				got.Remediation = "" // the library's
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// sudoImage has a Dockerfile with sudo.
func sudoImage() map[string]any {
	input := image("docker.io", "y", "1")
	input["dockerfile"] = map[string]any{
		"mode": "actual", "path": "Dockerfile", "lines": map[string]any{},
		"stages": []any{map[string]any{"index": 0, "name": nil, "final": true, "used": true, "base": map[string]any{"raw": "scratch", "reference": "scratch", "stage": nil}}},
		"instructions": []any{map[string]any{
			"instruction": "RUN", "stage": 0, "value": "sudo x", "expanded": "sudo x", "arguments": []any{"sudo x"}, "start_line": 2, "end_line": 2,
			"commands": []any{map[string]any{"name": "sudo", "arguments": []any{"x"}}},
		}},
	}
	return input
}
