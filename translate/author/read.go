package author

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pratique-dev/pratique/internal/limits"
)

// Bounds on what is read.
var (
	maxSize  = limits.Bytes("rego-bytes", 64<<20) // bytes, of all files
	maxFiles = limits.Count("rego-files", 10_000)
)

// Module is one Rego file of an author's.
type Module struct {
	// File is its name as the author knows it, for messages.
	File string
	// Path is its path in a translated bundle, relative and with slashes: "own/…".
	Path   string
	Source []byte
	// Test says that it holds tests.
	Test bool
}

// ErrNoRego is the error of a directory without Rego.
var ErrNoRego = errors.New("there is no .rego file")

// Read reads the Rego files that the paths name, or that are below them. What
// begins with a dot is passed over; links do not lead out of a directory. The
// order is that of the paths, then of the names.
func Read(paths []string) ([]Module, error) {
	r := &reading{left: maxSize.Bytes()}
	for i, name := range paths {
		if err := r.read(name, folder(i)); err != nil {
			return nil, fmt.Errorf("reading policies %s: %w", name, err)
		}
	}
	return r.modules, nil
}

// folder is where in a bundle the modules of the i-th path stand.
func folder(i int) string {
	if i == 0 {
		return "own"
	}
	return fmt.Sprintf("own_%d", i+1)
}

type reading struct {
	modules []Module
	left    int64
}

func (r *reading) read(name, folder string) (err error) {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		if !strings.HasSuffix(name, ".rego") {
			return ErrNoRego
		}
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		return r.add(file, name, folder+"/"+filepath.Base(name))
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	before := len(r.modules)
	fsys := root.FS()
	err = fs.WalkDir(fsys, ".", func(at string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case at != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir() || !strings.HasSuffix(at, ".rego"):
			return nil
		}
		file, err := fsys.Open(at)
		if err != nil {
			return err
		}
		return r.add(file, filepath.Join(name, filepath.FromSlash(at)), path.Join(folder, at))
	})
	if err == nil && len(r.modules) == before {
		return ErrNoRego
	}
	return err
}

// add reads a file and closes it.
func (r *reading) add(file fs.File, name, at string) error {
	text, err := io.ReadAll(io.LimitReader(file, r.left+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if r.left -= int64(len(text)); r.left < 0 || len(r.modules) == maxFiles.Int() {
		return tooMuch(r.left)
	}
	r.modules = append(r.modules, Module{File: name, Path: at, Source: text, Test: strings.HasSuffix(at, "_test.rego")})
	return nil
}
