package regotest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/internal/e2e"
)

const policyText = `package p

allow if input.x == 1

allow if input.x == 2

deny contains "no" if not allow
`

const tests = `package p_test

import data.p

test_allow if p.allow with input as {"x": 1}

test_deny if p.deny == {"no"} with input as {"x": 3}

test_cases[name] if {
	some name, x in {"one": 1, "three": 3}
	p.allow with input as {"x": x}
}

test_wrong if {
	print("here")
	p.allow with input as {}
}

todo_test_later if false
`

// project writes files into a directory.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// outcome is what matters of a result.
type outcome struct {
	Package, Name string
	Fail, Skip    bool
	Output        string
	Sub           map[string]bool
}

func outcomes(t *testing.T, text []byte) []outcome {
	t.Helper()
	var results []struct {
		Package, Name string
		Fail, Skip    bool
		Output        []byte
		SubResults    map[string]struct{ Fail bool } `json:"sub_results"`
	}
	if err := json.Unmarshal(text, &results); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var list []outcome
	for _, r := range results {
		o := outcome{Package: r.Package, Name: r.Name, Fail: r.Fail, Skip: r.Skip, Output: string(r.Output), Sub: map[string]bool{}}
		for name, sub := range r.SubResults {
			o.Sub[name] = sub.Fail
		}
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b outcome) int { return strings.Compare(a.Name, b.Name) }) // opa's order changes
	return list
}

// stock runs opa test and gives its output, whatever its exit code.
func stock(t *testing.T, args ...string) []byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), e2e.Binary(t, "opa"), append([]string{"test"}, args...)...).Output()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return out
}

// TestStock compares the results with those of stock opa test.
func TestStock(t *testing.T) {
	t.Parallel()
	dir := project(t, map[string]string{"p.rego": policyText, "p_test.rego": tests, "data.json": `{"x": 1}`})
	for _, run := range []string{"", "test_allow|test_cases"} {
		report, err := Run(t.Context(), Options{Paths: []string{dir}, Run: run})
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := report.JSON(&text); err != nil {
			t.Fatal(err)
		}
		var document struct{ Tests json.RawMessage }
		if err := json.Unmarshal(text.Bytes(), &document); err != nil {
			t.Fatal(err)
		}
		want := outcomes(t, stock(t, "--format", "json", "--parallel", "1", "--run", run, dir))
		if diff := cmp.Diff(want, outcomes(t, document.Tests)); diff != "" {
			t.Errorf("run %q: -opa +pratique:\n%s", run, diff)
		}
		if !report.Failed() {
			t.Error("got no failure")
		}
	}
}

// TestStockCoverage compares coverage with that of stock opa test.
func TestStockCoverage(t *testing.T) {
	t.Parallel()
	passing, _, _ := strings.Cut(tests, "test_cases")
	dir := project(t, map[string]string{"p.rego": policyText, "p_test.rego": passing})
	report, err := Run(t.Context(), Options{Paths: []string{dir}, Coverage: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(report.Coverage)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if err := errors.Join(json.Unmarshal(got, &a), json.Unmarshal(stock(t, "--coverage", dir), &b)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, a); diff != "" {
		t.Errorf("-opa +pratique:\n%s", diff)
	}
	var text bytes.Buffer
	if err := report.Text(&text, false); err != nil {
		t.Fatal(err)
	}
	want := "PASS: 2/2\n" + filepath.Join(dir, "p.rego") + ":5: not covered\nCOVERAGE: 80.0 %\n"
	if diff := cmp.Diff(want, text.String()); diff != "" {
		t.Error(diff)
	}
}

func TestBench(t *testing.T) {
	t.Parallel()
	dir := project(t, map[string]string{"p.rego": policyText, "p_test.rego": "package p_test\n\nimport data.p\n\ntest_allow if p.allow with input as {\"x\": 1}\n"})
	report, err := Run(t.Context(), Options{Paths: []string{dir}, Bench: true})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := report.Text(&text, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "ns/op") || !strings.Contains(text.String(), "allocs/op") {
		t.Errorf("got %s, want measurements", &text)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		files   map[string]string
		options Options
		want    string
	}{
		{"no tests", map[string]string{"p.rego": policyText}, Options{}, "no tests found"},
		{"none of that name", map[string]string{"p.rego": policyText, "p_test.rego": tests}, Options{Run: "nope"}, "no tests found"},
		{"no name", nil, Options{Run: "("}, "parsing the names of tests"},
		{"no directory", nil, Options{Paths: []string{"nowhere"}}, "nowhere"},
		{"no Rego", map[string]string{"p.rego": "package p\n\nfoo bar\n"}, Options{}, "p.rego:3: rego_parse_error"},
		{"an undefined function", map[string]string{"p.rego": "package p\n\ntest_x if f(1)\n"}, Options{}, "p.rego:3: rego_type_error: undefined function"},
		{"the network", map[string]string{"p.rego": "package p\n\ntest_x if http.send({})\n"}, Options{}, "undefined function http.send"},
		{"only hidden files", map[string]string{".x/p_test.rego": tests, "p.rego": policyText}, Options{}, "no tests found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.options.Paths == nil {
				tt.options.Paths = []string{project(t, tt.files)}
			}
			_, err := Run(t.Context(), tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want it to say %s", err, tt.want)
			}
		})
	}
}

func TestBroken(t *testing.T) {
	t.Parallel()
	dir := project(t, map[string]string{"p_test.rego": "package p_test\n\nx := 1 if true\n\nx := 2 if true\n\ntest_x if x == 1\n"})
	report, err := Run(context.Background(), Options{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Broken()) != 1 {
		t.Errorf("got %v, want the conflict", report.Broken())
	}
}
