// Package python reads the metadata of installed Python distributions: METADATA
// of dist-info directories, PKG-INFO of egg-info directories, and egg-info
// files (compatibility.md#language-packages).
package python

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/packages/header"
)

// Package is what a metadata file declares.
type Package struct {
	Name, Version string
	License       string // the License field, one text
	Expression    string // License-Expression (PEP 639), which Anchore does not read
}

// Read reads a metadata file. It returns nil where there is no name or version,
// and for the interpreter's own metadata, the package named Python.
func Read(r io.Reader) (*Package, error) {
	fields, err := header.NewReader(r, "Metadata-Version", "Name", "Version", "License", "License-Expression").Next()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading metadata: %w", err)
	}
	p := &Package{
		Name:       fields.Last("Name"),
		Version:    fields.Last("Version"),
		License:    fields.Last("License"),
		Expression: fields.Last("License-Expression"),
	}
	if p.Name == "" || p.Version == "" || p.Name == "Python" {
		return nil, nil
	}
	return p, nil
}

// SitePackages returns the directory that a metadata file's distribution is
// installed in, such as /usr/lib/python3/dist-packages.
func SitePackages(file string) string {
	dir := path.Dir(file)
	if path.Base(file) != "METADATA" && path.Base(file) != "PKG-INFO" {
		return dir // an egg-info file lies there itself
	}
	if path.Base(dir) == "EGG-INFO" {
		dir = path.Dir(dir) // NAME.egg/EGG-INFO/PKG-INFO
	}
	return path.Dir(dir)
}

// TopLevelFile returns the path of the list of import names that belongs to a
// metadata file. An egg-info file has none.
func TopLevelFile(file string) string {
	return path.Join(path.Dir(file), "top_level.txt")
}

// Path is the path under which Anchore lists a distribution: the site-packages
// directory and the last of its top-level names, or its own name where that name
// contains it or there are none.
func Path(file, name string, topLevel []string) string {
	key := name
	if n := len(topLevel); n > 0 && !strings.Contains(topLevel[n-1], name) {
		key = topLevel[n-1]
	}
	return path.Join(SitePackages(file), key)
}

// TopLevel reads the names of a top_level.txt.
func TopLevel(data []byte) []string {
	var names []string
	for line := range strings.Lines(string(data)) {
		if name := strings.TrimSpace(line); name != "" {
			names = append(names, name)
		}
	}
	return names
}
