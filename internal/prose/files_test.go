package prose

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// file is a text file of the project; path has slashes and starts at its root.
type file struct{ path, text string }

// skipped are directories without texts of ours: what is built, and what was recorded.
var skipped = []string{".git", "bin", "node_modules", "dist"}

// texts are the project's files whose names end in one of the suffixes, sorted by path.
func texts(t *testing.T, suffixes ...string) []file {
	t.Helper()
	root := e2e.Root(t)
	var files []file
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(skipped, entry.Name()):
			return fs.SkipDir
		case !entry.Type().IsRegular():
			return nil
		case !slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(path, s) }):
			return nil
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		files = append(files, file{filepath.ToSlash(relative), string(text)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no file ends in %q", suffixes)
	}
	return files
}

// line is the number of the line of an offset.
func line(text string, offset int) int { return strings.Count(text[:offset], "\n") + 1 }
