// Package docclaims holds that the pages about limits and threats say what the code says.
package docclaims

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
)

var (
	// row is "`FILE`: `NAME = VALUE`".
	row = regexp.MustCompile("\\| `([^`]+\\.go)`: `([A-Za-z.]+) = ([^`]+)` \\|")
	// named is "`DIRECTORY TestName/subtest`".
	named = regexp.MustCompile("`([a-z][a-z0-9/_]*) ((?:Test|Fuzz)[A-Za-z0-9]+)(?:/([^`]+))?`")
)

func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(e2e.Root(t), "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestLimits holds that each row of docs/limits.md has the constant's value.
func TestLimits(t *testing.T) {
	t.Parallel()
	text := page(t, "limits.md")
	found := row.FindAllStringSubmatch(text, -1)
	if rows := strings.Count(text, "| `"); len(found) == 0 || strings.Count(text, ".go`: `") != len(found) {
		t.Errorf("%d rows are understood, of %d cells", len(found), rows)
	}
	for _, match := range found {
		got, ok := values(t, filepath.Join(e2e.Root(t), match[1]))[match[2]]
		if !ok || got != match[3] {
			t.Errorf("%s: %s is %q, and the page says %q", match[1], match[2], got, match[3])
		}
	}
}

// values are the constants of a file as they are written, and FUNCTION.FIELD of the structures
// that its functions return.
func values(t *testing.T, path string) map[string]string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	add := func(name string, value ast.Expr) {
		var b bytes.Buffer
		if err := printer.Fprint(&b, fset, value); err != nil {
			t.Fatal(err)
		}
		all[name] = b.String()
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.CONST {
					for i := range v.Values {
						add(v.Names[i].Name, v.Values[i])
					}
				}
			}
		case *ast.FuncDecl:
			ast.Inspect(d, func(n ast.Node) bool {
				if pair, ok := n.(*ast.KeyValueExpr); ok {
					if key, ok := pair.Key.(*ast.Ident); ok {
						add(d.Name.Name+"."+key.Name, pair.Value)
					}
				}
				return true
			})
		}
	}
	return all
}

// TestNamedTests holds that each test that the pages name is there, and its case too.
func TestNamedTests(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"limits.md", "threat-model.md"} {
		found := named.FindAllStringSubmatch(page(t, name), -1)
		if len(found) < 10 {
			t.Errorf("%s names %d tests", name, len(found))
		}
		for _, match := range found {
			if !has(t, filepath.Join(e2e.Root(t), match[1]), match[2], match[3]) {
				t.Errorf("%s: no %s in %s, or it has no case %q", name, match[2], match[1], match[3])
			}
		}
	}
}

// has says whether a directory has a test, in which a string is the case's name.
func has(t *testing.T, dir, test, kase string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Name.Name != test {
				continue
			}
			found := kase == ""
			ast.Inspect(f, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Value == `"`+kase+`"` {
					found = true
				}
				return true
			})
			return found
		}
	}
	return false
}
