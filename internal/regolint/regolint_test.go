package regolint

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/open-policy-agent/opa/v1/ast"
)

const root = "../.."

func TestCheck(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       []string
	}{
		{"clean", "_f(x) := y if {\n\ty := x + 1\n}", nil},
		{"long", `_x := "` + strings.Repeat("a ", 60) + `"`, []string{"line-length"}},
		{"long word", `_x := "` + strings.Repeat("a", 120) + `"`, nil},
		{"long metadata", "# METADATA\n# title: " + strings.Repeat("a ", 60) + "\n_x := 1", nil},
		{"rule", "_x := 1\n\ncount := 2", []string{"metadata", "shadows-builtin"}},
		{"argument", "_f(all) := all", []string{"shadows-builtin"}},
		{"pattern of an argument", "_f([regex, _]) := regex", []string{"shadows-builtin"}},
		{"variable", "_x if {\n\tregex := 1\n\tregex > 0\n}", []string{"shadows-builtin"}},
		{"several variables", "_x if {\n\t[time, y] := [1, 2]\n\ttime > y\n}", []string{"shadows-builtin"}},
		{"some", "_x if {\n\tsome count in [1]\n\tcount > 0\n}", []string{"shadows-builtin"}},
		{"key", "_x if {\n\tsome lower, y in [1]\n\ty > lower\n}", []string{"shadows-builtin"}},
		{"some of old", "_x if {\n\tsome count\n\t[1][count] > 0\n}", []string{"shadows-builtin"}},
		{"every", "_x if {\n\tevery sum in [1] {\n\t\tsum > 0\n\t}\n}", []string{"shadows-builtin"}},
		{"comprehension", "_x := [y | y := 1; trim := 2; trim > y]", []string{"shadows-builtin"}},
		{"field", "_x := {\"count\": input.count}", nil},
		{"nested", "_x := array.concat([1], array.concat([2], [3]))", []string{"nested-call"}},
		{"nested as a condition", "_x if array.concat(array.concat([2], [3]), [1]) == []", []string{"nested-call"}},
		{"not nested", "_x := array.concat([1], [y | some y in array.concat([2], [3])])", nil},
		{"pattern", `_x if regex.match("a\\.b", "x")`, []string{"raw-pattern"}},
		{"raw pattern", "_x if regex.match(`a\\.b`, \"x\")", nil},
		{"pattern without a backslash", `_x if regex.match("a", "x")`, nil},
		{"pattern with a backquote", `_x if regex.match("\\x\u0060", "x")`, nil},
		{"constant", `_f(x) := 1 if x == null`, []string{"pattern-matching"}},
		{"constant on the left", `_f(x) if "" == x`, []string{"pattern-matching"}},
		{"constant of something else", `_f(x) if x.y == null`, nil},
		{"negated constant", `_f(x) if not x == null`, nil},
		{"trailing default", "_x if input.y\n\ndefault _x := false", []string{"trailing-default"}},
		{"default", "default _x := false\n\n_x if input.y", nil},
		{"public", "x := 1", []string{"metadata"}},
		{"described", "# METADATA\n# title: X\nx := 1\n\nx := 1 if input.y", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			problems, err := Check("x.rego", "package x\n\n"+tt.body+"\n")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.Rule)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, err := Check("x.rego", "package"); err == nil {
		t.Error("got no error of a module that does not parse")
	}
}

// modules are the Rego files below a directory, by their paths below it.
func modules(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".rego" {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(filepath.Join(root, dir), path)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no Rego below %s", dir)
	}
	return files
}

// TestHandwritten holds the library and the template of new projects to the house rules.
func TestHandwritten(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"rego", "cmd/pratique/internal/scaffold/template"} {
		for path, text := range modules(t, dir) {
			problems, err := Check(path, text)
			if err != nil {
				t.Error(err)
			}
			for _, p := range problems {
				t.Errorf("%s/%s:%d: %s: %s", dir, path, p.Line, p.Rule, p.Text)
			}
		}
	}
}

// TestBeside wants a test file beside each module, and a module to be where its package says.
func TestBeside(t *testing.T) {
	t.Parallel()
	files := modules(t, "rego")
	for path, text := range files {
		module, err := ast.ParseModule(path, text)
		if err != nil {
			t.Fatal(err)
		}
		// A package is named by its directory, or by directory and file.
		pkg := strings.ReplaceAll(strings.TrimPrefix(module.Package.Path.String(), "data."), ".", "/")
		pkg = strings.ReplaceAll(strings.ReplaceAll(pkg, `["`, "/"), `"]`, "") // a keyword
		if file := strings.TrimSuffix(path, ".rego"); pkg != file && pkg != filepath.ToSlash(filepath.Dir(path)) && pkg != filepath.ToSlash(filepath.Dir(path))+"_test" {
			t.Errorf("%s has package %s", path, pkg)
		}
		name, isTest := strings.CutSuffix(path, "_test.rego")
		if !isTest && files[strings.TrimSuffix(path, ".rego")+"_test.rego"] == "" && files[together(path)] == "" && len(module.Rules) > 0 {
			t.Errorf("%s has no test file", path)
		}
		if isTest && files[name+".rego"] == "" && path != together(path) && !slices.Contains(ofAll, path) {
			t.Errorf("%s is beside no module", path)
		}
	}
}

// ofAll are test files that belong to no one module: fixtures, and what holds for all gates.
var ofAll = []string{"pratique/fixture_test.rego", "pratique/dockerfile_fixture_test.rego", "pratique/subjects_test.rego"}

// together is the test file, named by its folder, of modules that have their cases side by side since
// they differ in a word, or make one answer in several steps.
func together(path string) string {
	dir := filepath.ToSlash(filepath.Dir(path))
	if dir != "pratique/gates/passwd_file" && dir != "pratique/controls" {
		return ""
	}
	return dir + "/" + filepath.Base(dir) + "_test.rego"
}

// TestTriggerIDs wants of each module of our own gates a test that findings which one may want
// to except separately have trigger ids of their own, and that these stay when lines move.
func TestTriggerIDs(t *testing.T) {
	t.Parallel()
	files := modules(t, "rego/pratique/gates")
	var own int
	for path, text := range files {
		if strings.HasSuffix(path, "_test.rego") || !strings.Contains(text, "finding.new(") && !strings.Contains(text, ".report(") {
			continue
		}
		trigger := path
		if parts := strings.Split(path, "/"); len(parts) == 3 {
			trigger = parts[0] + "/" + parts[1] + ".rego"
		}
		if strings.Contains(files[trigger], "\n#   anchore: {") || strings.HasPrefix(path, "rego/") {
			continue
		}
		own++
		test := files[strings.TrimSuffix(path, ".rego")+"_test.rego"]
		if !strings.Contains(test, "test_trigger_ids") || !strings.Contains(test, "fixture.separate(") {
			t.Errorf("%s has no test_trigger_ids", path)
		}
		about(t, path, text)
	}
	if own < 100 {
		t.Errorf("got %d modules of our own gates", own)
	}
}

// about wants the findings of a module of our own to say what they are about.
func about(t *testing.T, path, text string) {
	t.Helper()
	module, err := ast.ParseModule(path, text)
	if err != nil {
		t.Fatal(err)
	}
	ast.WalkTerms(module, func(term *ast.Term) bool {
		call, ok := term.Value.(ast.Call)
		if !ok || !strings.HasSuffix(call[0].String(), "finding.new") {
			return false
		}
		if hit, ok := call[2].Value.(ast.Object); ok && hit.Get(ast.StringTerm("about")) == nil {
			t.Errorf("%s:%d: a finding of our own says not what it is about", path, term.Location.Row)
		}
		return false
	})
}
