package policy

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/literals"
)

// cut says which files of a document rules can look at, as the extractor does: a document may
// have 200,000 files of which they look at three.
type cut struct {
	paths    map[string]bool
	patterns []*literals.Matcher
	bits     uint32 // of the modes of which one has to be set
	capable  bool   // those with capabilities
}

// newCut is nil where all files have to be kept.
func newCut(needs []document.Need) *cut {
	if needs == nil {
		return nil
	}
	c := &cut{paths: map[string]bool{}}
	for _, need := range needs {
		if !c.add(need) {
			return nil
		}
	}
	return c
}

// add takes up a need, and says whether it is about some files only.
func (c *cut) add(need document.Need) bool {
	section, detail := need.Section(), need.Detail()
	if section != "files" && !strings.HasPrefix(section, "files.") {
		return true
	}
	kind, rest, _ := strings.Cut(detail, ":")
	switch {
	case strings.HasPrefix(section, "files.") && strings.HasPrefix(detail, "/"):
		c.paths[detail] = true
	case section != "files":
		return false
	case detail == "setid":
		c.bits |= 0o6000
	case detail == "writable":
		c.bits |= 0o002
	case detail == "capabilities":
		c.capable = true
	case kind == "path":
		c.paths[rest] = true
	case kind == "match":
		m, err := literals.Compile(rest)
		if err != nil {
			return false
		}
		c.patterns = append(c.patterns, m)
	default:
		return false
	}
	return true
}

// keeps decides on one member of the document.
func (c *cut) keeps(path []string, text func() []byte) bool {
	if len(path) != 2 || path[0] != "files" || c.paths[path[1]] {
		return true
	}
	for _, m := range c.patterns {
		if m.MatchString(path[1]) {
			return true
		}
	}
	return (c.bits != 0 || c.capable) && c.looksAt(text())
}

// looksAt decides by the attributes of a file, in favour of what it does not understand.
func (c *cut) looksAt(file []byte) bool {
	if bytes.IndexByte(file, '\\') >= 0 || c.capable && bytes.Contains(file, []byte(`"capabilities"`)) {
		return true
	}
	if c.bits == 0 {
		return false
	}
	_, rest, found := bytes.Cut(file, []byte(`"mode"`))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	if !found || len(rest) == 0 || rest[0] != ':' || bytes.Contains(rest, []byte(`"mode"`)) {
		return true
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n")
	end := bytes.IndexAny(rest, ",} \t\r\n")
	if end < 0 {
		return true
	}
	mode, err := strconv.ParseUint(string(rest[:end]), 10, 32)
	return err != nil || uint32(mode)&c.bits != 0
}
