package translate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// ErrNotBundle is the error of a directory or file that is no translated bundle.
var ErrNotBundle = errors.New("it is not a bundle that pratique has translated")

// WriteDir writes a result as a directory of Rego files, tests included, with a
// .manifest. The
// directory appears at once and whole. One that is there already must be empty
// or a translated bundle: of that, generated files that are no longer needed
// go, and files that somebody has added stay.
func WriteDir(dir string, r *Result) error {
	if err := writeDir(filepath.Clean(dir), r); err != nil {
		return fmt.Errorf("writing bundle %s: %w", dir, err)
	}
	return nil
}

func writeDir(dir string, r *Result) (err error) {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	old, err := replaceable(dir)
	if err != nil {
		return err
	}
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(parent, ".pratique-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	fresh := filepath.Join(work, "new")
	if err := writeFiles(fresh, r); err != nil {
		return err
	}
	if old != nil {
		if err := carryOver(dir, fresh, old); err != nil {
			return err
		}
	}
	return swap(dir, fresh, filepath.Join(work, "old"))
}

// replaceable says whether dir may be replaced, and which of its files are generated.
func replaceable(dir string) (generated []string, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, fmt.Errorf("%w, and not empty", ErrNotBundle)
	}
	m, err := parseManifest(text)
	if err != nil {
		return nil, err
	}
	return append(m.Metadata.Files, manifestName), nil
}

func parseManifest(text []byte) (*manifestFile, error) {
	var m manifestFile
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("reading its manifest: %w", err)
	}
	if m.Metadata.Generator != generator {
		return nil, ErrNotBundle
	}
	return &m, nil
}

func writeFiles(dir string, r *Result) error {
	for _, f := range r.files(r.Tests) {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// file is a file of a bundle.
type file struct {
	path string
	text []byte
}

// files are the manifest, the data, the modules and further ones, in a fixed order.
func (r *Result) files(further []Module) []file {
	list := []file{{manifestName, r.Manifest}}
	if r.Data != nil {
		list = append(list, file{dataName, r.Data})
	}
	for _, m := range slices.Concat(r.Modules, further) {
		list = append(list, file{m.Path, m.Source})
	}
	return list
}

// carryOver copies what is in the old directory and was not generated.
func carryOver(from, to string, generated []string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(from, name)
		if err != nil || slices.Contains(generated, filepath.ToSlash(relative)) {
			return err
		}
		target := filepath.Join(to, relative)
		if _, err := os.Lstat(target); err == nil {
			return fmt.Errorf("%s is not generated, and would be", relative)
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return copyEntry(name, target, entry)
	})
}

func copyEntry(from, to string, entry fs.DirEntry) error {
	switch entry.Type() {
	case fs.ModeSymlink:
		link, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(link, to)
	case 0:
		info, err := entry.Info()
		if err != nil {
			return err
		}
		text, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		return os.WriteFile(to, text, info.Mode().Perm())
	default:
		return fmt.Errorf("%s is neither a file nor a link", from)
	}
}

// swap puts fresh in the place of dir; what was there goes to old.
func swap(dir, fresh, old string) error {
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	replaced := err == nil
	if err := os.Rename(fresh, dir); err != nil {
		if replaced {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return err
	}
	return nil
}
