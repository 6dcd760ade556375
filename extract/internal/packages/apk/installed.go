package apk

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Package is one package of the database.
type Package struct {
	Name         string
	Version      string // before the last "-"
	Release      string // after it, as in "r3"; "" without one
	Architecture string
	License      string
	Maintainer   string
	Origin       string
	Size         int64 // installed size in bytes
	Files        []File
	Links        []string // files that have no checksum; they belong to the package but not to its manifest
}

// File is one entry of a package's manifest.
type File struct {
	Path        string // absolute
	Checksum    string // as in the Z line: Q1 and base64 of a SHA-1
	Mode        string // octal as written, "" where the database gives none
	User, Group string // numbers as text
}

// maxLine is the longest line in bytes; dependencies of large virtual packages
// are the longest ones in real databases, a few kilobytes.
const maxLine = 4 << 20

// maxPaths is how many bytes the paths of a database may have in all: it can name
// a long directory once and files in it very often.
const maxPaths = 128 << 20

// Read reads a database. Where files is false, manifests are left out. Packages that
// could be read are returned with the error of what apk itself would refuse.
func Read(r io.Reader, files bool) ([]Package, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	var s state
	odd, repeated := 0, 0
	for lines.Scan() {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			s.finish()
			continue
		}
		if len(line) < 2 || line[1] != ':' {
			odd++
			continue
		}
		if line[0] == 'P' && s.now.Name != "" || line[0] == 'V' && s.now.Version != "" {
			repeated++
		}
		s.field(line[0], line[2:], files)
		if s.paths > maxPaths {
			s.finish()
			return s.packages, fmt.Errorf("reading manifests: the paths of the database have more than %d bytes", maxPaths)
		}
	}
	s.finish()
	if err := lines.Err(); err != nil {
		return s.packages, fmt.Errorf("reading a line: %w", err)
	}
	if repeated > 0 {
		return s.packages, fmt.Errorf("%d of its entries have a name or a version twice, so that they may be of several packages", repeated)
	}
	if odd > 0 {
		return s.packages, fmt.Errorf("%d of its lines are not fields", odd)
	}
	return s.packages, nil
}

// state is what the lines so far have set. Directory, file and attributes
// outlive an entry, as Anchore reads the database (compatibility.md#package-manifests).
type state struct {
	packages   []Package
	now        Package
	dir, file  string
	attributes string
	unlisted   bool  // a file was named, its checksum was not seen yet
	paths      int64 // bytes of all paths so far
}

func (s *state) finish() {
	s.link()
	if s.now.Name != "" {
		s.packages = append(s.packages, s.now)
	}
	s.now = Package{}
}

// link keeps a file that had no checksum before the next one began.
func (s *state) link() {
	if s.unlisted {
		s.now.Links = append(s.now.Links, s.path())
	}
	s.unlisted = false
}

func (s *state) field(key byte, value []byte, files bool) {
	switch key {
	case 'P':
		s.now.Name = string(value)
	case 'V':
		s.now.Version, s.now.Release = splitRelease(string(value))
	case 'A':
		s.now.Architecture = string(value)
	case 'L':
		s.now.License = string(value)
	case 'm':
		s.now.Maintainer = string(value)
	case 'o':
		s.now.Origin = string(value)
	case 'I':
		if size, err := strconv.ParseInt(string(value), 10, 64); err == nil && size >= 0 {
			s.now.Size = size
		}
	}
	if files {
		s.entry(key, value)
	}
}

func (s *state) entry(key byte, value []byte) {
	switch key {
	case 'F':
		s.link()
		s.dir = string(value)
	case 'R':
		s.link()
		s.file, s.unlisted = string(value), true
	case 'a':
		s.attributes = string(value)
	case 'Z':
		if s.file == "" {
			return
		}
		f := File{Path: s.path(), Checksum: string(value)}
		if parts := strings.Split(s.attributes, ":"); s.attributes != "" {
			f.User = parts[0]
			if len(parts) > 1 {
				f.Group = parts[1]
			}
			if len(parts) > 2 {
				f.Mode = parts[2]
			}
		}
		s.now.Files = append(s.now.Files, f)
		s.attributes, s.unlisted = "", false
	}
}

// path is right for files of the root directory too, of which Anchore makes
// "//name" (compatibility.md#apk-root-files).
func (s *state) path() string {
	s.paths += int64(len(s.dir) + len(s.file))
	if s.dir == "" {
		return "/" + s.file
	}
	return "/" + s.dir + "/" + s.file
}

func splitRelease(v string) (version, release string) {
	if i := strings.LastIndexByte(v, '-'); i >= 0 {
		return v[:i], v[i+1:]
	}
	return v, ""
}
