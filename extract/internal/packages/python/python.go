// Package python reads the metadata of installed Python distributions: METADATA
// of dist-info directories, PKG-INFO of egg-info directories, and egg-info
// files (compatibility.md#language-packages).
package python

import (
	"cmp"
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

// Read reads the metadata file of a path. What it does not say of name and version
// the name of its directory says, which is what installers go by. Read returns nil where neither
// does, and for the interpreter's own metadata, the package named Python.
func Read(file string, r io.Reader) (*Package, error) {
	fields, err := header.NewReader(r, "Metadata-Version", "Name", "Version", "License", "License-Expression").Next()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading metadata: %w", err)
	}
	p := &Package{
		Name:       fields.Get("Name"),
		Version:    fields.Get("Version"),
		License:    fields.Get("License"),
		Expression: fields.Get("License-Expression"),
	}
	name, version := named(file)
	p.Name, p.Version = cmp.Or(p.Name, name), cmp.Or(p.Version, version)
	if p.Name == "" || p.Version == "" || p.Name == "Python" {
		return nil, nil
	}
	return p, nil
}

// IsMetadata tells whether a file declares a distribution, as importlib.metadata finds
// them: without regard to the case of what a directory's name ends in, and METADATA and
// PKG-INFO alike.
func IsMetadata(file string) bool {
	dir, base := path.Split(file)
	dir = strings.ToLower(strings.TrimSuffix(dir, "/"))
	switch base {
	case "METADATA", "PKG-INFO":
		return strings.HasSuffix(dir, ".dist-info") || strings.HasSuffix(dir, ".egg-info") || strings.HasSuffix(dir, ".egg/egg-info")
	default:
		return strings.HasSuffix(strings.ToLower(base), ".egg-info")
	}
}

// Overridden is the path of the metadata file that counts instead of a PKG-INFO where
// it is there; "" for other files.
func Overridden(file string) string {
	if path.Base(file) != "PKG-INFO" {
		return ""
	}
	return path.Join(path.Dir(file), "METADATA")
}

// named takes the name and version of a distribution from its directory, such as
// six-1.16.0.dist-info or six-1.16.0-py3.9.egg-info.
func named(file string) (name, version string) {
	base := path.Base(file)
	if base == "METADATA" || base == "PKG-INFO" {
		base = path.Base(path.Dir(file))
		if strings.EqualFold(base, "EGG-INFO") {
			base = path.Base(path.Dir(path.Dir(file)))
		}
	}
	parts := strings.Split(strings.TrimSuffix(base, path.Ext(base)), "-")
	if len(parts) < 2 || parts[1] == "" || parts[1][0] < '0' || parts[1][0] > '9' {
		return parts[0], ""
	}
	return parts[0], parts[1]
}

// SitePackages returns the directory that a metadata file's distribution is
// installed in, such as /usr/lib/python3/dist-packages.
func SitePackages(file string) string {
	dir := path.Dir(file)
	if path.Base(file) != "METADATA" && path.Base(file) != "PKG-INFO" {
		return dir // an egg-info file lies there itself
	}
	if strings.EqualFold(path.Base(dir), "EGG-INFO") {
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
