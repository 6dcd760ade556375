package policy_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
)

func TestExpressions(t *testing.T) {
	t.Parallel()
	const (
		head  = "package pratique.subjects\n\n"
		words = `expressions contains {"need": "n2", "python": "(.)\\1", "texts": {w | some w in input.words}}` + "\n\n"
		first = `expressions contains {"need": "n1", "python": "(?!a)", "texts": [input.first]}` + "\n\n"
	)
	tests := []struct {
		name, module, input string
		want                []policy.Expression
		fault               string
	}{
		{"no such module", "package pratique.other\n", `{"words": ["a"]}`, nil, ""},
		{
			"sorted by need", head + words + first, `{"words": ["b", "a", "b"], "first": "b"}`,
			[]policy.Expression{{Need: "n1", Python: "(?!a)", Texts: []string{"b"}}, {Need: "n2", Python: `(.)\1`, Texts: []string{"a", "b"}}}, "",
		},
		{
			"texts that are not defined are not asked for", head + words + first, `{}`,
			[]policy.Expression{{Need: "n2", Python: `(.)\1`, Texts: []string{}}}, "",
		},
		{"no texts", head + words, `{"words": [1]}`, nil, "reading the answer of data.pratique.subjects"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			compiled, err := policy.Compile(t.Context(), map[string][]byte{"m.rego": []byte(module), "s.rego": []byte(tt.module)}, policy.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := compiled.Expressions(t.Context(), ast.MustParseTerm(tt.input).Value)
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
}
