// Package modules holds tests over all modules of the Rego library: classes of faults that
// were found in one of them, and that none may have.
package modules

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/rego"
)

// modules are those of the library, without tests, by their paths.
func modules(t *testing.T) map[string]*ast.Module {
	t.Helper()
	parsed := map[string]*ast.Module{}
	err := fs.WalkDir(rego.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".rego") || strings.HasSuffix(path, "_test.rego") {
			return err
		}
		text, err := fs.ReadFile(rego.FS, path)
		if err != nil {
			return err
		}
		parsed[path], err = ast.ParseModuleWithOpts(path, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(parsed) < 150 {
		t.Fatalf("%d modules", len(parsed))
	}
	return parsed
}

// calls visits the calls of a built-in function with their arguments.
func calls(module *ast.Module, name string, visit func(args []*ast.Term)) {
	ast.WalkTerms(module, func(term *ast.Term) bool {
		if call, ok := term.Value.(ast.Call); ok && call[0].String() == name {
			visit(call[1:])
		}
		return false
	})
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		if e.IsCall() && e.Operator().String() == name {
			visit(e.Operands())
		}
		return false
	})
}

// TestGlobDelimiters holds that an asterisk is not stopped by chance: an empty list of
// delimiters means the dot, null means none.
func TestGlobDelimiters(t *testing.T) {
	t.Parallel()
	for path, module := range modules(t) {
		calls(module, "glob.match", func(args []*ast.Term) {
			if list, ok := args[1].Value.(*ast.Array); ok && list.Len() == 0 {
				t.Errorf("%s: glob.match without delimiters takes the dot for one: give null", args[1].Location)
			}
			_ = path
		})
	}
}

// TestNumbersInTexts holds that engines print the numbers of a document alike: one that
// reads them as floats prints a million as 1e+06 by %d and %v. format_int makes a text of them.
func TestNumbersInTexts(t *testing.T) {
	t.Parallel()
	verb := regexp.MustCompile(`%(?:[-+ #]*\d*)(?:d|v)`)
	// Python's own form of a float.
	exempt := []string{"pratique/lib/python_repr.rego"}
	for path, module := range modules(t) {
		if slices.Contains(exempt, path) {
			continue
		}
		calls(module, "sprintf", func(args []*ast.Term) {
			if format, ok := args[0].Value.(ast.String); ok && verb.MatchString(string(format)) {
				t.Errorf("%s: %s prints numbers otherwise in other engines: %%s and format_int(x, 10)", args[0].Location, format)
			}
		})
	}
}

// TestNestedLoops holds that nothing compares each thing with each other of one collection,
// which takes the square of its size.
func TestNestedLoops(t *testing.T) {
	t.Parallel()
	for path, module := range modules(t) {
		ast.WalkBodies(module, func(body ast.Body) bool {
			seen := map[string]bool{}
			for _, e := range body {
				decl, ok := e.Terms.(*ast.SomeDecl)
				if !ok || len(decl.Symbols) != 1 {
					continue
				}
				call, ok := decl.Symbols[0].Value.(ast.Call)
				if !ok {
					continue
				}
				collection := call[len(call)-1]
				if _, literal := collection.Value.(*ast.Array); literal {
					continue
				}
				if text := collection.String(); seen[text] && !slices.Contains(small, path+": "+text) {
					t.Errorf("%s: a loop over %s within a loop over it", decl.Location, text)
				}
				seen[collection.String()] = true
			}
			return false
		})
	}
}

// small are collections of a bounded size.
var small = []string{}

// TestNegatedCalls holds that a negation does not hang on what is undefined: in
// `not contains(input.x, "$")` the reference is looked up outside of the negation, so that the
// whole rule is undefined where there is no x. Only references into documents are meant.
func TestNegatedCalls(t *testing.T) {
	t.Parallel()
	for _, module := range modules(t) {
		ast.WalkExprs(module, func(e *ast.Expr) bool {
			if !e.Negated || !e.IsCall() {
				return false
			}
			name := e.Operator().String()
			if !slices.Contains([]string{"contains", "startswith", "endswith", "regex.match", "glob.match"}, name) {
				return false
			}
			for _, arg := range e.Operands() {
				if ref, ok := arg.Value.(ast.Ref); ok && len(ref) > 1 && ref[0].Equal(ast.InputRootDocument) {
					t.Errorf("%s: %s is looked up outside of the negation, so that the rule is undefined without it", e.Location, ref)
				}
			}
			return false
		})
	}
}
