package pyre

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// isIdentifier is Python's str.isidentifier.
func isIdentifier(name string) bool {
	for i, r := range name {
		start := r == '_' || unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)
		if start {
			continue
		}
		if i == 0 || !unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) {
			return false
		}
	}
	return name != ""
}

// isAlpha is Python's str.isalpha.
func isAlpha(text string) bool {
	for _, r := range text {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return text != ""
}

// isSpace is Python's str.isspace for one character.
func isSpace(r rune) bool { return spaceSet().contains(r) }

// charNames maps the names of characters to them. Go has them the other way
// round, and the map is large, so it is built when the first \N{…} is met.
var charNames = sync.OnceValue(func() map[string]rune {
	names := make(map[string]rune, 1<<15)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		name := runenames.Name(r)
		switch {
		case name == "" || name[0] == '<' && !strings.HasPrefix(name, "<CJK Ideograph"):
		case name[0] == '<':
			names[fmt.Sprintf("CJK UNIFIED IDEOGRAPH-%04X", r)] = r
		default:
			names[name] = r
		}
	}
	return names
})
