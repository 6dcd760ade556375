package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
)

const module = `package pratique

_errors := [{"kind": "engine", "message": e.message} | some e in input.evaluation.errors]

_action := "stop" if {
	count(_errors) > 0
	input.evaluation.on_error == "fail"
} else := "go"

decision := {
	"final_action": _action,
	"policy_action": "go",
	"reason": "policy_evaluation",
	"evaluated_at": time.format(time.now_ns()),
	"errors": _errors,
	"findings": [{"message": x} | some x in input.words; regex.match(input.pattern, x)],
}
`

func TestDecide(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, input      string
		onError          policy.OnError
		action           string
		findings, errors int
	}{
		{"no error", `{"words": ["a", "b"], "pattern": "a"}`, "", "go", 1, 0},
		{"a failing built-in is an error of the decision", `{"words": ["a", "b"], "pattern": "("}`, "", "stop", 0, 1},
		{"which a caller may let pass", `{"words": ["a", "b"], "pattern": "("}`, "warn", "go", 0, 1},
	}
	compiled, err := policy.Compile(t.Context(), map[string][]byte{"m.rego": []byte(module)}, policy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			now := time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)
			d, err := compiled.Decide(t.Context(), ast.MustParseTerm(test.input).Value, policy.Settings{OnError: test.onError}, now)
			if err != nil {
				t.Fatal(err)
			}
			got := []any{d.FinalAction, len(d.Findings), len(d.Errors), d.EvaluatedAt}
			want := []any{test.action, test.findings, test.errors, "2024-03-15T12:00:00Z"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecideRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, module, input, want string }{
		{"settings in the document", module, `{"evaluation": {"on_error": "warn"}}`, `must not have a key "evaluation"`},
		{"no object", module, `[]`, "not a JSON object"},
		{"no decision", "package pratique", `{}`, "the modules define no decision"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			compiled, err := policy.Compile(t.Context(), map[string][]byte{"m.rego": []byte(test.module)}, policy.Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = compiled.Decide(t.Context(), ast.MustParseTerm(test.input).Value, policy.Settings{}, time.Now())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestCompileRefusesImpureBuiltins(t *testing.T) {
	t.Parallel()
	for _, call := range []string{`http.send({"method": "GET", "url": "http://localhost"})`, `opa.runtime()`, `rand.intn("x", 2)`, `uuid.rfc4122("x")`, `net.lookup_ip_addr("localhost")`} {
		source := "package p\n\nx := " + call
		if _, err := policy.Compile(t.Context(), map[string][]byte{"m.rego": []byte(source)}, policy.Options{}); err == nil || !strings.Contains(err.Error(), "undefined function") {
			t.Errorf("%s: got error %v, want undefined function", call, err)
		}
	}
}
