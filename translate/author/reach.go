package author

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/document"
)

// reach follows a rule through all that it refers to.
type reach struct {
	compiler *ast.Compiler
	visited  map[*ast.Rule]bool
	needs    map[document.Need]bool
	// keys are those that are looked up in values whose origin is not followed:
	// what a variable stands for may come from anywhere.
	keys map[string]bool
}

// reads are the facts that the rules read: what their references into the input
// name, and those of everything that they call.
func reads(c *ast.Compiler, rules []*ast.Rule) []document.Need {
	r := &reach{compiler: c, visited: map[*ast.Rule]bool{}, needs: map[document.Need]bool{}, keys: map[string]bool{}}
	r.rules(rules)
	r.checksums()
	for _, more := range []struct {
		section document.Need
		key     string
		need    document.Need
	}{
		{"files", "md5", "files.md5"},
		{"files", "sha1", "files.sha1"},
		{"files", "sha256", "files.sha256"},
		{"packages", "files", "packages.files"},
	} {
		if r.needs[more.section] && r.keys[more.key] {
			r.needs[more.need] = true
		}
	}
	return sorted(r.needs)
}

// checksums are those of the single files that are looked at.
func (r *reach) checksums() {
	for _, need := range sorted(r.needs) {
		path, ok := strings.CutPrefix(string(need), "files:path:")
		for _, sum := range []string{"md5", "sha1", "sha256"} {
			if ok && r.keys[sum] {
				r.needs[document.Need("files."+sum+":"+path)] = true
			}
		}
	}
}

func (r *reach) rules(rules []*ast.Rule) {
	for _, rule := range rules {
		if !r.visited[rule] {
			r.visited[rule] = true
			r.walk(rule)
		}
	}
}

func (r *reach) walk(node any) {
	ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case ast.Ref:
			r.ref(x)
			for _, term := range x[1:] {
				r.walk(term)
			}
			if _, ok := x[0].Value.(ast.Var); !ok { // {…}[key], f(x).key
				r.walk(x[0])
			}
			return true
		case ast.Var:
			if x.Equal(ast.InputRootDocument.Value) {
				r.need(everything())
			}
		}
		return false
	}).Walk(node)
}

func (r *reach) ref(ref ast.Ref) {
	switch {
	case ref[0].Equal(ast.DefaultRootDocument):
		r.rules(r.compiler.GetRules(ref.ConstantPrefix()))
	case ref[0].Equal(ast.InputRootDocument):
		r.need(needsOf(ref))
		r.look(ref[min(len(ref), 2):])
	default:
		r.look(ref[1:])
	}
}

func (r *reach) look(terms []*ast.Term) {
	for _, term := range terms {
		if s, ok := term.Value.(ast.String); ok {
			r.keys[string(s)] = true
		}
	}
}

func (r *reach) need(needs []document.Need) {
	for _, need := range needs {
		r.needs[need] = true
	}
}

func sorted(needs map[document.Need]bool) []document.Need {
	list := make([]document.Need, 0, len(needs))
	for need := range needs {
		list = append(list, need)
	}
	slices.Sort(list)
	return list
}
