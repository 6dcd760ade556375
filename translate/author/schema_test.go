package author

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const declared = "# METADATA\n# schemas:\n#   - input: schema[\"input.schema\"]\n"

// TestTypes: where a module declares the schema of its input, a field that there is not is an
// error, as with stock `opa check --schema`.
func TestTypes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"right", declared + "package acme\n\nr contains 1 if input.dockerfile.instructions[_].value == \"x\"\n", ""},
		{"misspelt", declared + "package acme\n\nr contains 1 if input.dockerfile.instrctions[_].value == \"x\"\n", `policy/x.rego:6: rego_type_error: undefined ref: input.dockerfile.instrctions[_].value (did you mean "instructions"?)`},
		{"misspelt at the top", declared + "package acme\n\nr contains 1 if input.dockerfiles.mode\n", `policy/x.rego:6: rego_type_error: undefined ref: input.dockerfiles.mode (did you mean "dockerfile"?)`},
		{"nothing like it", declared + "package acme\n\nr contains 1 if input.image.favourite_colour\n", "policy/x.rego:6: rego_type_error: undefined ref: input.image.favourite_colour (schema[\"input.schema\"] has: annotations, architecture"},
		{"another type", declared + "package acme\n\nr contains 1 if count(input.image.size) == 1\n", "policy/x.rego:6: rego_type_error: count: invalid argument(s)"},
		{"keys that are the author's", declared + "package acme\n\nr contains 1 if input.custom.team.name\n\nr contains 2 if input.files[\"/x\"].mode\n\nr contains 3 if input.image.config.Labels.owner\n", ""},
		{"of one rule", "package acme\n\n# METADATA\n# schemas:\n#   - input: schema[\"input.schema\"]\nr contains 1 if input.dockerfile.instrctions\n", `policy/x.rego:6: rego_type_error: undefined ref: input.dockerfile.instrctions (did you mean "instructions"?)`},
		{"not declared", "package acme\n\nr contains 1 if input.dockerfile.instrctions\n", ""},
		{"a schema of the author's own", "# METADATA\n# schemas:\n#   - input: schema.other\npackage acme\n\nr contains 1 if input.dockerfile.instrctions\n", ""},
		{"a schema in the module", "# METADATA\n# schemas:\n#   - input.custom.x: {type: object, properties: {a: {type: string}}}\npackage acme\n\nr contains 1 if input.custom.x.b\n", `policy/x.rego:6: rego_type_error: undefined ref: input.custom.x.b (did you mean "a"?)`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if _, err := library(test.text); err != nil {
				got = err.Error()
			}
			if !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestUndeclared(t *testing.T) {
	t.Parallel()
	module := func(file, text string) Module {
		return Module{File: file, Path: "own/" + file, Source: []byte(text), Test: strings.HasSuffix(file, "_test.rego")}
	}
	l, err := New([]Module{
		module("declared.rego", declared+"package a\n\nr contains 1 if input.image.tag\n"),
		module("same.rego", "package a\n\nq contains 1 if input.image.tag\n"),
		module("below.rego", "# METADATA\n# scope: subpackages\n# schemas:\n#   - input: schema[\"input.schema\"]\npackage b\n\nr contains 1 if input.image.tag\n"),
		module("below_too.rego", "package b.c\n\nr contains 1 if input.image.tag\n"),
		module("not.rego", "package c\n\nr contains 1 if input.image.tag\n"),
		module("rule.rego", "package d\n\n"+declared+"r contains 1 if input.image.tag\n\nq := 1\n"),
		module("half.rego", "package e\n\n"+declared+"r contains 1 if input.image.tag\n\nq if input.image.tag\n"),
		module("blind.rego", "package f\n\nr := 1\n"),
		module("c_test.rego", "package c_test\n\ntest_r if input.image.tag\n"),
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"not.rego", "half.rego"}, l.Undeclared); diff != "" {
		t.Error(diff)
	}
}
