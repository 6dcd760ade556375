// Package docclaims holds that the pages about limits and threats say what the code says.
package docclaims

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
)

var (
	// row is "`FILE`: `NAME = VALUE` | FLAG | TEST |".
	row = regexp.MustCompile("\\| `([^`]+\\.go)`: `([A-Za-z.]+) = ([^`]+)` \\| ([^|]*) \\| ([^|]*) \\|")
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

// TestLimits holds that each row of docs/limits.md has the constant's value, or that and the name
// of a limit that --limit sets; that each of these has a row; and that a test of the whole program
// meets it, or the row names one of a package that does.
func TestLimits(t *testing.T) {
	t.Parallel()
	text := page(t, "limits.md")
	found := row.FindAllStringSubmatch(text, -1)
	if rows := strings.Count(text, "| `"); len(found) == 0 || strings.Count(text, ".go`: `") != len(found) {
		t.Errorf("%d rows are understood, of %d cells", len(found), rows)
	}
	if strings.Contains(text, "| — |") {
		t.Error("a limit has no test")
	}
	script, err := os.ReadFile(filepath.Join(e2e.Root(t), "cmd/pratique/testdata/script/limits.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, match := range found {
		got, ok := values(t, filepath.Join(e2e.Root(t), match[1]))[match[2]]
		if !ok || got.value != strings.ReplaceAll(match[3], " ", "") {
			t.Errorf("%s: %s is %q, and the page says %q", match[1], match[2], got.value, match[3])
		}
		if want := "`--limit " + got.name + "`"; got.name != "" && match[4] != want {
			t.Errorf("%s: %s is set by %s, and the page says %q", match[1], match[2], want, match[4])
		}
		inScript := match[5] == "`cmd/pratique TestScripts/limits`"
		if inScript && got.name != "" && !bytes.Contains(script, []byte("--limit "+got.name+"=")) {
			t.Errorf("limits.txtar does not meet %s", got.name)
		}
		names[got.name] = true
	}
	for _, name := range declared(t) {
		if !names[name] {
			t.Errorf("the page has no limit %s", name)
		}
	}
}

// declaration is a call such as limits.Count("layers", 5000).
var declaration = regexp.MustCompile(`= limits\.(?:Count|Bytes|Time)\("([a-z-]+)"`)

// declared are the names of the limits in all files.
func declared(t *testing.T) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(e2e.Root(t)), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(filepath.Join(e2e.Root(t), path))
		for _, match := range declaration.FindAllSubmatch(text, -1) {
			names = append(names, string(match[1]))
		}
		return err
	})
	if err != nil || len(names) < 40 {
		t.Fatalf("%d limits, %v", len(names), err)
	}
	return names
}

// limit is a constant as it is written, or the default of a limit and its name.
type limit struct{ value, name string }

// values are the constants of a file and the limits that it declares.
func values(t *testing.T, path string) map[string]limit {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]limit{}
	printed := func(value ast.Expr) string {
		var b bytes.Buffer
		if err := printer.Fprint(&b, fset, value); err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(b.String(), " ", "")
	}
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range d.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok {
				continue
			}
			for i := range v.Values {
				if call, ok := v.Values[i].(*ast.CallExpr); ok && strings.HasPrefix(printed(call.Fun), "limits.") {
					all[v.Names[i].Name] = limit{printed(call.Args[1]), strings.Trim(printed(call.Args[0]), `"`)}
				} else if d.Tok == token.CONST {
					all[v.Names[i].Name] = limit{value: printed(v.Values[i])}
				}
			}
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
	if test == "TestScripts" {
		_, err := os.Stat(filepath.Join(dir, "testdata/script", kase+".txtar"))
		return err == nil
	}
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
