// Package reference writes the pages of docs/ that say what the program itself
// knows: its verbs and flags, and the gates of the library.
package reference

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/rego/catalog"
)

// File is a file of the project that is generated. Path has slashes and starts at
// the project's root.
type File struct {
	Path string
	Text []byte
}

// Files are the command's page, its manual page, a page for each gate, and their
// index.
func Files(app *cli.App, library *catalog.Catalog) ([]File, error) {
	gates, err := gatePages(library)
	if err != nil {
		return nil, err
	}
	return append([]File{
		{"docs/cli.md", commandPage(app)},
		{"docs/man/pratique.1", manual(app)},
	}, gates...), nil
}

// Write writes files below dir, and makes the directories that are missing.
func Write(dir string, files []File) error {
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("writing the reference: %w", err)
		}
		if err := os.WriteFile(path, f.Text, 0o644); err != nil {
			return fmt.Errorf("writing the reference: %w", err)
		}
	}
	return nil
}
