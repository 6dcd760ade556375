package pyre

import (
	"sync"
	"unicode"
)

// The sets behind Python's classes (compatibility.md#regular-expressions), for text and
// with the flag a.
var (
	allSet     = sync.OnceValue(func() *set { return newSet(span{0, unicode.MaxRune}) })
	newlineSet = sync.OnceValue(func() *set { return single('\n') })
	dotSet     = sync.OnceValue(func() *set { return newlineSet().complement() })
	digitSet   = sync.OnceValue(func() *set { return tableSet(unicode.Nd) })
	wordSet    = sync.OnceValue(func() *set { return tableSet(unicode.L, unicode.N).union(single('_')) })
	spaceSet   = sync.OnceValue(func() *set {
		return newSet(span{'\t', '\r'}, span{0x1c, ' '}, span{0x85, 0x85}, span{0xa0, 0xa0}, span{0x1680, 0x1680},
			span{0x2000, 0x200a}, span{0x2028, 0x2029}, span{0x202f, 0x202f}, span{0x205f, 0x205f}, span{0x3000, 0x3000})
	})
	asciiDigitSet = sync.OnceValue(func() *set { return newSet(span{'0', '9'}) })
	asciiWordSet  = sync.OnceValue(func() *set {
		return newSet(span{'0', '9'}, span{'A', 'Z'}, span{'_', '_'}, span{'a', 'z'})
	})
	asciiSpaceSet = sync.OnceValue(func() *set { return newSet(span{'\t', '\r'}, span{' ', ' '}) })

	notDigitSet = sync.OnceValue(func() *set { return digitSet().complement() })
	notWordSet  = sync.OnceValue(func() *set { return wordSet().complement() })
	notSpaceSet = sync.OnceValue(func() *set { return spaceSet().complement() })
)

// categorySet is the set of one of the letters dDsSwW.
func categorySet(letter byte, ascii bool) *set {
	if ascii {
		switch letter {
		case 'd':
			return asciiDigitSet()
		case 'w':
			return asciiWordSet()
		case 's':
			return asciiSpaceSet()
		}
		return categorySet(letter|0x20, true).complement()
	}
	switch letter {
	case 'd':
		return digitSet()
	case 'D':
		return notDigitSet()
	case 'w':
		return wordSet()
	case 'W':
		return notWordSet()
	case 's':
		return spaceSet()
	}
	return notSpaceSet()
}
