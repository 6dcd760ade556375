// Package alpm reads pacman's database of installed packages,
// /var/lib/pacman/local/NAME-VERSION/desc.
package alpm

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// Directory has one directory a package.
const Directory = "/var/lib/pacman/local"

// Package is one installed package.
type Package struct {
	Name         string
	Version      string // [epoch:]version-release
	Base         string // the package that was built, "" where it is itself
	Architecture string
	Packager     string
	Licenses     []string
	Size         int64 // bytes
}

// IsDescription tells whether a path is that of a package's description.
func IsDescription(file string) bool {
	dir, base := path.Split(file)
	return base == "desc" && path.Dir(strings.TrimSuffix(dir, "/")) == Directory
}

const maxLine = 1 << 20

// Read reads a description: %NAME% on a line, and values up to an empty one.
func Read(r io.Reader) (*Package, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	var p Package
	key := ""
	seen := map[string]bool{}
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "":
			key = ""
			continue
		case key == "" && strings.HasPrefix(line, "%") && strings.HasSuffix(line, "%"):
			if key = line; seen[key] {
				return nil, fmt.Errorf("it has the field %s twice", strings.Trim(key, "%"))
			}
			seen[key] = true
			continue
		}
		switch key {
		case "%NAME%":
			p.Name = line
		case "%VERSION%":
			p.Version = line
		case "%BASE%":
			p.Base = line
		case "%ARCH%":
			p.Architecture = line
		case "%PACKAGER%":
			p.Packager = line
		case "%LICENSE%":
			p.Licenses = append(p.Licenses, line)
		case "%SIZE%":
			if size, err := strconv.ParseInt(line, 10, 64); err == nil && size >= 0 {
				p.Size = size
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading a line: %w", err)
	}
	if p.Name == "" || p.Version == "" {
		return nil, errors.New("it has no name or no version")
	}
	return &p, nil
}
