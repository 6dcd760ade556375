package lsp

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text is a document with the offsets of its lines.
type text struct {
	s     string
	lines []int
}

func newText(s string) *text {
	t := &text{s: s, lines: []int{0}}
	for i := range len(s) {
		if s[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// position is where an offset is, in UTF-16 units.
func (t *text) position(offset int) position {
	offset = max(0, min(offset, len(t.s)))
	line := len(t.lines) - 1
	for low, high := 0, len(t.lines); low < high; {
		middle := (low + high) / 2
		if t.lines[middle] <= offset {
			line, low = middle, middle+1
		} else {
			high = middle
		}
	}
	units := 0
	for _, r := range t.s[t.lines[line]:offset] {
		units += max(1, utf16.RuneLen(r))
	}
	return position{line, units}
}

// offset is the place of a position; one behind the end of a line is at its end.
func (t *text) offset(p position) int {
	if p.Line < 0 || p.Character < 0 {
		return 0
	}
	if p.Line >= len(t.lines) {
		return len(t.s)
	}
	at := t.lines[p.Line]
	for units := 0; units < p.Character && at < len(t.s) && t.s[at] != '\n'; {
		r, size := utf8.DecodeRuneInString(t.s[at:])
		units += max(1, utf16.RuneLen(r))
		at += size
	}
	return at
}

func (t *text) span(start, end int) span { return span{t.position(start), t.position(end)} }

// rows are whole lines, counted from 1, without the blanks around them.
func (t *text) rows(first, last int) span {
	first = max(1, min(first, len(t.lines)))
	last = max(first, min(last, len(t.lines)))
	start, end := t.lines[first-1], len(t.s)
	if last < len(t.lines) {
		end = t.lines[last] - 1
	}
	row := t.s[start:end]
	return t.span(start+len(row)-len(strings.TrimLeft(row, " \t")), start+len(strings.TrimRight(row, " \t\r")))
}
