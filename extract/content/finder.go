package content

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/content/pattern"
)

// finder looks for the literals of all items in a text, whatever the case of their
// letters. Machine code that looks for one byte is ten times as fast as Go that
// looks at each, so it goes by the byte of each literal that texts have least.
type finder struct {
	literals [][]literal // of each item; none where any line may match
	probes   []probe
}

// probe is a byte in both cases, and the literals that are found by it.
type probe struct {
	cases    []byte
	literals []literal
}

type literal struct {
	item  int
	text  []byte // in lower case
	at    int    // where in text the byte stands that it is found by
	cases []byte // of this byte
}

func newFinder(items []*item) *finder {
	f := &finder{literals: make([][]literal, len(items))}
	for i, it := range items {
		for _, text := range it.pattern.Literals() {
			at := rarest(text)
			l := literal{item: i, text: text, at: at, cases: pattern.Cases(text[at])}
			f.literals[i] = append(f.literals[i], l)
			p := slices.IndexFunc(f.probes, func(p probe) bool { return p.cases[0] == text[at] })
			if p < 0 {
				p = len(f.probes)
				f.probes = append(f.probes, probe{cases: l.cases})
			}
			f.probes[p].literals = append(f.probes[p].literals, l)
		}
	}
	return f
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

// find marks the items of which text may hold a match.
func (f *finder) find(text []byte, found []bool) {
	left := 0
	for i, literals := range f.literals {
		if found[i] = len(literals) == 0; !found[i] {
			left++
		}
	}
	for _, p := range f.probes {
		for _, b := range p.cases {
			for at := 0; left > 0; at++ {
				i := bytes.IndexByte(text[at:], b)
				if i < 0 {
					break
				}
				at += i
				for j := range p.literals {
					if l := &p.literals[j]; !found[l.item] && l.stands(text, at-l.at) {
						found[l.item] = true
						left--
					}
				}
			}
		}
	}
}

// stands says whether the literal begins at start.
func (l *literal) stands(text []byte, start int) bool {
	if start < 0 || start+len(l.text) > len(text) {
		return false
	}
	for i, b := range text[start : start+len(l.text)] {
		if pattern.Lower(b) != l.text[i] {
			return false
		}
	}
	return true
}

// next is where the literal begins next, at from or later; len(text) for nowhere.
func (l *literal) next(text []byte, from int) int {
	first := len(text)
	for _, b := range l.cases {
		for at := from + l.at; at < min(first+l.at, len(text)); at++ {
			i := bytes.IndexByte(text[at:min(first+l.at, len(text))], b)
			if i < 0 {
				break
			}
			if at += i; l.stands(text, at-l.at) {
				first = at - l.at
				break
			}
		}
	}
	return first
}
