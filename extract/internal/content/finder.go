package content

import (
	"bytes"
	"slices"

	"github.com/pratique-dev/pratique/extract/internal/content/pattern"
)

// finder looks for the literals of all items in a text, whatever the case of their
// letters. It goes once through the text for each byte that literals are found by.
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
	item int
	pattern.Literal
}

func newFinder(items []*item) *finder {
	f := &finder{literals: make([][]literal, len(items))}
	for i, it := range items {
		for _, text := range it.pattern.Literals() {
			l := literal{i, pattern.NewLiteral(text)}
			f.literals[i] = append(f.literals[i], l)
			cases, _ := l.Probe()
			p := slices.IndexFunc(f.probes, func(p probe) bool { return p.cases[0] == cases[0] })
			if p < 0 {
				p = len(f.probes)
				f.probes = append(f.probes, probe{cases: cases})
			}
			f.probes[p].literals = append(f.probes[p].literals, l)
		}
	}
	return f
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
					l := &p.literals[j]
					if _, place := l.Probe(); !found[l.item] && l.Stands(text, at-place) {
						found[l.item] = true
						left--
					}
				}
			}
		}
	}
}
