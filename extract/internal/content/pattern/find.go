package pattern

import (
	"bytes"
	"strings"
)

// Literal is a text in lower case that is looked for whatever the case of its ASCII
// letters. Machine code that looks for one byte is ten times as fast as Go that
// looks at each, so it is found by the byte that other texts have least.
type Literal struct {
	text  []byte
	at    int    // where in text that byte stands
	cases []byte // of that byte
}

// NewLiteral makes a text, which is in lower case and not empty, ready to be found.
func NewLiteral(text []byte) Literal {
	at := rarest(text)
	return Literal{text: text, at: at, cases: Cases(text[at])}
}

// frequent are the bytes that texts and programs have most, by and large, the most
// frequent first.
const frequent = " etaoinrs\x00l\ncdupmfhgb_\"01.y\t,:/()=w-;*v23456789'><{}[]#&+|\\\xffxk$%@!?^~`zqj"

// rarest is the place of the byte that other texts have least.
func rarest(text []byte) int {
	best, rank := 0, -1
	for i, b := range text {
		r := strings.IndexByte(frequent, b)
		if r < 0 {
			r = len(frequent)
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// Len is the literal's length in bytes.
func (l *Literal) Len() int { return len(l.text) }

// Probe is the byte that the literal is found by, in both cases, and where in the literal it
// stands.
func (l *Literal) Probe() (cases []byte, at int) { return l.cases, l.at }

// Stands says whether the literal begins at start, which may be any number.
func (l *Literal) Stands(text []byte, start int) bool {
	if start < 0 || start+len(l.text) > len(text) {
		return false
	}
	for i, b := range text[start : start+len(l.text)] {
		if Lower(b) != l.text[i] {
			return false
		}
	}
	return true
}

// Next is where the literal begins next, at from or later; len(text) for nowhere.
func (l *Literal) Next(text []byte, from int) int {
	first := len(text)
	for _, b := range l.cases {
		for at := from + l.at; at < min(first+l.at, len(text)); at++ {
			i := bytes.IndexByte(text[at:min(first+l.at, len(text))], b)
			if i < 0 {
				break
			}
			if at += i; l.Stands(text, at-l.at) {
				first = at - l.at
				break
			}
		}
	}
	return first
}
