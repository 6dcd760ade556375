package settings

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       *File
	}{
		{"empty", "", &File{}},
		{"comments alone", "# nothing yet\n", &File{}},
		{"null", "~\n", &File{}},
		{"scalars are their text", "jobs: 4\nquiet: true\nnow: 2024-03-15T12:00:00Z\ntimeout: 1e3\ntag: \"\"\n", &File{Global: []Setting{
			{Key: "jobs", Values: []string{"4"}, Line: 1},
			{Key: "quiet", Values: []string{"true"}, Line: 2},
			{Key: "now", Values: []string{"2024-03-15T12:00:00Z"}, Line: 3},
			{Key: "timeout", Values: []string{"1e3"}, Line: 4},
			{Key: "tag", Values: []string{""}, Line: 5},
		}}},
		{"lists", "retrieve: [/a, /b]\nbuild-arg: []\n", &File{Global: []Setting{
			{Key: "retrieve", Values: []string{"/a", "/b"}, List: true, Line: 1},
			{Key: "build-arg", List: true, Line: 2},
		}}},
		{"a verb's section", "bundle: a.json\neval:\n  fail-on: warn\nbundle lint: {}\n", &File{
			Global: []Setting{{Key: "bundle", Values: []string{"a.json"}, Line: 1}},
			Verbs: []Verb{
				{Name: "eval", Line: 2, Settings: []Setting{{Key: "fail-on", Values: []string{"warn"}, Line: 3}}},
				{Name: "bundle lint", Line: 4},
			},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse("s.yaml", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			test.want.Path = "s.yaml"
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"no mapping", "- a\n", "reading settings: s.yaml:1: expected a mapping of keys to values"},
		{"key twice", "jobs: 1\nquiet: true\njobs: 2\n", "reading settings: s.yaml:3: jobs is on line 1 already"},
		{"no value", "jobs: 1\nbundle:\n", "reading settings: s.yaml:2: bundle has no value"},
		{"no value in a list", "retrieve:\n  - /a\n  -\n", "reading settings: s.yaml:3: retrieve has no value"},
		{"nested too deep", "eval:\n  output:\n    a: b\n", "reading settings: s.yaml:3: output: want a text, a number, true, false, or a list of them"},
		{"alias", "bundle: &a x\ntag: *a\n", "reading settings: s.yaml:2: tag: want a text, a number, true, false, or a list of them"},
		{"key is a number", "1: a\n", "reading settings: s.yaml:1: a key is not text"},
		{"two documents", "jobs: 1\n---\njobs: 2\n", "reading settings: s.yaml: more than one document"},
		{"no YAML", "a: [\n", "reading settings: s.yaml: yaml: line 1: did not find expected node content"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse("s.yaml", []byte(test.text))
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// FuzzParse holds that hostile text is an error or a file, never a crash, and that
// every error names the file.
func FuzzParse(f *testing.F) {
	f.Add("bundle: a\neval: {output: [text, json=a]}\n")
	f.Add("a: &a [*a]\n")
	f.Add("? [a]\n: b\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Parse("s.yaml", []byte(text))
		if err != nil && !strings.HasPrefix(err.Error(), "reading settings: s.yaml:") {
			t.Errorf("got error %v", err)
		}
		if err == nil && file == nil {
			t.Error("neither a file nor an error")
		}
	})
}
