package java

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/packages/zipdir"
	"github.com/pratique-dev/pratique/internal/limits"
)

var (
	maxNested   = limits.Bytes("java-nested-bytes", 128<<20) // bytes of a nested archive that has to be decompressed into memory
	maxHeld     = limits.Bytes("java-memory-bytes", 192<<20) // bytes of all that are in memory at once, each in the one before
	maxInflated = limits.Bytes("java-inflated-bytes", 1<<30) // bytes decompressed
)

// Limits of one archive with all that is nested in it. They are far above real
// archives and low enough for what somebody made up.
const (
	maxMembers    = 1_000_000 // entries
	maxDepth      = 8         // archives in archives
	maxProperties = 1 << 20   // bytes of a pom.properties
	maxManifest   = 1 << 20   // bytes of a manifest's main section
	maxFound      = 20_000    // declarations
	maxErrors     = 10
)

// Archive is what an archive declares about itself and its parts.
type Archive struct {
	Manifest *Manifest // nil where it has none
	POMs     []POM     // in the archive's order
	Nested   []Nested  // in the archive's order
}

// Nested is an archive in an archive.
type Nested struct {
	Path string // in the outer archive
	Archive
}

// IsArchive tells whether a name is that of an archive that is looked into.
func IsArchive(name string) bool {
	if IsCertain(name) {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".par", ".sar", ".nar", ".kar", ".lpkg":
		return true
	}
	return false
}

// IsCertain tells whether nothing else has the name's extension, so that a file which
// is no zip archive is a broken one.
func IsCertain(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jar", ".war", ".ear", ".jpi", ".hpi":
		return true
	}
	return false
}

// Read reads an archive of size bytes. What could be read is returned with the
// errors of what could not.
func Read(r io.ReaderAt, size int64) (*Archive, error) {
	s := &search{members: maxMembers, inflated: maxInflated.Bytes(), nestedSize: maxNested.Bytes(), held: maxHeld.Bytes(), found: maxFound}
	return s.read(r, size)
}

func (s *search) read(r io.ReaderAt, size int64) (*Archive, error) {
	archive := s.archive(r, size, "", 1)
	if s.unreported > 0 {
		s.broken = append(s.broken, fmt.Errorf("and %d more", s.unreported))
	}
	return &archive, errors.Join(s.broken...)
}

// search is what is left of the limits, and what went wrong.
type search struct {
	members    int
	inflated   int64
	nestedSize int64 // of each, not of all
	held       int64
	found      int
	broken     []error
	unreported int
}

func (s *search) report(where string, err error) {
	if err == nil {
		return
	}
	if len(s.broken) == maxErrors {
		s.unreported++
		return
	}
	if where != "" {
		err = fmt.Errorf("reading %s: %w", where, err)
	}
	s.broken = append(s.broken, err)
}

func (s *search) archive(r io.ReaderAt, size int64, where string, depth int) Archive {
	var a Archive
	d, err := zipdir.Read(r, size)
	if err != nil {
		s.report(where, err)
		return a
	}
	err = d.Walk(&s.members, wanted, func(m zipdir.Member) {
		if s.found--; s.found == -1 {
			s.report(where, fmt.Errorf("there are more than %d declarations", maxFound))
		}
		if s.found < 0 {
			return
		}
		inside := m.Name
		if where != "" {
			inside = where + ":" + m.Name
		}
		s.report(inside, s.member(&a, d, m, inside, depth))
	})
	s.report(where, err)
	return a
}

const manifestName = "META-INF/MANIFEST.MF"

// isManifest takes the name in any case, as java.util.jar does.
func isManifest(name []byte) bool {
	return len(name) == len(manifestName) && strings.EqualFold(string(name), manifestName)
}

// wanted is asked for every entry, so it looks at the name's end first.
func wanted(name []byte) bool {
	if len(name) == 0 {
		return false
	}
	switch name[len(name)-1] | 0x20 {
	case 'r', 'i', 'g':
		return IsArchive(string(name))
	case 's':
		return bytes.HasSuffix(name, []byte("pom.properties")) && path.Base(string(name)) == "pom.properties"
	}
	return isManifest(name)
}

func (s *search) member(a *Archive, d *zipdir.Directory, m zipdir.Member, where string, depth int) error {
	if IsArchive(m.Name) {
		return s.nested(a, d, m, where, depth)
	}
	content, err := d.Open(m)
	if err != nil {
		return err
	}
	if isManifest([]byte(m.Name)) {
		if a.Manifest != nil {
			return nil // the first counts
		}
		a.Manifest, err = readManifest(io.LimitReader(content, maxManifest))
		return err
	}
	data, err := s.readAll(content, m, maxProperties)
	if err != nil {
		return err
	}
	if pom := readPOM(m.Name, data); pom.Artifact != "" {
		a.POMs = append(a.POMs, pom)
	}
	return nil
}

// nested reads an archive in an archive: where it lies, if it was stored, and
// from memory, if it was compressed.
func (s *search) nested(a *Archive, d *zipdir.Directory, m zipdir.Member, where string, depth int) error {
	if depth == maxDepth {
		return fmt.Errorf("it is nested more than %d deep", maxDepth)
	}
	content, err := d.Open(m)
	if err != nil {
		return err
	}
	stored, ok := content.(*io.SectionReader)
	if !ok {
		data, err := s.readAll(content, m, min(s.nestedSize, s.held))
		if err != nil {
			return err
		}
		s.held -= int64(len(data))
		defer func() { s.held += int64(len(data)) }()
		stored = io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data)))
	}
	a.Nested = append(a.Nested, Nested{Path: m.Name, Archive: s.archive(stored, stored.Size(), where, depth+1)})
	return nil
}

// deflateRatio is how many bytes a compressed one can become at most.
const deflateRatio = 1032

// readAll reads a member's content to its end. The size that the archive states
// only sizes the buffer, and only where compression could reach it.
func (s *search) readAll(content io.Reader, m zipdir.Member, limit int64) ([]byte, error) {
	if s.inflated <= 0 {
		return nil, errors.New("there is too much in the archive")
	}
	// One byte more than the limit, which is read to see that there is more, must not make it grow.
	data := bytes.NewBuffer(make([]byte, 0, min(m.Size, m.Compressed*deflateRatio, limit+1)+bytes.MinRead))
	n, err := io.Copy(data, io.LimitReader(content, limit+1))
	s.inflated -= n
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, fmt.Errorf("it has more than %d bytes", limit)
	}
	return data.Bytes(), nil
}

// baseStem is a file's base name without its extension.
func baseStem(file string) string {
	base := path.Base(file)
	return strings.TrimSuffix(base, path.Ext(base))
}
