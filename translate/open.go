package translate

import (
	"archive/tar"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/limits"
)

// Bounds on a bundle that is read back.
var (
	maxBundleFiles = limits.Count("translated-files", 20_000)
	maxBundleSize  = limits.Bytes("translated-bytes", 512<<20) // bytes, unpacked
)

// ErrBundleTooLarge is the error of a bundle beyond the bounds.
var ErrBundleTooLarge = errors.New("it has too many files, or bytes")

// Open reads a translated bundle back, a directory or a tarball: its Rego
// files, tests excepted, also those that somebody has added, its data, and what its
// manifest says of needs and bundle. The error is ErrNotBundle where there is
// no manifest of ours.
func Open(name string) (*Result, error) {
	read := readTarball
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		read = readDir
	}
	return open(name, func(c *collector) error { return read(name, c) })
}

// OpenTarball reads a translated bundle from a tarball, as Open does. The name is for
// messages.
func OpenTarball(name string, tarball io.Reader) (*Result, error) {
	return open(name, func(c *collector) error { return readArchive(tarball, c) })
}

func open(name string, read func(*collector) error) (*Result, error) {
	c := &collector{}
	if err := read(c); err != nil {
		return nil, fmt.Errorf("reading bundle %s: %w", name, err)
	}
	r, err := c.result()
	if err != nil {
		return nil, fmt.Errorf("reading bundle %s: %w", name, err)
	}
	return r, nil
}

// collector gathers the files of a bundle.
type collector struct {
	manifest []byte
	data     []byte
	modules  []Module
	files    int
	size     int64
}

// wants says whether the file of that path belongs to a bundle.
func (c *collector) wants(name string) bool {
	return name == manifestName || name == dataName || strings.HasSuffix(name, ".rego") && !strings.HasSuffix(name, "_test.rego")
}

// add reads one file.
func (c *collector) add(name string, r io.Reader) error {
	text, err := io.ReadAll(io.LimitReader(r, maxBundleSize.Bytes()-c.size+1))
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	c.files++
	c.size += int64(len(text))
	switch {
	case c.files > maxBundleFiles.Int():
		return maxBundleFiles.Exceeded("%w: more than %d files", ErrBundleTooLarge, maxBundleFiles.Int())
	case c.size > maxBundleSize.Bytes():
		return maxBundleSize.Exceeded("%w: more than %d bytes unpacked", ErrBundleTooLarge, maxBundleSize.Bytes())
	}
	switch name {
	case manifestName:
		c.manifest = text
		return nil
	case dataName:
		c.data = text
		return nil
	}
	c.modules = append(c.modules, Module{Path: name, Package: packageOf(text), Source: text})
	return nil
}

func (c *collector) result() (*Result, error) {
	if c.manifest == nil {
		return nil, ErrNotBundle
	}
	m, err := parseManifest(c.manifest)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(c.modules, func(a, b Module) int { return cmp.Compare(a.Path, b.Path) })
	for i := range len(c.modules) - 1 {
		if c.modules[i].Path == c.modules[i+1].Path {
			return nil, fmt.Errorf("%s is in it twice", c.modules[i].Path)
		}
	}
	r := &Result{Modules: c.modules, Data: c.data, Manifest: c.manifest, Needs: m.Metadata.Needs, Info: m.Metadata.Bundle}
	slices.Sort(r.Needs)
	for _, w := range m.Metadata.Warnings {
		r.Warnings = append(r.Warnings, Warning(w))
	}
	return r, nil
}

// readDir reads a directory; links do not lead out of it.
func readDir(name string, c *collector) (err error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	fsys := root.FS()
	return fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !c.wants(name) {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			return errors.Join(err, f.Close(), fmt.Errorf("%s is not a regular file", name))
		}
		return errors.Join(c.add(name, f), f.Close())
	})
}

func readTarball(name string, c *collector) (err error) {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return readArchive(f, c)
}

func readArchive(r io.Reader, c *collector) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotBundle, err)
	}
	archive := tar.NewReader(boundedfile.Reader(z, maxBundleSize.Bytes()+int64(maxBundleFiles.Int())*1024))
	for entries := 0; ; entries++ {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNotBundle, err)
		}
		if entries > maxBundleFiles.Int() {
			return maxBundleFiles.Exceeded("%w: more than %d files", ErrBundleTooLarge, maxBundleFiles.Int())
		}
		// OPA's own bundles have paths that begin with a slash.
		name := path.Clean(strings.TrimPrefix(header.Name, "/"))
		if header.Typeflag != tar.TypeReg || !fs.ValidPath(name) || !c.wants(name) {
			continue
		}
		if err := c.add(name, archive); err != nil {
			return err
		}
	}
}
