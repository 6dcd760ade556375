package author

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/document"
)

// library reads one module, policy/x.rego.
func library(text string) (*Library, error) {
	return New([]Module{{File: "policy/x.rego", Path: "own/x.rego", Source: []byte(text)}}, Options{})
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       []document.Need
	}{
		{"a section", `r contains x if some x in input.dockerfile.lines.FROM`, []document.Need{"dockerfile"}},
		{"of a helper", "r contains 1 if _h\n_h if input.image.config.User == \"root\"", []document.Need{"image"}},
		{"of a function", "r contains 1 if f(1)\nf(x) if input.accounts.users[x]", []document.Need{"accounts"}},
		{"of a function's argument", "r contains 1 if f(input.secrets)\nf(x) if x[0]", []document.Need{"secrets"}},
		{"of a comprehension", `r contains 1 if count([p | some p in input.packages; p.name == "x"]) > 0`, []document.Need{"packages"}},
		{"under not", `r contains 1 if not input.image.distro.name`, []document.Need{"image", "image.distro"}},
		{"one file", `r contains 1 if input.files["/etc/passwd"].mode`, []document.Need{"files:path:/etc/passwd"}},
		{"checksum of one file", `r contains 1 if input.files["/x"].sha256`, []document.Need{"files.sha256:/x", "files:path:/x"}},
		{"checksums", `r contains p if input.files[p].sha256 == "00"`, []document.Need{"files", "files.sha256"}},
		{"checksums by a variable", `r contains p if { some p, f in input.files; f.sha256 == "00" }`, []document.Need{"files", "files.sha256"}},
		{"content of one file", `r contains 1 if input.retrieved_files["/etc/x"].content`, []document.Need{"retrieved_files:/etc/x"}},
		{"all of it", `r contains 1 if f(input)
f(x) if x.image`, everything()},
		{"computed", `r contains 1 if { some s in ["image"]; input[s] }`, everything()},
		{"nothing", `r contains 1 if input.evaluated_at`, []document.Need{}},
		{"stated", "# METADATA\n# custom:\n#   needs: [\"retrieved_files:/x\"]\nr contains 1 if input.files", []document.Need{"retrieved_files:/x"}},
		{"else", "r := [1] if input.image.tag == \"x\" else := [2] if input.dockerfile", []document.Need{"dockerfile", "image"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l, err := library("package acme.p\n\n" + tt.body + "\n")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, l.Rule("acme.p.r").Needs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMove(t *testing.T) {
	t.Parallel()
	const text = `# METADATA
# title: data.main in a comment
package main

import data.main.lib
import data.mainly

# main
deny contains "main" if data.main.x
deny contains "y" if data["main"].x == data.other.main
deny contains "z" if lib.x == mainly.x with data.main.x as 1
test_x if deny
`
	l, err := library(text)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(
		"package main", "package own.main",
		"import data.main.lib", "import data.own.main.lib",
		"if data.main.x", "if data.own.main.x",
		`data["main"]`, `data["own"]["main"]`,
		"with data.main.x", "with data.own.main.x",
	).Replace(text)
	if diff := cmp.Diff(want, string(l.Modules[0].Source)); diff != "" {
		t.Error(diff)
	}
	r := l.Rule("main.deny")
	if r == nil || r.Ref != "data.own.main.deny" {
		t.Errorf("got rule %v", r)
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	l, err := New([]Module{
		{File: "x.rego", Path: "own/x.rego", Source: []byte(`package acme.x

set contains 1

value := [1] if input.x

default value := []

function(params) := [params]

two(a, b) := [a, b]

object[k] := 1 if some k in [2]

_helper := 1
`)},
		{File: "x_test.rego", Path: "own/x_test.rego", Test: true, Source: []byte("package acme.x_test\n\ntest_x if true\n")},
		{File: "y.rego", Path: "own/y.rego", Source: []byte("package acme.x.y\n\nset contains 1\n")},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"acme.x.function", "acme.x.object", "acme.x.set", "acme.x.two", "acme.x.value", "acme.x.y.set"}, l.Names()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"acme/x", "acme/x_test"}, l.Roots()); diff != "" {
		t.Error(diff)
	}
	tests := []struct {
		name       string
		parameters bool
		want       string
	}{
		{"set", false, ""},
		{"set", true, "it takes no parameters; a function of one argument would get them"},
		{"value", false, ""},
		{"function", true, ""},
		{"function", false, ""},
		{"two", true, "it is a function of 2 arguments; it would be called with one, the object of the parameters"},
		{"object", false, "it is neither a set, nor an array, nor a function"},
	}
	for _, tt := range tests {
		if got := l.Rule("acme.x." + tt.name).Callable(tt.parameters); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	var none *Library
	if none.Rule("x") != nil || none.Names() != nil || none.Roots() != nil {
		t.Error("no library has rules")
	}
}

// FuzzMove checks that a module that OPA reads is one afterwards, with as many
// rows, and without data.main.
func FuzzMove(f *testing.F) {
	for _, s := range []string{
		"package main\n\ndeny contains 1 if data.main.x", "package main.x\nimport data.main as m\n", "package a\nx := data[\"main\"].y",
		"package a\nx := `data.main`", "package a\ndata_main := {data.main.x: data . main}", "package a\nx if data.main.x with data.main.y as 1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := &sources{files: map[string]string{}, parsed: map[string]*ast.Module{}}
		m, err := s.parse(Module{File: "x.rego", Path: "own/x.rego", Source: []byte(text)})
		if err != nil {
			if parsed, err := ast.ParseModuleWithOpts("x.rego", text, ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true}); err == nil && parsed != nil && !strings.HasPrefix(name(parsed.Package.Path), reserved) {
				t.Errorf("moving spoilt it: %v\n%s", err, m.Source)
			}
			return
		}
		if got, want := strings.Count(string(m.Source), "\n"), strings.Count(text, "\n"); got != want {
			t.Errorf("got %d rows, want %d", got, want)
		}
		ast.WalkRefs(s.parsed["own/x.rego"], func(ref ast.Ref) bool {
			if len(ref) > 1 && ref[0].Equal(ast.DefaultRootDocument) && ref[1].Equal(ast.StringTerm("main")) {
				t.Errorf("%s is still there\n%s", ref, m.Source)
			}
			return false
		})
	})
}
