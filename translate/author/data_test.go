package author

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree writes files, by path, into a new directory.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadData(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files map[string]string
		paths []string
		want  string // JSON
		fault string
	}{
		{"none", nil, nil, `{}`, ""},
		{"a file", map[string]string{"a.json": `{"acme": {"owners": ["x"], "n": 9007199254740993}}`}, []string{"a.json"}, `{"acme": {"owners": ["x"], "n": 9007199254740993}}`, ""},
		{"YAML", map[string]string{"a.yaml": "acme:\n  owners: [x]\n", "b.yml": "b: 1\n"}, []string{"a.yaml", "b.yml"}, `{"acme": {"owners": ["x"]}, "b": 1}`, ""},
		{"folders are keys", map[string]string{"top.json": `{"a": 1}`, "acme/x.json": `{"b": 2}`, "acme/teams/data.yaml": "c: 3", "acme/p.rego": "package p", ".git/x.json": "{", "x.tar.gz": ""},
			[]string{"."}, `{"a": 1, "acme": {"b": 2, "teams": {"c": 3}}}`, ""},
		{"several that meet", map[string]string{"1/x.json": `{"acme": {"a": 1}}`, "2/x.json": `{"acme": {"b": 2}}`}, []string{"1", "2"}, `{"acme": {"a": 1, "b": 2}}`, ""},
		{"several that collide", map[string]string{"1.json": `{"acme": {"a": 1}}`, "2.json": `{"acme": {"a": 1}}`}, []string{"1.json", "2.json"}, "", "2.json: data.acme.a is there already"},
		{"one directory that collides", map[string]string{"1.json": `{"a": 1}`, "2.json": `{"a": 2}`}, []string{"."}, "", "merge error"},
		{"broken", map[string]string{"a.json": `{`}, []string{"a.json"}, "", "a.json"},
		{"no object", map[string]string{"a.json": `[1]`}, []string{"a.json"}, "", "a.json"},
		{"no data", map[string]string{"x/a.rego": ``}, []string{"x"}, "", "there is no .json, .yaml or .yml file"},
		{"of another kind", map[string]string{"a.txt": ``}, []string{"a.txt"}, "", "there is no .json, .yaml or .yml file"},
		{"not there", nil, []string{"nope.json"}, "", "no such file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := tree(t, test.files)
			var paths []string
			for _, p := range test.paths {
				paths = append(paths, filepath.Join(dir, p))
			}
			got, err := ReadData(paths)
			if test.fault != "" {
				if err == nil || !strings.Contains(err.Error(), test.fault) || !strings.HasPrefix(err.Error(), "reading data ") {
					t.Errorf("got the error %v, want one with %q", err, test.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			text, err := got.JSON()
			if err != nil {
				t.Fatal(err)
			}
			back, err := ParseData(text)
			if err != nil {
				t.Fatal(err)
			}
			want, err := ParseData([]byte(test.want))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, back); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestReadDataLinks: what is in a directory is read through links, what is not is refused.
func TestReadDataLinks(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"secret.json": `{"a": 1}`, "in/..1/x.json": `{"a": 1}`})
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege")
	}
	if err := os.Symlink("..1/x.json", filepath.Join(dir, "in/x.json")); err != nil {
		t.Fatal(err)
	}
	got, err := ReadData([]string{filepath.Join(dir, "in")})
	if diff := cmp.Diff(Data{"a": json.Number("1")}, got); diff != "" || err != nil {
		t.Errorf("%v, (-want +got):\n%s", err, diff)
	}
	if err := os.Symlink("../secret.json", filepath.Join(dir, "in/y.json")); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadData([]string{filepath.Join(dir, "in")}); err == nil || !strings.Contains(err.Error(), "escapes") {
		t.Errorf("got the error %v", err)
	}
}

func TestDataCollides(t *testing.T) {
	t.Parallel()
	module := []Module{{File: "labels.rego", Path: "own/labels.rego", Source: []byte("package acme.labels\n\nmissing := {data.acme.owner}\n")}}
	for _, test := range []struct{ data, want string }{
		{`{"acme": {"owner": "x", "labels": {"other": 1}}}`, ""},
		{`{"acme": {"labels": {"missing": 1}}}`, "labels.rego:3: rego_compile_error: conflicting rule for data path acme/labels/missing found"},
		{`{"acme": {"labels": 1}}`, "conflicting rule for data path acme/labels"},
		{`{"pratique": {}}`, "reading data: data.pratique belongs to the library; choose another name"},
		{`{"main": 1}`, "data.main belongs"},
		{`{"own": 1}`, "data.own belongs"},
		{`{"benchmark": 1}`, "data.benchmark belongs"},
	} {
		var data Data
		if err := json.Unmarshal([]byte(test.data), &data); err != nil {
			t.Fatal(err)
		}
		l, err := New(module, Options{Data: data})
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v", test.data, err)
			} else if diff := cmp.Diff([]string{"acme"}, l.Roots()); diff != "" {
				t.Errorf("roots (-want +got):\n%s", diff)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got the error %v, want one with %q", test.data, err, test.want)
		}
	}
}

func FuzzParseData(f *testing.F) {
	f.Add([]byte(`{"a": {"b": [1, "x", null]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := ParseData(text)
		if err != nil || d == nil {
			return
		}
		again, err := d.JSON()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseData(again)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, back); diff != "" {
			t.Error(diff)
		}
	})
}
