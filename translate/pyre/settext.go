package pyre

import (
	"strings"
	"sync"
	"unicode"
)

// notation is how an engine's syntax writes characters.
type notation interface {
	// any is a character of any kind, dot one that is no newline.
	any() string
	dot() string
	none() string
	// char writes a character where it stands for itself; inBrackets also
	// within a bracket expression.
	char(b *strings.Builder, r rune, inBrackets bool)
}

// category is a Unicode category with the name that both syntaxes have for it.
type category struct {
	name string
	set  *set
}

// categories are tried in this order when a set is written.
var categories = sync.OnceValue(func() []category {
	return []category{
		{`\p{Z}`, tableSet(unicode.Z)},
		{`\p{L}`, tableSet(unicode.L)},
		{`\p{N}`, tableSet(unicode.N)},
		{`\p{Nd}`, tableSet(unicode.Nd)},
		{`\p{Nl}`, tableSet(unicode.Nl)},
		{`\p{No}`, tableSet(unicode.No)},
	}
})

// setText writes a set in the shorter of the forms […] and [^…].
func setText(s *set, n notation) string {
	complement := s.complement()
	switch {
	case s.empty():
		return n.none()
	case complement.empty():
		return n.any()
	case complement.equal(newlineSet()):
		return n.dot()
	}
	if r, ok := s.one(); ok {
		var b strings.Builder
		n.char(&b, r, false)
		return b.String()
	}
	plain := "[" + members(s, n) + "]"
	if s.ranges[len(s.ranges)-1].hi != unicode.MaxRune {
		return plain
	}
	if negated := "[^" + members(complement, n) + "]"; len(negated) <= len(plain) {
		return negated
	}
	return plain
}

// members writes what stands between the brackets.
func members(s *set, n notation) string {
	const few = 8 // every category has as many ranges of its own
	var b strings.Builder
	if len(s.ranges) >= few {
		for _, c := range categories() {
			if s.containsAll(c.set) {
				b.WriteString(c.name)
				s = s.minus(c.set)
			}
		}
	}
	for _, r := range s.ranges {
		n.char(&b, r.lo, true)
		if r.hi > r.lo {
			if r.hi > r.lo+1 {
				b.WriteByte('-')
			}
			n.char(&b, r.hi, true)
		}
	}
	return b.String()
}
