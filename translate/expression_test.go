package translate

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// TestExpressionOutcomes judges documents that answer an expression of a rule,
// and documents that do not: never is "nobody ran it" the same as "no match".
func TestExpressionOutcomes(t *testing.T) {
	t.Parallel()
	const need = `matches:files.name_match.regex:/(.)\1`
	rules := `[{"id": "1", "gate": "files", "trigger": "name_match", "action": "STOP", "params": [{"name": "regex", "value": "/(.)\\1"}]}]`
	r := must(t, edit(t, edits{policy0 + "/rules": rules}), Options{})
	searched := func(needs ...any) map[string]any {
		return map[string]any{"sections": []any{"files", "image"}, "needs": needs}
	}
	tests := []struct {
		name                           string
		facts                          map[string]any
		findings, errors, notEvaluated int
		says                           string
	}{
		{"answered", map[string]any{"searched": searched(need), "matches": map[string]any{`/(.)\1`: []any{"/aa"}}}, 1, 0, 0, ""},
		{"answered, none", map[string]any{"searched": searched(need), "matches": map[string]any{`/(.)\1`: []any{}}}, 0, 0, 0, ""},
		{"out of time", map[string]any{"searched": searched(need), "match_errors": map[string]any{`/(.)\1`: "out of time"}}, 0, 1, 0, "could not be run: out of time"},
		{"nobody was asked", map[string]any{"searched": searched()}, 0, 1, 0, need},
		{"answered for other texts", map[string]any{"searched": searched(`matches:x:/(.)\1`), "matches": map[string]any{`/(.)\1`: []any{}}}, 0, 1, 0, need},
		{"there are no files", map[string]any{"searched": map[string]any{"sections": []any{"image"}}}, 0, 0, 1, "files"},
		{"asked and not answered", map[string]any{"searched": searched(need)}, 0, 1, 0, "has no matches"},
		{"no word on what was looked for", map[string]any{}, 0, 1, 0, "has no matches"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			input := image("docker.io", "y", "1")
			input["files"] = map[string]any{"/aa": map[string]any{}, "/ab": map[string]any{}}
			maps.Copy(input, tt.facts)
			d := decide(t, r, input)
			got := []int{len(d.Findings), len(d.Errors), len(d.NotEvaluated)}
			if diff := cmp.Diff([]int{tt.findings, tt.errors, tt.notEvaluated}, got); diff != "" {
				t.Errorf("findings, errors, not evaluated: %s", diff)
			}
			said := ""
			for _, e := range d.Errors {
				said += e.Message
			}
			for _, n := range d.NotEvaluated {
				said += strings.Join(n.Needs, " ")
			}
			if !strings.Contains(said, tt.says) {
				t.Errorf("got %q, want it to say %q", said, tt.says)
			}
		})
	}
}

// TestEveryExpressionCanRun: a trigger with a regular expression says which
// texts it tests it on, so that no expression that Python takes is refused for
// RE2's sake.
func TestEveryExpressionCanRun(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, gate := range c.Gates() {
		for _, name := range c.Triggers(gate) {
			trigger, err := c.Trigger(gate, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range trigger.Parameters {
				if p.Regex == nil {
					continue
				}
				found++
				source, err := rego.FS.ReadFile(trigger.File)
				if err != nil {
					t.Fatal(err)
				}
				if p.Subjects == nil || !strings.Contains(string(source), "\n"+p.Name+"_subjects(") {
					t.Errorf("%s: parameter %s is a regular expression without subjects (docs/architecture.md, what RE2 cannot run)", trigger.File, p.Name)
				}
			}
		}
	}
	if found == 0 {
		t.Error("got no regular expression in the whole library")
	}
}

// TestExpressionsOfBrokenRules are not asked for: nothing looks at the answer.
func TestExpressionsOfBrokenRules(t *testing.T) {
	t.Parallel()
	rules := `[{"id": "1", "gate": "dockerfile", "trigger": "instruction", "action": "STOP", "params": [
		{"name": "actual_dockerfile_only", "value": true}, {"name": "instruction", "value": "RUN"}, {"name": "check", "value": "like"}, {"name": "value", "value": "(.)\\1"}]}]`
	r := must(t, edit(t, edits{policy0 + "/rules": rules}), Options{Lenient: true})
	checkModules(t, r)
	for _, m := range r.Modules {
		if m.Path == subjectsPath {
			t.Errorf("got %s", m.Source)
		}
	}
	if d := decide(t, r, image("docker.io", "y", "1")); len(d.Errors) != 1 {
		t.Errorf("got errors %v, want one", d.Errors)
	}
}
