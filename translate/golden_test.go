package translate

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"

	"github.com/pratique-dev/pratique/internal/regolint"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/author"
)

var update = flag.Bool("update", false, "write the expected output of the cases in testdata")

// TestCases translates testdata/CASE/bundle.json and compares what is generated
// with testdata/CASE/out. The case "lenient" is read leniently.
func TestCases(t *testing.T) {
	t.Parallel()
	cases, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.Name() == "fuzz" {
			continue
		}
		t.Run(c.Name(), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join("testdata", c.Name())
			bundle, err := os.ReadFile(filepath.Join(dir, "bundle.json"))
			if err != nil {
				t.Fatal(err)
			}
			lenient := c.Name() == "lenient"
			r, err := WithTests(t.Context(), must(t, bundle, Options{Lenient: lenient, AllowDeprecated: lenient}))
			if err != nil {
				t.Fatal(err)
			}
			checkModules(t, r)
			got := generated(r)
			out := filepath.Join(dir, "out")
			if *update {
				write(t, out, got)
			}
			if diff := cmp.Diff(read(t, out), got); diff != "" {
				t.Errorf("-want +got (go test -update writes it):\n%s", diff)
			}
		})
	}
}

// generated are the files that the translator wrote itself, and what else it says.
func generated(r *Result) map[string]string {
	files := map[string]string{}
	for _, m := range r.Modules {
		if isGenerated(m) {
			files[m.Path] = string(m.Source)
		}
	}
	for _, m := range r.Tests {
		files[m.Path] = string(m.Source)
	}
	var b strings.Builder
	for _, n := range r.Needs {
		fmt.Fprintf(&b, "need %s\n", quote(string(n)))
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&b, "warning %s %s: %s\n", quote(w.Pointer), w.Kind, w.Message)
	}
	fmt.Fprintf(&b, "%d mappings, %d policies, %d rules, %d whitelists, %d items\n", r.Info.Mappings, r.Info.Policies, r.Info.Rules, r.Info.Whitelists, r.Info.Items)
	files["summary.txt"] = b.String()
	return files
}

func isGenerated(m Module) bool {
	return m.Path == "pratique/bundle.rego" || m.Path == subjectsPath || m.Path == selectorsPath || strings.HasPrefix(m.Path, "pratique/policies/") || strings.HasPrefix(m.Path, "pratique/whitelists/")
}

// checkModules checks that the modules compile together in strict mode, that
// opa fmt leaves the generated ones alone, and that nothing is where it should
// not be.
func checkModules(t testing.TB, r *Result) {
	t.Helper()
	parsed := map[string]*ast.Module{}
	for _, m := range slices.Concat(r.Modules, r.Tests) {
		module, err := ast.ParseModuleWithOpts(m.Path, string(m.Source), ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true})
		if err != nil {
			t.Fatalf("%v\n%s", err, m.Source)
		}
		parsed[m.Path] = module
		if got := dotted(module.Package.Path); got != m.Package {
			t.Errorf("%s: got package %s, want %s", m.Path, got, m.Package)
		}
		isTest := strings.HasSuffix(m.Path, "_test.rego")
		if !fs.ValidPath(m.Path) || isTest != slices.ContainsFunc(r.Tests, func(t Module) bool { return t.Path == m.Path }) {
			t.Errorf("%s is not a path of a module", m.Path)
		}
		if !isGenerated(m) && !isTest {
			continue
		}
		for _, a := range module.Annotations {
			// A title is all that comes from the bundle; nothing may become a schema, a custom key or an entry point.
			if a.Custom != nil || a.Schemas != nil || a.RelatedResources != nil || a.Authors != nil || a.Organizations != nil || a.Entrypoint || a.Compile != nil {
				t.Errorf("%s has more METADATA than titles: %v", m.Path, a)
			}
		}
		problems, err := regolint.Check(m.Path, string(m.Source))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			if p.Rule != "line-length" || !unbreakable(string(m.Source), p.Line) {
				t.Errorf("%s:%d: %s: %s", m.Path, p.Line, p.Rule, p.Text)
			}
		}
		formatted, err := format.Source(m.Path, m.Source)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(formatted), string(m.Source)); diff != "" {
			t.Errorf("%s is not as opa fmt has it:\n%s", m.Path, diff)
		}
	}
	compiler := ast.NewCompiler().WithStrict(true)
	if compiler.Compile(parsed); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
}

// unbreakable says whether a line is long because of a text of the bundle, or of a JSON text.
func unbreakable(source string, line int) bool {
	text := strings.TrimSpace(strings.Split(source, "\n")[line-1])
	quotes := strings.Count(text, `"`) - strings.Count(text, `\"`)
	return strings.Contains(source, "json.unmarshal(`") || quotes <= 4 && !strings.ContainsAny(text[:1], "#")
}

// dotted is a package's name; String would bracket the keyword in
// vulnerabilities.package.
func dotted(path ast.Ref) string {
	var names []string
	for _, term := range path[1:] {
		names = append(names, string(term.Value.(ast.String)))
	}
	return strings.Join(names, ".")
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestDeterministic(t *testing.T) {
	t.Parallel()
	bundle := edit(t, nil)
	var first bytes.Buffer
	if err := Tarball(&first, must(t, bundle, Options{})); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		var again bytes.Buffer
		if err := Tarball(&again, must(t, bundle, Options{})); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatal("the same bundle gave other bytes")
		}
	}
}

// TestLibraryIsCut checks that only what the bundle needs is in the result.
func TestLibraryIsCut(t *testing.T) {
	t.Parallel()
	rules := `[{"gate": "always", "trigger": "always", "action": "STOP", "params": []}]`
	r := must(t, edit(t, edits{policy0 + "/rules": rules}), Options{})
	var gates []string
	for _, m := range r.Modules {
		if strings.HasPrefix(m.Path, "pratique/gates/") {
			gates = append(gates, m.Path)
		}
		if text, err := fs.ReadFile(rego.FS, m.Path); err == nil && !bytes.Equal(text, m.Source) {
			t.Errorf("%s is not as it is in the library", m.Path)
		}
	}
	if diff := cmp.Diff([]string{"pratique/gates/always/always.rego"}, gates); diff != "" {
		t.Error(diff)
	}
	r.module(t, "main/main.rego")
	r.module(t, "pratique/decision.rego")
	r.module(t, "pratique/lib/finding.rego")
	for _, m := range r.Modules {
		if m.Path == "pratique/lib/passwd.rego" {
			t.Error("a module that no rule needs is in the result")
		}
	}
}

// TestExamples translates the examples in the METADATA of all triggers.
func TestExamples(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, gate := range c.Gates() {
		g, err := c.Gate(gate)
		if err != nil {
			t.Fatal(err)
		}
		if g.Description == "" {
			t.Errorf("gate %s has no description", gate)
		}
		for _, trigger := range g.Triggers {
			rules, err := json.Marshal(trigger.Examples)
			if err != nil {
				t.Fatal(err)
			}
			if len(trigger.Examples) == 0 {
				t.Errorf("%s/%s has no example", gate, trigger.Name)
				continue
			}
			var options Options
			if gate == ownGate { // its example names a rule of the author's
				options.Own = []author.Module{{File: "labels.rego", Path: "own/labels.rego", Source: []byte("package acme.labels\n\nmissing := []\n")}}
			}
			checkModules(t, must(t, edit(t, edits{policy0 + "/rules": string(rules)}), options))
		}
	}
}
