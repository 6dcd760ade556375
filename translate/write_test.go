package translate

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	opabundle "github.com/open-policy-agent/opa/v1/bundle"
)

func TestWriteAndOpen(t *testing.T) {
	t.Parallel()
	want := must(t, edit(t, edits{mapping0 + "/name": ``}), Options{})
	dir, tarball := filepath.Join(t.TempDir(), "a", "out"), filepath.Join(t.TempDir(), "out.tar.gz")
	if err := WriteDir(dir, want); err != nil {
		t.Fatal(err)
	}
	if err := WriteTarball(tarball, want); err != nil {
		t.Fatal(err)
	}
	if err := WriteTarball(tarball, want); err != nil {
		t.Errorf("writing it again: %v", err)
	}
	for _, name := range []string{dir, tarball} {
		got, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Result{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := leftovers(t, filepath.Dir(dir)); len(got) != 1 {
		t.Errorf("got %v beside the bundle", got)
	}
}

// TestOPAReads checks that OPA's own loader takes the tarball.
func TestOPAReads(t *testing.T) {
	t.Parallel()
	r := must(t, edit(t, nil), Options{})
	var b bytes.Buffer
	if err := Tarball(&b, r); err != nil {
		t.Fatal(err)
	}
	got, err := opabundle.NewReader(&b).Read()
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Modules) != len(r.Modules) || got.Manifest.Revision != r.Info.SHA256 {
		t.Errorf("got %d modules of revision %s", len(got.Modules), got.Manifest.Revision)
	}
	if diff := cmp.Diff([]string{"pratique", "main"}, *got.Manifest.Roots); diff != "" {
		t.Error(diff)
	}
}

func leftovers(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestWriteDirReplaces(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	if err := os.Mkdir(dir, 0o755); err != nil { // an empty one is there
		t.Fatal(err)
	}
	if err := WriteDir(dir, must(t, edit(t, nil), Options{})); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(dir, "pratique", "policies", "own_test.rego")
	if err := os.WriteFile(own, []byte("package own_test\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("own_test.rego", filepath.Join(dir, "pratique", "policies", "link")); err != nil {
		t.Fatal(err)
	}
	renamed := must(t, edit(t, edits{policy0 + "/name": `"Q"`}), Options{})
	if err := WriteDir(dir, renamed); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"link", "own_test.rego", "q.rego"}, leftovers(t, filepath.Join(dir, "pratique", "policies"))); diff != "" {
		t.Error(diff)
	}
	got, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(renamed.Modules, got.Modules); diff != "" {
		t.Error(diff)
	}
	// What somebody has added is not overwritten.
	if err := os.WriteFile(filepath.Join(dir, "pratique", "policies", "p.rego"), []byte("package own\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteDir(dir, must(t, edit(t, nil), Options{})); err == nil {
		t.Error("a file that is not ours was overwritten")
	}
	if diff := cmp.Diff([]string{"out"}, leftovers(t, filepath.Dir(dir))); diff != "" {
		t.Error(diff)
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	r := must(t, edit(t, nil), Options{})
	tests := []struct{ name, manifest string }{
		{"no manifest", ""},
		{"of OPA", `{"roots": [""]}`},
		{"no JSON", `{`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			files := map[string]string{"precious.txt": "x"}
			if tt.manifest != "" {
				files[manifestName] = tt.manifest
			}
			write(t, dir, files)
			if err := WriteDir(dir, r); err == nil {
				t.Error("the directory was replaced")
			}
			if diff := cmp.Diff(files, read(t, dir)); diff != "" {
				t.Error(diff)
			}
			if _, err := Open(dir); err == nil {
				t.Error("the directory was opened")
			}
			if err := WriteTarball(filepath.Join(dir, "precious.txt"), r); !errors.Is(err, ErrNotBundle) {
				t.Errorf("got %v, want %v", err, ErrNotBundle)
			}
			if diff := cmp.Diff(files, read(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if err := WriteDir(filepath.Join(os.DevNull, "x"), r); err == nil {
		t.Error("got no error of a path below a file")
	}
}

// tarOf is a tar.gz of entries.
func tarOf(t *testing.T, headers ...tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, h := range headers {
		text := h.Linkname
		if h.Typeflag == tar.TypeReg {
			h.Size, h.Linkname = int64(len(text)), ""
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			if _, err := w.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "b.tar.gz")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestOpenHostile(t *testing.T) {
	t.Parallel()
	manifest, err := json.Marshal(manifestFile{Metadata: manifestMetadata{Generator: generator}})
	if err != nil {
		t.Fatal(err)
	}
	// Linkname stands for the content of a regular file.
	m := tar.Header{Name: "/.manifest", Typeflag: tar.TypeReg, Linkname: string(manifest)}
	a := tar.Header{Name: "a.rego", Typeflag: tar.TypeReg, Linkname: "package a # x\n"}
	tests := []struct {
		name    string
		entries []tar.Header
		want    []string // packages
		fault   string
	}{
		{"plain", []tar.Header{m, a}, []string{"a"}, ""},
		{"traversal", []tar.Header{m, {Name: "../a.rego", Typeflag: tar.TypeReg}, {Name: "/../b.rego", Typeflag: tar.TypeReg}}, nil, ""},
		{"link", []tar.Header{m, {Name: "a.rego", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}}, nil, ""},
		{"tests and data", []tar.Header{m, {Name: "a_test.rego", Typeflag: tar.TypeReg}, {Name: "data.json", Typeflag: tar.TypeReg}}, nil, ""},
		{"twice", []tar.Header{m, a, {Name: "./a.rego", Typeflag: tar.TypeReg}}, nil, "a.rego is in it twice"},
		{"no manifest", []tar.Header{a}, nil, ErrNotBundle.Error()},
		{"many", slices.Repeat([]tar.Header{{Name: "x", Typeflag: tar.TypeDir}}, maxBundleFiles.Int()+2), nil, ErrBundleTooLarge.Error()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, err := Open(tarOf(t, tt.entries...))
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("got %v, want %s", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range r.Modules {
				got = append(got, m.Package)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("link out of a directory", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		write(t, dir, map[string]string{manifestName: string(manifest)})
		if err := os.Symlink("/etc/passwd", filepath.Join(dir, "a.rego")); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil {
			t.Error("a link that leads out of the bundle was followed")
		}
	})
	t.Run("not there", func(t *testing.T) {
		t.Parallel()
		if _, err := Open(filepath.Join(t.TempDir(), "x")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("got %v, want %v", err, os.ErrNotExist)
		}
	})
}
