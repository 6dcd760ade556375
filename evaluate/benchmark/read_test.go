package benchmark_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate/benchmark"
)

const small = `
benchmark: {id: b-1, title: B, version: "1"}
profiles: [{id: level-1, levels: [1]}]
sections: [{id: "1", title: One}]
controls:
  - {id: "1.1", title: First, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: a}], needs: [[image, dockerfile], [containers]]}
`

func TestReadDefinition(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string // in the error
	}{
		{name: "good", text: small},
		{name: "JSON", text: `{"benchmark": {"id": "b", "title": "B", "version": "1"}, "sections": [], "controls": []}`},
		{name: "unknown key", text: small + "colour: red\n", want: []string{`unknown field "colour"`}},
		{name: "no YAML", text: "a: [", want: []string{"reading controls: yaml"}},
		{name: "an alias", text: "a: &x 1\nb: *x\n", want: []string{"line 2: aliases are not taken"}},
		{name: "nothing", text: "{}", want: []string{"the benchmark needs id, title and version"}},
		{
			name: "all at once",
			text: strings.NewReplacer(`section: "1"`, `section: "2"`, "level: 1", "level: 0", "kind: automated", "kind: auto", "{rule: a}", "{params: {}}").Replace(small),
			want: []string{`there is no section "2"`, "the level is 0", `the kind is "auto"`, "a reference selects no rule"},
		},
		{name: "manual with rules", text: strings.Replace(small, "automated", "manual", 1), want: []string{"it is manual and has rules"}},
		{name: "twice", text: small + `  - {id: "1.1", title: First, section: "1", scored: true, level: 1, kind: manual}`, want: []string{`control "1.1" has no id or title, or is there twice`}},
		{name: "actions", text: strings.Replace(small, "kind: automated", "kind: automated, fail_on: deny", 1), want: []string{`the action "deny" is not known`}},
		{name: "subject", text: strings.Replace(small, "{rule: a}", "{rule: a, applies_to: pod, comment: '('}", 1), want: []string{`applies_to is "pod"`, "is not a regular expression"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := benchmark.ReadDefinition(strings.NewReader(tt.text), nil)
			if len(tt.want) == 0 && err != nil {
				t.Fatal(err)
			}
			for _, want := range tt.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got error %v, want one with %q", err, want)
				}
			}
		})
	}
}

func TestReadAttestations(t *testing.T) {
	t.Parallel()
	got, err := benchmark.ReadAttestations(strings.NewReader("attestations:\n- {control: '1.2', state: pass, by: Ada, date: 2026-01-02, expires: 2026-07-02, note: seen}\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []benchmark.Attestation{{Control: "1.2", State: "pass", By: "Ada", Date: "2026-01-02", Expires: "2026-07-03T00:00:00Z", Note: "seen"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = benchmark.ReadAttestations(strings.NewReader("attestations: [{state: good, expires: soon}]"))
	for _, want := range []string{"names no control", `the state is "good"`, `"soon" is not a date`, "there is no date"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want one with %q", err, want)
		}
	}
}

// TestShipped compares the controls that ship with the schema and with their bundles:
// each reference selects a rule, each parameter is one of the bundle's.
func TestShipped(t *testing.T) {
	t.Parallel()
	schemaText, err := os.ReadFile("../../internal/schemas/controls.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schemaValue, err := jsonschema.UnmarshalJSON(strings.NewReader(string(schemaText)))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("controls.json", schemaValue); err != nil {
		t.Fatal(err)
	}
	schema := compiler.MustCompile("controls.json")
	used := map[string]map[string]bool{} // bundle -> its rules that controls have, of whatever edition
	rulesOf := map[string]map[string]bool{}
	for _, name := range slices.Concat(bundles.Names(), bundles.Editions()) {
		text, ok := bundles.Controls(name)
		if !ok {
			continue
		}
		var value any
		if err := yaml.Unmarshal(text, &value); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		value, err = jsonschema.UnmarshalJSON(strings.NewReader(string(encoded)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		definition, err := benchmark.ReadDefinition(strings.NewReader(string(text)), bundles.Controls)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		bundle, err := bundles.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		var b struct {
			Parameters map[string]any `json:"parameters"`
			Policies   []struct {
				Rules []struct {
					ID string `json:"id"`
				} `json:"rules"`
			} `json:"policies"`
		}
		if err := json.Unmarshal(bundle, &b); err != nil {
			t.Fatal(err)
		}
		rules := map[string]bool{}
		for _, p := range b.Policies {
			for _, r := range p.Rules {
				rules[r.ID] = true
			}
		}
		ruled := name
		if definition.Bundle != "" {
			ruled = definition.Bundle
		}
		rulesOf[ruled] = rules
		if used[ruled] == nil {
			used[ruled] = map[string]bool{}
		}
		for _, c := range definition.Controls {
			for _, r := range c.Rules {
				used[ruled][r.Rule] = true
				if !rules[r.Rule] {
					t.Errorf("%s: control %s: there is no rule %q", name, c.ID, r.Rule)
				}
			}
			for _, p := range c.Parameters {
				if b.Parameters[p] == nil {
					t.Errorf("%s: control %s: there is no parameter %q", name, c.ID, p)
				}
			}
			if c.Remediation == "" && c.Kind != benchmark.Manual {
				t.Errorf("%s: control %s does not say what to do", name, c.ID)
			}
		}
	}
	for name, rules := range rulesOf {
		for rule := range rules {
			if !used[name][rule] && !strings.HasSuffix(rule, "-dockerfile") {
				t.Errorf("%s: no control has the rule %s", name, rule)
			}
		}
	}
}

func FuzzReadDefinition(f *testing.F) {
	f.Add(small)
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = benchmark.ReadDefinition(strings.NewReader(text), func(string) ([]byte, bool) { return []byte(small), true })
		_, _ = benchmark.ReadAttestations(strings.NewReader(text))
	})
}
