// Package scaffold writes the files of a new policy project: a bundle, Rego of
// one's own with its test, schemas, a Makefile and what else it takes.
package scaffold

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pratique-dev/pratique/internal/schemas"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

//go:embed all:template
var template embed.FS

// ErrNotEmpty is the error of a directory that has files already.
var ErrNotEmpty = errors.New("the directory is not empty")

// Write writes a project into the directory dir, which must be empty or not yet
// there, and gives the paths of its files, sorted. The project is named after
// the directory.
func Write(dir string) ([]string, error) {
	files, err := contents(name(dir))
	if err != nil {
		return nil, err
	}
	if err := write(dir, files); err != nil {
		return nil, fmt.Errorf("writing project %s: %w", dir, err)
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.path
	}
	return paths, nil
}

// file is one file of a project; its path is relative, with slashes.
type file struct {
	path string
	text []byte
}

// placeholder stands for the project's name in the templates.
const placeholder = "PROJECT"

func contents(name string) ([]file, error) {
	var files []file
	err := fs.WalkDir(template, "template", func(at string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := template.ReadFile(at)
		text = []byte(strings.ReplaceAll(string(text), placeholder, name))
		files = append(files, file{strings.TrimPrefix(at, "template/"), text})
		return err
	})
	if err != nil {
		return nil, err
	}
	library, err := catalog.Load(rego.FS)
	if err != nil {
		return nil, err
	}
	bundle, err := library.BundleSchema()
	if err != nil {
		return nil, err
	}
	// Loaded as data, both have the key $schema: in one directory they could not be, and
	// neither `opa test .` nor `verify .` would run.
	return append(files, file{"schemas/editor/bundle.schema.json", bundle}, file{"schemas/input.schema.json", schemas.Input}), nil
}

// name is made of the directory's: letters, digits, points and dashes.
func name(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	clean := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '.', r == '-':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, filepath.Base(dir))
	if clean = strings.Trim(clean, ".-"); clean == "" {
		return "policy"
	}
	return clean
}

func write(dir string, files []file) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return ErrNotEmpty
	}
	for _, f := range files {
		at := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(at, f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
