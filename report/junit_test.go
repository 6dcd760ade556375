package report

import (
	"bytes"
	"encoding/xml"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

const threeRules = `{"policies": [{"id": "p", "rules": [
	{"id": "one", "gate": "files", "trigger": "name_match"},
	{"id": "two", "gate": "files", "trigger": "name_match"},
	{"gate": "vulnerabilities", "trigger": "package"}]}]}`

// TestJUnitCasesAreTheRules checks that the cases of a policy are its rules, under the same names
// whatever became of them, and that none is there as passed which was not judged.
func TestJUnitCasesAreTheRules(t *testing.T) {
	t.Parallel()
	pointer := func(s string) *string { return &s }
	finding := func(action, message string) decision.Finding {
		return decision.Finding{PolicyID: "p", RuleID: pointer("one"), RulePointer: pointer("/policies/0/rules/0"), Gate: "files", Trigger: "name_match", Action: action, Message: message}
	}
	missing := []decision.NotEvaluated{{PolicyID: "p", RulePointer: pointer("/policies/0/rules/2"), Gate: "vulnerabilities", Trigger: "package", Reasons: []string{"no feed"}}}
	failed := []decision.Error{{PolicyID: pointer("p"), RuleID: pointer("two"), Gate: pointer("files"), Trigger: pointer("name_match"), Kind: "TriggerEvaluationError", Message: "bad", Pointer: pointer("/policies/0/rules/1/params/0")}}
	const one, two, three = "files.name_match one", "files.name_match two", "vulnerabilities.package /policies/0/rules/2"
	tests := []struct {
		name    string
		bundle  string
		d       decision.Decision
		options Options
		want    map[string]string
	}{
		{"clean", threeRules, decision.Decision{}, Options{}, map[string]string{one: "passed", two: "passed", three: "passed"}},
		{"two findings of one rule", threeRules, decision.Decision{Findings: []decision.Finding{finding("stop", "a"), finding("stop", "b")}}, Options{},
			map[string]string{one: "failed: 2 findings, the first: a", two: "passed", three: "passed"}},
		{"a warning", threeRules, decision.Decision{Findings: []decision.Finding{finding("warn", "a")}}, Options{}, map[string]string{one: "passed", two: "passed", three: "passed"}},
		{"a warning that fails", threeRules, decision.Decision{Findings: []decision.Finding{finding("warn", "a")}}, Options{FailOnWarn: true}, map[string]string{one: "failed: a", two: "passed", three: "passed"}},
		{"skipped and in error", threeRules, decision.Decision{NotEvaluated: missing, Errors: failed}, Options{},
			map[string]string{one: "passed", two: "error: bad [/policies/0/rules/1/params/0]", three: "skipped: skipped: no feed"}},
		{"skipped is left out, not passed", threeRules, decision.Decision{NotEvaluated: missing}, Options{IgnoreMissing: true}, map[string]string{one: "passed", two: "passed"}},
		{"no bundle", "", decision.Decision{NotEvaluated: missing}, Options{}, map[string]string{three: "skipped: skipped: no feed", "pratique.policy clean rules": "passed"}},
		{"another bundle", `{"policies": [{"id": "p", "rules": [{"id": "one"}]}]}`, decision.Decision{}, Options{}, map[string]string{"pratique.policy clean rules": "passed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.d.FinalAction, tt.d.Policies = decision.Go, []decision.Policy{{ID: "p", FinalAction: decision.Go, Rules: 3}}
			var b bytes.Buffer
			if err := Render(&b, "junit", []Input{{Decision: &tt.d, Bundle: []byte(tt.bundle)}}, tt.options); err != nil {
				t.Fatal(err)
			}
			var document junitSuites
			if err := xml.Unmarshal(b.Bytes(), &document); err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, c := range document.Suites[0].Cases {
				state := "passed"
				switch {
				case c.Error != nil:
					state = "error: " + c.Error.Message
				case c.Failure != nil:
					state = "failed: " + c.Failure.Message
				case c.Skipped != nil:
					state = "skipped: " + c.Skipped.Message
				}
				got[c.Class+" "+c.Name] = state
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
