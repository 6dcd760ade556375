package policy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/pratique-dev/pratique/evaluate/policy"
)

// partsModules have rules that share documents, need a "with", fail, are undefined
// and find nothing.
var partsModules = map[string][]byte{
	"decision.rego": []byte(`package pratique

parts := [{"module": "p", "pointer": pointer, "gate": gate, "trigger": trigger} |
	some [pointer, gate, trigger] in [["/0", "files", "match"], ["/1", "files", "match"], ["/2", "files", "size"], ["/3", "always", "always"], ["/4", "files", "other"]]
]

decision := {
	"final_action": "go",
	"policy_action": "go",
	"reason": "policy_evaluation",
	"evaluated_at": "",
	"errors": [{"kind": "engine", "message": e.message} | some e in input.evaluation.errors],
	"findings": [{"message": f} | some part in parts; some f in data.pratique.policies[part.module].findings[part.pointer]],
	"not_evaluated": [{"rule_pointer": part.pointer} | some part in parts; not data.pratique.policies[part.module].findings[part.pointer]],
}
`),
	"p.rego": []byte(`package pratique.policies.p

paths := object.keys(input.files)

findings["/0"] := [path | some path in paths; regex.match("7$", path)]

findings["/1"] := [path | some path in paths; regex.match("(", path)]

findings["/2"] := [path | some path in paths; endswith(path, "00"); small(path) with input.limit as 100]

findings["/3"] := input.nothing

findings["/4"] := [path | some path in paths; path == "/none"]

small(path) if input.files[path].size < input.limit
`),
}

// The decision is the same whether its parts were evaluated beforehand or not, as
// they are not where somebody traces the evaluation.
func TestParts(t *testing.T) {
	t.Parallel()
	compiled, err := policy.Compile(t.Context(), partsModules, policy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(0, 0)
	decide := func(files int, tracer topdown.QueryTracer) string {
		t.Helper()
		text, err := compiled.Raw(t.Context(), manyFiles(t, files), policy.Settings{Tracer: tracer}, now)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, files := range []int{10, 5000} {
		got, want := decide(files, nil), decide(files, noTracer{})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d files: %s", files, diff)
		}
		if !strings.Contains(got, "error parsing regexp") || !strings.Contains(got, `"rule_pointer":"/3"`) {
			t.Errorf("%d files: %s", files, got)
		}
	}
}

func manyFiles(t *testing.T, n int) ast.Value {
	t.Helper()
	var files [][2]*ast.Term
	for i := range n {
		file := ast.NewObject([2]*ast.Term{ast.StringTerm("size"), ast.InternedTerm(i)})
		files = append(files, [2]*ast.Term{ast.StringTerm(fmt.Sprintf("/file%d", i)), ast.NewTerm(file)})
	}
	return ast.NewObject(
		[2]*ast.Term{ast.StringTerm("files"), ast.ObjectTerm(files...)},
		[2]*ast.Term{ast.StringTerm("limit"), ast.InternedTerm(0)},
	)
}

// noTracer traces nothing.
type noTracer struct{}

func (noTracer) Enabled() bool               { return true }
func (noTracer) TraceEvent(topdown.Event)    {}
func (noTracer) Config() topdown.TraceConfig { return topdown.TraceConfig{} }
