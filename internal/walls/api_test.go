package walls

import (
	"bytes"
	"flag"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// maxPublic is how many packages others may import: each is a promise.
const maxPublic = 24

// public are the packages that others can import, as directories.
func public(t *testing.T) []string {
	t.Helper()
	var dirs []string
	for path := range strings.Lines(list(t, "{{.ImportPath}}", "./...")) {
		dir := strings.TrimPrefix(strings.TrimSpace(path), module)
		if !within(dir, "cmd") && !within(dir, "internal") && !within(dir, "tools") && !strings.Contains(dir+"/", "/internal/") {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// TestPublic holds that what can be imported is little, is described, stands in
// docs/architecture.md and has an example.
func TestPublic(t *testing.T) {
	t.Parallel()
	dirs := public(t)
	if len(dirs) > maxPublic {
		t.Errorf("%d packages can be imported, want at most %d: put what one room uses below its internal", len(dirs), maxPublic)
	}
	architecture, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		if !bytes.Contains(architecture, []byte("`"+dir+"`")) {
			t.Errorf("docs/architecture.md does not say what %s does", dir)
		}
		if p := documented(t, dir); p.Doc == "" {
			t.Errorf("%s has no package comment", dir)
		}
		if callable(documented(t, dir)) && !exampled(t, dir) {
			t.Errorf("%s has functions to call, and no Example with its output", dir)
		}
	}
}

// callable says whether a package has exported functions.
func callable(p *doc.Package) bool {
	n := len(p.Funcs)
	for _, t := range p.Types {
		n += len(t.Funcs) + len(t.Methods)
	}
	return n > 0
}

// exampled says whether a package has an Example that runs.
func exampled(t *testing.T, dir string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("../..", dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, example := range doc.Examples(source) {
			if example.Output != "" {
				return true
			}
		}
	}
	return false
}

// TestAPI compares the exported declarations with golden files, so that a change of what others
// rely on is deliberate: `go test ./internal/walls -update` writes them.
func TestAPI(t *testing.T) {
	t.Parallel()
	if os.Getenv("PRATIQUE_API") == "" && !*update {
		t.Skip("make lint asks for it")
	}
	for _, dir := range public(t) {
		golden := filepath.Join("testdata", "api", strings.ReplaceAll(dir, "/", ".")+".txt")
		got := declarations(documented(t, dir))
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("the exported API of %s has changed; if that is meant, write it with -update (-want +got):\n%s", dir, diff)
		}
	}
}

// documented is a package as go doc reads it: exported declarations alone.
func documented(t *testing.T, dir string) *doc.Package {
	t.Helper()
	files := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join("../..", filepath.FromSlash(dir), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var parsed []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, file)
	}
	p, err := doc.NewFromFiles(files, parsed, module+dir)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// declarations are the exported ones without comments, in go doc's order.
func declarations(p *doc.Package) []byte {
	var b bytes.Buffer
	write := func(node ast.Decl) {
		ast.Inspect(node, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				n.Doc, n.Comment = nil, nil
			case *ast.ValueSpec:
				n.Doc, n.Comment = nil, nil
			case *ast.TypeSpec:
				n.Doc, n.Comment = nil, nil
			case *ast.GenDecl:
				n.Doc = nil
			case *ast.FuncDecl:
				n.Doc, n.Body = nil, nil
			}
			return true
		})
		// Positions of a file set of its own close the gaps that comments have left.
		_ = printer.Fprint(&b, token.NewFileSet(), node)
		b.WriteByte('\n')
	}
	values := func(list []*doc.Value) {
		for _, v := range list {
			write(v.Decl)
		}
	}
	functions := func(list []*doc.Func) {
		for _, f := range list {
			write(f.Decl)
		}
	}
	values(p.Consts)
	values(p.Vars)
	functions(p.Funcs)
	for _, t := range p.Types {
		write(t.Decl)
		values(t.Consts)
		values(t.Vars)
		functions(t.Funcs)
		functions(t.Methods)
	}
	return b.Bytes()
}

// maxBinary is the size that the stripped binary may have, in bytes.
const maxBinary = 52 << 20

// TestLinked holds the modules of the binary and its size: each module is code that users run and
// somebody has to keep up with.
func TestLinked(t *testing.T) {
	t.Parallel()
	if os.Getenv("PRATIQUE_API") == "" && !*update {
		t.Skip("make lint asks for it")
	}
	const golden = "testdata/modules.txt"
	modules := map[string]bool{}
	for line := range strings.Lines(list(t, "{{with .Module}}{{.Path}}{{end}}", "-deps", "./cmd/pratique")) {
		if line = strings.TrimSpace(line); line != "" {
			modules[line] = true
		}
	}
	got := strings.Join(sorted(modules), "\n") + "\n"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else {
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("the modules of the binary have changed; if that is meant, write them with -update (-want +got):\n%s", diff)
		}
	}
	if bin := os.Getenv("PRATIQUE_BIN"); bin != "" {
		info, err := os.Stat(filepath.Join(bin, "pratique"))
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > maxBinary {
			t.Errorf("the binary has %d bytes, want at most %d", info.Size(), maxBinary)
		}
	}
}
