package author

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func write(t *testing.T, dir string, files ...string) {
	t.Helper()
	for _, name := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("package x\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a/b.rego", "a/b_test.rego", "a/sub/c.rego", "a/data.json", "a/.git/x.rego", "a/.x.rego", "single.rego", "empty/README")
	modules, err := Read([]string{filepath.Join(dir, "a"), filepath.Join(dir, "single.rego")})
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		File, Path string
		Test       bool
	}
	var got []row
	for _, m := range modules {
		rel, _ := filepath.Rel(dir, m.File)
		got = append(got, row{filepath.ToSlash(rel), m.Path, m.Test})
	}
	want := []row{
		{"a/b.rego", "own/b.rego", false},
		{"a/b_test.rego", "own/b_test.rego", true},
		{"a/sub/c.rego", "own/sub/c.rego", false},
		{"single.rego", "own_2/single.rego", false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"empty", "a/data.json"} {
		if _, err := Read([]string{filepath.Join(dir, name)}); !errors.Is(err, ErrNoRego) {
			t.Errorf("%s: got %v, want %v", name, err, ErrNoRego)
		}
	}
	if _, err := Read([]string{filepath.Join(dir, "nowhere")}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
	if modules, err := Read(nil); modules != nil || err != nil {
		t.Errorf("got %v, %v of nothing", modules, err)
	}
}

// TestReadLinks checks that links do not lead out of a directory.
func TestReadLinks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a/b.rego", "secret.rego")
	if err := os.Symlink("../secret.rego", filepath.Join(dir, "a/link.rego")); err != nil {
		t.Fatal(err)
	}
	if modules, err := Read([]string{filepath.Join(dir, "a")}); err == nil {
		t.Errorf("got %d modules, want an error", len(modules))
	}
}
