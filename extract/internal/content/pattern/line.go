package pattern

import (
	"unicode/utf8"
)

// Line is one line, with its newline, in the forms that the engines want. The
// forms are made when they are first asked for and kept for the next pattern.
type Line struct {
	raw     []byte
	mapped  []byte
	chars   []rune
	hasText bool
	hasRune bool
}

// Reset makes l the line raw, which it does not copy.
func (l *Line) Reset(raw []byte) {
	l.raw, l.hasText, l.hasRune = raw, false, false
}

// text is the line as UTF-8 for Go's regexp: the line itself where it is ASCII.
func (l *Line) text() []byte {
	if l.hasText {
		return l.mapped
	}
	l.hasText = true
	if ascii(l.raw) {
		l.mapped = l.raw
		return l.mapped
	}
	l.mapped = make([]byte, 0, len(l.raw)+len(l.raw)/2)
	for _, b := range l.raw {
		l.mapped = utf8.AppendRune(l.mapped, char(b))
	}
	return l.mapped
}

func (l *Line) runes() []rune {
	if l.hasRune {
		return l.chars
	}
	l.hasRune = true
	l.chars = l.chars[:0]
	for _, b := range l.raw {
		l.chars = append(l.chars, char(b))
	}
	return l.chars
}

func char(b byte) rune {
	if b < utf8.RuneSelf {
		return rune(b)
	}
	return highBase + rune(b)
}

func ascii(text []byte) bool {
	for _, b := range text {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
