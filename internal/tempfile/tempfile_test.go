package tempfile_test

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/pratique-dev/pratique/internal/tempfile"
)

func TestNew(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f, err := tempfile.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	left := func() []os.DirEntry {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if names := left(); len(names) > 0 && runtime.GOOS != "windows" {
		t.Errorf("an open file has a name: %v", names)
	}
	if _, err := f.WriteString("abc"); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(io.NewSectionReader(f, 1, 10)); err != nil || string(got) != "bc" {
		t.Errorf("got %q, %v", got, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if names := left(); len(names) > 0 {
		t.Errorf("a closed file has a name: %v", names)
	}
	if _, err := tempfile.New(filepath.Join(dir, "none")); err == nil {
		t.Error("no error in a directory that is not there")
	}
}
