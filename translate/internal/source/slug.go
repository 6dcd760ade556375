package source

import (
	"strconv"
	"strings"
)

// maxSlug bounds a slug, in bytes, so that it fits any file system.
const maxSlug = 60

// reserved cannot be package names in every OPA since 1.0.
var reserved = map[string]bool{
	"and": true, "as": true, "contains": true, "data": true, "default": true, "else": true,
	"every": true, "false": true, "if": true, "import": true, "in": true, "input": true,
	"not": true, "null": true, "or": true, "package": true, "set": true, "some": true,
	"true": true, "with": true,
}

// Take takes names that must not be given out.
func (s *Slugs) Take(names ...string) {
	if s.next == nil {
		s.next = map[string]int{}
	}
	for _, name := range names {
		s.next[name] = 1
	}
}

// Slugs gives out names made of [a-z0-9_], each only once.
type Slugs struct {
	// Prefix stands before a name that would otherwise be empty, begin with a
	// digit, be a keyword, or be taken for a test.
	Prefix string
	// Rules says that the names are those of rules, of which opa test runs some.
	Rules bool
	// next is, for each name given out, the number that a further one would get.
	next map[string]int
}

// Name is a slug for the text.
func (s *Slugs) Name(text string) string {
	base := slug(text)
	if base == "" || '0' <= base[0] && base[0] <= '9' || reserved[base] {
		base = strings.TrimRight(s.Prefix+"_"+base, "_")
	}
	if s.Rules && (strings.HasPrefix(base, "test_") || strings.HasPrefix(base, "todo_test_")) {
		base = s.Prefix + "_" + base
	}
	if base == "test" || strings.HasSuffix(base, "_test") {
		base += "_" + s.Prefix // SLUG.rego would be taken for a test file
	}
	if s.next == nil {
		s.next = map[string]int{}
	}
	name := base
	for s.next[name] > 0 {
		s.next[base]++
		name = base + "_" + strconv.Itoa(s.next[base])
	}
	s.next[name] = 1
	return name
}

func slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range text {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		if ('a' <= r && r <= 'z') || ('0' <= r && r <= '9') {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	return b.String()
}
