package translate

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate/author"
)

// written are modules of an author's, by file name.
func written(files ...string) []author.Module {
	var modules []author.Module
	for i := 0; i < len(files); i += 2 {
		modules = append(modules, author.Module{
			File: "policy/" + files[i], Path: "own/" + files[i], Source: []byte(files[i+1]), Test: strings.HasSuffix(files[i], "_test.rego"),
		})
	}
	return modules
}

const labels = `package acme.labels

# METADATA
# custom:
#   samples:
#     - {image: {config: {Labels: {"{name}": x}}}}
missing(params) := {message |
	not input.image.config.Labels[params.name]
	message := sprintf("there is no label %s", [params.name])
}

found contains {"msg": name, "trigger_id": name, "location": {"path": "/x"}} if some name, _ in input.image.config.Labels

listed := ["b", "a"]

helper(a, b) := a + b

by_name[name] := 1 if some name in ["x"]
`

func ownBundle(t *testing.T, rules string) []byte {
	t.Helper()
	return edit(t, edits{policy0 + "/rules": "[" + rules + "]"})
}

// ownResult is a rule of gate rego.
func ownResult(trigger, params string) string {
	return `{"id": "r", "gate": "Rego", "trigger": "` + trigger + `", "action": "WARN", "params": [` + params + `]}`
}

func TestOwnRules(t *testing.T) {
	t.Parallel()
	const name = `{"name": "name", "value": "owner"}`
	input := image("docker.io", "x", "1")
	input["image"].(map[string]any)["config"] = map[string]any{"Labels": map[string]any{"team": "shop"}}
	tests := []struct {
		name, rules string
		want        []string // messages
		needs       []string
	}{
		{"a function", ownResult("acme.labels.missing", name), []string{"there is no label owner"}, []string{"image"}},
		{"a set", ownResult("acme.labels.found", ""), []string{"team"}, []string{"image"}},
		{"an array", ownResult("acme.labels.listed", ""), []string{"b", "a"}, nil},
		{"several", ownResult("acme.labels.listed", "") + "," + alwaysRules[1:len(alwaysRules)-1] + "," + ownResult("acme.labels.found", ""), []string{"b", "a", "team", "Unconditional trigger match"}, []string{"image"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := must(t, ownBundle(t, tt.rules), Options{Own: written("labels.rego", labels)})
			checkModules(t, r)
			d := decide(t, r, input)
			if len(d.Errors) > 0 {
				t.Error(d.Errors)
			}
			if diff := cmp.Diff(tt.want, messages(d)); diff != "" {
				t.Error(diff)
			}
			var needs []string
			for _, n := range r.Needs {
				needs = append(needs, string(n))
			}
			if diff := cmp.Diff(tt.needs, needs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func messages(d *decision.Decision) []string {
	var list []string
	for _, f := range d.Findings {
		list = append(list, f.Message)
	}
	return list
}

// TestOwnFinding compares a whole finding, which a whitelist item lets pass.
func TestOwnFinding(t *testing.T) {
	t.Parallel()
	bundle := edit(t, edits{
		policy0 + "/rules": "[" + ownResult("acme.labels.found", "") + "]",
		list0 + "/items":   `[{"id": "i", "gate": "rego", "trigger_id": "te*"}]`,
	})
	r := must(t, bundle, Options{Own: written("labels.rego", labels)})
	for _, w := range r.Warnings {
		t.Errorf("got warning %v", w)
	}
	input := image("docker.io", "y", "1")
	input["image"].(map[string]any)["config"] = map[string]any{"Labels": map[string]any{"team": "shop"}}
	d := decide(t, r, input)
	id, pointer, listName, item := "r", policy0+"/rules/0", "W", "i"
	want := []decision.Finding{{
		PolicyID: "p", RuleID: &id, Gate: "rego", Trigger: "acme.labels.found", TriggerID: "team", Message: "team", Action: "go",
		Whitelisted: &decision.Whitelisted{WhitelistID: "w", WhitelistName: &listName, MatchedRuleID: &item},
		RulePointer: &pointer, Location: &decision.Location{Path: "/x"},
		Rule: decision.Rule{Title: "Rule acme.labels.found", Help: docsURL + "gates/rego.md#rule", Severity: "medium"},
	}}
	if diff := cmp.Diff(want, d.Findings); diff != "" {
		t.Error(diff)
	}
}

const verdictRules = `package main

import data.main.lib

deny contains lib.text("no") if input.image.tag == "1"

warn_late contains {"msg": "late"}

violation contains {"msg": "bad", "details": {}} if false

helper := ["x"]
`

const verdictLibrary = `package main.lib

text(x) := sprintf("%s!", [x])
`

func TestNamespaces(t *testing.T) {
	t.Parallel()
	modules := written("v.rego", verdictRules, "lib.rego", verdictLibrary)
	r := must(t, ownBundle(t, ""), Options{Own: modules})
	checkModules(t, r)
	tests := []struct {
		name, registry, repository, tag string
		want                            []string
		action                          string
	}{
		{"with a mapping", "docker.io", "y", "1", []string{"no!", "late"}, "stop"},
		{"without one", "quay.io", "y", "2", []string{"late"}, "warn"},
		{"a whitelisted image", "docker.io", "x", "1", []string{"no!", "late"}, "go"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := decide(t, r, image(tt.registry, tt.repository, tt.tag))
			if diff := cmp.Diff(tt.want, messages(d)); diff != "" {
				t.Error(diff)
			}
			if d.FinalAction != tt.action {
				t.Errorf("got action %s, want %s", d.FinalAction, tt.action)
			}
			last := d.Policies[len(d.Policies)-1]
			if last.ID != "main" || last.Rules != 3 {
				t.Errorf("got policy %+v", last)
			}
		})
	}
	t.Run("called by the bundle too", func(t *testing.T) {
		t.Parallel()
		r := must(t, ownBundle(t, ownResult("main.deny", "")), Options{Own: modules})
		d := decide(t, r, image("docker.io", "y", "1"))
		if diff := cmp.Diff([]string{"no!", "late"}, messages(d)); diff != "" {
			t.Error(diff)
		}
		if d.FinalAction != "warn" {
			t.Errorf("got action %s, want the bundle's", d.FinalAction)
		}
	})
	t.Run("roots", func(t *testing.T) {
		t.Parallel()
		var m manifestFile
		if err := json.Unmarshal(r.Manifest, &m); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"pratique", "main", "own/main"}, m.Roots); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOwnFaults(t *testing.T) {
	t.Parallel()
	const name = `{"name": "name", "value": "owner"}`
	tests := []struct {
		name, rules string
		own         []author.Module
		namespaces  []string
		want        string
	}{
		{"no Rego", ownResult("acme.labels.found", ""), nil, nil, `the bundle has no custom Rego (--policy)`},
		{"misspelt", ownResult("acme.labels.fuond", ""), written("labels.rego", labels), nil, `did you mean "acme.labels.found"?`},
		{"parameters of a set", ownResult("acme.labels.found", name), written("labels.rego", labels), nil, "it takes no parameters"},
		{"two arguments", ownResult("acme.labels.helper", name), written("labels.rego", labels), nil, "it is a function of 2 arguments"},
		{"an object", ownResult("acme.labels.by_name", ""), written("labels.rego", labels), nil, "it is neither a set, nor an array, nor a function"},
		{"a parameter that is not a string", ownResult("acme.labels.missing", `{"name": "name", "value": 1}`), written("labels.rego", labels), nil, policy0 + "/rules/0/params/0/value: ParameterValueInvalidError: parameter name: 1 is not a string"},
		{"not used", alwaysRules[1 : len(alwaysRules)-1], written("labels.rego", labels), nil, "nothing of the author's Rego is used"},
		{"a namespace without verdicts", alwaysRules[1 : len(alwaysRules)-1], written("v.rego", verdictRules, "lib.rego", verdictLibrary), []string{"mian"}, `did you mean "main"?`},
		{"no Rego at all", "", written("x.rego", "package x\n\nfoo bar\n"), nil, "policy/x.rego:3: rego_parse_error"},
		{"empty", "", written("x.rego", ""), nil, "policy/x.rego"},
		{"undefined function", "", written("x.rego", "package x\n\nr contains 1 if f(1)\n"), nil, "policy/x.rego:3: rego_type_error: undefined function"},
		{"the library's package", "", written("x.rego", "package pratique.policies.p\n"), nil, "policy/x.rego:1: package pratique.policies.p belongs to the library"},
		{"METADATA", "", written("x.rego", "package x\n\n# METADATA\n# custom: {needs: files}\nr contains 1\n"), nil, "policy/x.rego:3: custom.needs is not a list of strings"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, lenient := range []bool{false, true} {
				_, err := Translate("bundle.json", ownBundle(t, tt.rules), rego.FS, Options{Own: tt.own, Namespaces: tt.namespaces, Lenient: lenient})
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("lenient %v: got %v, want it to say %s", lenient, err, tt.want)
				}
			}
		})
	}
}

func TestOwnTests(t *testing.T) {
	t.Parallel()
	modules := written("labels.rego", labels, "labels_test.rego", "package acme.labels_test\n\nimport data.acme.labels\n\ntest_listed if count(labels.listed) == 2\n")
	rules := ownResult("acme.labels.missing", `{"name": "name", "value": "owner"}`) + "," + ownResult("acme.labels.found", "")
	r, err := WithTests(t.Context(), must(t, ownBundle(t, rules), Options{Own: modules}))
	if err != nil {
		t.Fatal(err)
	}
	checkModules(t, r)
	tests := map[string]string{}
	for _, m := range r.Tests {
		tests[m.Path] = string(m.Source)
	}
	if tests["own/labels_test.rego"] == "" {
		t.Error("the author's test is not there")
	}
	for _, want := range []string{"test_r_fires", "test_r_does_not_fire", "test_r_2_does_not_fire"} {
		if !strings.Contains(tests["pratique/policies/p_test.rego"], want) {
			t.Errorf("there is no %s in\n%s", want, tests["pratique/policies/p_test.rego"])
		}
	}
}
