package catalog

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const instruction = `# METADATA
# title: Instruction check
# description: Compares the arguments of one instruction.
# scope: package
# custom:
#   gate: dockerfile
#   trigger: instruction
#   gate_description: Checks of the Dockerfile.   # once a gate
#   parameters:
#     - name: value
#       attribute: compare_to
#       validator: string
#       regex: {check: [like, not_like]}
#       subjects: [check]
#     - name: check
#       attribute: operator
#       validator: enum
#       required: true
#       values: ["=", like, not_like]
#     - name: actual_dockerfile_only
#       attribute: actual_dockerfile_only
#       validator: bool
#       default: true
#       aliases: [actual]
#   forbidden:
#     - {check: [like], actual_dockerfile_only: ["true"]}
#   needs:
#     - dockerfile
#     - {need: "files:match:{value.re2}", given: [value], when: {check: [like]}}
#   messages: [one]
#   samples:
#     - {dockerfile: {mode: actual, lines: {FROM: ["FROM {value}"], depth: 1}}}
#     - {document: {}, when: {check: [like]}}
#   anchore: {since: "1.0"}
package pratique.gates.dockerfile.instruction

findings(rule, params) := []

this is not Rego, but nobody asks
`

func library(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestTrigger(t *testing.T) {
	t.Parallel()
	c, err := Load(library(map[string]string{
		"pratique/gates/dockerfile/instruction.rego":      instruction,
		"pratique/gates/dockerfile/instruction_test.rego": "broken",
		"pratique/gates/dockerfile/README.md":             "",
		"pratique/gates/always/always.rego":               "broken, but nobody asks",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"always", "dockerfile"}, c.Gates()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"instruction"}, c.Triggers("dockerfile")); diff != "" {
		t.Error(diff)
	}
	got, err := c.Trigger("dockerfile", "instruction")
	if err != nil {
		t.Fatal(err)
	}
	yes := "true"
	want := &Trigger{
		Gate: "dockerfile", Name: "instruction",
		Title:           "Instruction check",
		Description:     "Compares the arguments of one instruction.",
		GateDescription: "Checks of the Dockerfile.",
		Parameters: []Parameter{
			{Name: "actual_dockerfile_only", Attribute: "actual_dockerfile_only", Validator: Bool, Default: &yes, Aliases: []string{"actual"}},
			{Name: "value", Attribute: "compare_to", Validator: String, Regex: &Condition{"check", []string{"like", "not_like"}}, Subjects: []string{"check"}},
			{Name: "check", Attribute: "operator", Validator: Enum, Required: true, Values: []string{"=", "like", "not_like"}},
		},
		Forbidden: []map[string][]string{{"check": {"like"}, "actual_dockerfile_only": {"true"}}},
		Needs: []Need{
			{Template: "dockerfile"},
			{Template: "files:match:{value.re2}", Given: []string{"value"}, When: []Condition{{"check", []string{"like"}}}},
		},
		Messages: []string{"one"},
		File:     "pratique/gates/dockerfile/instruction.rego",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	samples, err := c.Samples("dockerfile", "instruction")
	if err != nil {
		t.Fatal(err)
	}
	wantSamples := []Sample{
		{Document: map[string]any{"dockerfile": map[string]any{
			"mode": "actual", "lines": map[string]any{"FROM": []any{"FROM {value}"}, "depth": json.Number("1")},
		}}},
		{Document: map[string]any{}, When: []Condition{{"check", []string{"like"}}}},
	}
	if diff := cmp.Diff(wantSamples, samples); diff != "" {
		t.Error(diff)
	}
	if got, err := c.Samples("dockerfile", "nope"); got != nil || err != nil {
		t.Errorf("samples of an unknown trigger: got %v, %v, want nil, nil", got, err)
	}
	for _, name := range []string{"value", "actual"} {
		if got.Parameter(name) == nil {
			t.Errorf("parameter %q is not found", name)
		}
	}
	if got, err := c.Trigger("dockerfile", "nope"); got != nil || err != nil {
		t.Errorf("unknown trigger: got %v, %v, want nil, nil", got, err)
	}
	g, err := c.Gate("dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if g.Description != "Checks of the Dockerfile." || len(g.Triggers) != 1 {
		t.Errorf("got gate %+v", g)
	}
	if _, err := c.Gate("always"); err == nil {
		t.Error("got no error of a gate whose trigger is no Rego")
	}
}

func TestExpand(t *testing.T) {
	t.Parallel()
	need := Need{Template: "files:match:{value.re2}:{path}", Given: []string{"path"}, When: []Condition{{"check", []string{"like"}}}}
	tests := []struct {
		name            string
		texts, patterns map[string]string
		want            string
	}{
		{"all", map[string]string{"check": "like", "path": "/{value.re2}"}, map[string]string{"value": "a+"}, "files:match:a+:/{value.re2}"},
		{"not given", map[string]string{"check": "like"}, map[string]string{"value": "a+"}, ""},
		{"given empty", map[string]string{"check": "like", "path": ""}, map[string]string{"value": "a+"}, ""},
		{"condition", map[string]string{"check": "=", "path": "/x"}, map[string]string{"value": "a+"}, ""},
		{"condition absent", map[string]string{"path": "/x"}, map[string]string{"value": "a+"}, ""},
		{"no pattern", map[string]string{"check": "like", "path": "/x"}, nil, "files"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := need.Expand(tt.texts, tt.patterns); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTriggerFaults(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, from, to, want string }{
		{"gate", "gate: dockerfile", "gate: files", `custom.gate is "files"`},
		{"trigger", "trigger: instruction", "trigger: user", `custom.trigger is "user"`},
		{"unknown key", "required: true", "requierd: true", "custom.parameters[1].requierd is not a known key"},
		{"attribute", "      attribute: operator\n", "", "custom.parameters[1].attribute is missing"},
		{"validator", "validator: bool", "validator: boolean", `custom.parameters[2].validator "boolean"`},
		{"no values", `values: ["=", like, not_like]`, "example: like", "custom.parameters[1].values"},
		{"values without enum", "validator: enum", "validator: string", "custom.parameters[1].values"},
		{"upper case", "name: value", "name: Value", "custom.parameters[0].name"},
		{"twice", "aliases: [actual]", "aliases: [value]", `declare "value" twice`},
		{"placeholder", "{value.re2}", "{valeu.re2}", `custom.needs[1] names "valeu"`},
		{"placeholder without regex", "{value.re2}", "{check.re2}", `"check", which is not a regular expression`},
		{"given", "given: [value]", "given: [x]", `custom.needs[1].given names "x"`},
		{"when", "when: {check", "when: {chekc", `custom.needs[1].when names "chekc"`},
		{"regex", "regex: {check: [like, not_like]}", "regex: {x: [like]}", `custom.parameters.value.regex names "x"`},
		{"subjects", "subjects: [check]", "subjects: [chekc]", `custom.parameters.value.subjects names "chekc"`},
		{"subjects without regex", "regex: {check: [like, not_like]}", "example: x", "custom.parameters[0].subjects go with a regular expression"},
		{"required", "required: true", "required: yes please", "custom.parameters[1].required"},
		{"forbidden", "forbidden:\n#     - {check", "forbidden:\n#     - {x", `custom.forbidden[0] names "x"`},
		{"sample", "{document: {}, when: {check", "{document: {}, when: {x", `custom.samples[1].when names "x"`},
		{"sample, unknown key", "document: {}, when:", "document: {}, given:", "custom.samples[1].given is not a known key"},
		{"no metadata", "# METADATA\n", "", "no METADATA"},
		{"other scope", "scope: package", "scope: rule", "annotation scope"},
		{"yaml", "title: Instruction", "title: [", "parsing pratique/gates/dockerfile/instruction.rego"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(instruction, tt.from, tt.to, 1)
			if text == instruction {
				t.Fatalf("%q is not in the fixture", tt.from)
			}
			c, err := Load(library(map[string]string{"pratique/gates/dockerfile/instruction.rego": text}))
			if err != nil {
				t.Fatal(err)
			}
			_, err = c.Trigger("dockerfile", "instruction")
			if strings.HasPrefix(tt.name, "sample") {
				if err != nil {
					t.Errorf("got %v before anybody asks for samples", err)
				}
				_, err = c.Samples("dockerfile", "instruction")
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "instruction.rego") {
				t.Errorf("got %v, want it to say %q and the file", err, tt.want)
			}
		})
	}
}

// TestSubjects tells texts that depend on no parameter from texts that the
// module does not give.
func TestSubjects(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, line string
		want       []string
	}{
		{"none decides", "#       subjects: []\n", []string{}},
		{"no function", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(instruction, "#       subjects: [check]\n", tt.line, 1)
			c, err := Load(library(map[string]string{"pratique/gates/dockerfile/instruction.rego": text}))
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Trigger("dockerfile", "instruction")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.Parameter("value").Subjects); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEndOfLife(t *testing.T) {
	t.Parallel()
	const text = `# METADATA
# scope: package
# custom:
#   end_of_life:
#     - gate: suiddiff
#       triggers: [suiddiff, suidfileadd]
#     - {gate: gemcheck, successor: gems, triggers: [gemnofeed]}
package pratique.gates.end_of_life
`
	tests := []struct {
		name, text string
		want       []EndOfLifeGate
		fault      string
	}{
		{"list", text, []EndOfLifeGate{
			{Gate: "suiddiff", Triggers: []string{"suiddiff", "suidfileadd"}},
			{Gate: "gemcheck", Successor: "gems", Triggers: []string{"gemnofeed"}},
		}, ""},
		{"no gate", strings.Replace(text, "- gate: suiddiff", "- successor: x", 1), nil, "custom.end_of_life[0].gate is missing"},
		{"empty", strings.Replace(text, "end_of_life:", "other:", 1), nil, "custom.end_of_life is empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := Load(library(map[string]string{"pratique/gates/end_of_life.rego": tt.text}))
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.EndOfLife()
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("got %v, want it to say %q", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		t.Parallel()
		c, err := Load(library(map[string]string{"pratique/gates/always/always.rego": ""}))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.EndOfLife(); got != nil || err != nil {
			t.Errorf("got %v, %v, want nothing", got, err)
		}
	})
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("got no error of a library without gates")
	}
}
