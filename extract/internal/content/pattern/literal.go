package pattern

import "slices"

// MaxLiteral is the greatest length of a literal, in bytes.
const MaxLiteral = 64

// Bounds of the sets of literals: a set of sixteen is searched for sixteen times.
const (
	maxLiterals = 16
	maxLength   = MaxLiteral
)

// required is what is known of the text that a node matches, in lower case.
type required struct {
	// exact lists all texts that the node can match; nil where they are not
	// all known or are too many.
	exact []string
	// some is a set of texts of which the match holds at least one; nil where
	// none is known.
	some []string
}

// literals is the best set of literals of which every text that n matches
// holds one, in lower case; nil where there is no such set.
func literals(n *node) []string {
	r := analyse(n)
	best := better(usable(r.exact), r.some)
	slices.Sort(best)
	return best
}

func analyse(n *node) required {
	switch n.op {
	case opSet:
		return required{exact: members(n.set)}
	case opCat:
		return sequence(n.subs)
	case opAlt:
		return alternatives(n.subs)
	case opGroup, opSub:
		return analyse(n.subs[0])
	case opRepeat:
		return repetition(n)
	case opBackref, opCond:
		return required{}
	}
	return required{exact: []string{""}} // anchors and look-around consume nothing
}

// members lists the bytes of a small set in lower case.
func members(s set) []string {
	if s.size() == 0 || s.size() > 2*maxLiterals {
		return nil
	}
	var texts []string
	s.ranges(func(lo, hi byte) {
		for b := int(lo); b <= int(hi); b++ {
			texts = append(texts, string([]byte{Lower(byte(b))}))
		}
	})
	return bounded(texts)
}

func sequence(subs []*node) required {
	// run is the product of the neighbours so far whose texts are all known.
	run, whole := []string{""}, true
	var some []string
	for _, sub := range subs {
		r := analyse(sub)
		if r.exact != nil {
			if joined := product(run, r.exact); joined != nil {
				run = joined
				continue
			}
		}
		some = better(some, usable(run))
		some = better(some, r.some)
		run, whole = []string{""}, false
		if r.exact != nil { // the product grew too large
			run = r.exact
		}
	}
	if whole {
		return required{exact: run}
	}
	return required{some: better(some, usable(run))}
}

func alternatives(subs []*node) required {
	exact, some := []string{}, []string{}
	for _, sub := range subs {
		r := analyse(sub)
		if exact != nil && r.exact != nil {
			exact = bounded(append(exact, r.exact...))
		} else {
			exact = nil
		}
		best := better(usable(r.exact), r.some)
		if some != nil && best != nil {
			some = bounded(append(some, best...))
		} else {
			some = nil
		}
	}
	return required{exact: exact, some: some}
}

func repetition(n *node) required {
	if n.max == 0 {
		return required{exact: []string{""}}
	}
	r := analyse(n.subs[0])
	switch {
	case n.min == 0:
		return required{}
	case n.min == 1 && n.max == 1:
		return r
	}
	return required{some: better(usable(r.exact), r.some)}
}

// product joins each text of a with each of b; nil where that gives too many or too long ones.
func product(a, b []string) []string {
	if len(a)*len(b) > maxLiterals {
		return nil
	}
	var joined []string
	for _, x := range a {
		for _, y := range b {
			if len(x)+len(y) > maxLength {
				return nil
			}
			joined = append(joined, x+y)
		}
	}
	return bounded(joined)
}

// bounded removes repeated texts; nil where too many are left.
func bounded(texts []string) []string {
	slices.Sort(texts)
	texts = slices.Compact(texts)
	if len(texts) > maxLiterals {
		return nil
	}
	return texts
}

// usable is the set itself unless it is empty or an empty text, which every
// line holds, is in it.
func usable(texts []string) []string {
	if len(texts) == 0 || slices.Contains(texts, "") {
		return nil
	}
	return texts
}

// better prefers the set whose shortest text is longer, then the smaller set.
func better(a, b []string) []string {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	if x, y := shortest(a), shortest(b); x != y {
		if x > y {
			return a
		}
		return b
	}
	if len(b) < len(a) {
		return b
	}
	return a
}

func shortest(texts []string) int {
	n := maxLength
	for _, text := range texts {
		n = min(n, len(text))
	}
	return n
}

// Lower is an ASCII letter in lower case, and any other byte itself.
func Lower(b byte) byte {
	if b-'A' <= 'Z'-'A' {
		return b + 'a' - 'A'
	}
	return b
}

// Cases are the bytes of which b is the lower case, b first: texts are to be searched
// for [Pattern.Literals] in either case.
func Cases(b byte) []byte {
	if b-'a' <= 'z'-'a' {
		return []byte{b, b - 'a' + 'A'}
	}
	return []byte{b}
}
