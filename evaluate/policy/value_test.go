package policy_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract/document"
)

func full() *document.Document {
	name, layer, size := "docker.io", 0, int64(10240)
	return &document.Document{
		SchemaVersion: document.SchemaVersion,
		EvaluatedAt:   "2024-03-15T12:00:00Z",
		Image: &document.Image{
			Registry: &name, Size: &size,
			Config:  json.RawMessage(`{"User": "app", "Env": ["A=1"]}`),
			Layers:  []document.Layer{{Digest: "sha256:aa", CompressedSize: 5}},
			History: []document.History{{CreatedBy: "x", Layer: &layer}},
		},
		Dockerfile: &document.Dockerfile{
			Lines:        map[string][]string{"FROM": {"FROM a"}},
			Instructions: []document.Instruction{{Flags: map[string]any{"from": "a", "mount": []string{"x", "y"}}, LineRange: document.LineRange{StartLine: 1, EndLine: 2}}},
		},
		Files: map[string]*document.File{"/etc": {Type: document.TypeDir, Mode: 0o40755}, "/etc/passwd": {Type: document.TypeFile, SHA256: &name, Link: nil}, "/etc/a": {Type: document.TypeDir, Mode: 0o40755}, "/etc/b": {Type: document.TypeDir, Mode: 0o40700}, "/f": {Type: document.TypeFile, Mode: 0o40755, MD5: new("b"), Link: new("x")}, "/g": {Type: document.TypeFile, Mode: 0o40755, SHA1: new("b"), Link: new("x")}},
		Packages: []document.Package{
			{Name: "a", Type: "dpkg", Size: &size, Licenses: []string{"MIT", "a licence of a long name"}},
			{Name: "b", Type: "dpkg", Files: []document.PackageFile{{Path: "/a", Mode: new(uint32(5)), Size: new(int64(5))}, {Path: "/a", Mode: new(uint32(261)), Size: new(int64(-251))}}},
		},
		RetrievedFiles: map[string]document.RetrievedFile{},
		Searched:       &document.Searched{Sections: []string{"files"}},
	}
}

func TestValueIsWhatTheJSONIs(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]*document.Document{"full": full(), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := policy.Value(d)
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			want, err := ast.ValueFromReader(strings.NewReader(string(text)))
			if err != nil {
				t.Fatal(err)
			}
			if got.Compare(want) != 0 {
				t.Errorf("got  %v\nwant %v", got, want)
			}
		})
	}
}

func TestReadValueRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"not JSON", "x", "invalid character"},
		{"no object", "[]", "line 1: an array instead of an object"},
		{"another version", `{"schema_version": "2"}`, `line 1: /schema_version: "2" instead of "1"`},
		{"no version", `{}`, `line 1: "schema_version" is missing`},
		{"too large", `{"schema_version": "1", "custom": "` + strings.Repeat("x", 100) + `"}`, "larger than 64 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if _, err := policy.ReadValue(strings.NewReader(test.text), 64, nil); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

func BenchmarkValue(b *testing.B) {
	d := &document.Document{Files: map[string]*document.File{}}
	for i := range 20_000 {
		hash := fmt.Sprintf("%064x", i)
		d.Files[fmt.Sprintf("/usr/share/doc/%d", i)] = &document.File{Type: document.TypeFile, Mode: 0o100644, Size: int64(i), SHA256: &hash}
	}
	b.Run("direct", func(b *testing.B) {
		for b.Loop() {
			if _, err := policy.Value(d); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("through JSON", func(b *testing.B) {
		for b.Loop() {
			text, err := json.Marshal(d)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := ast.ValueFromReader(strings.NewReader(string(text))); err != nil {
				b.Fatal(err)
			}
		}
	})
}
