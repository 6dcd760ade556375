package pattern

import (
	"bytes"
	"time"
	"unicode/utf8"
)

// The places of a line are tried one by one as long as there are few, and as long as that
// takes no more than a part of the time that the whole pattern takes, which goes once over
// each byte. So a hostile line costs little more than it did.
const (
	maxStarts    = 64
	leastToSpend = 50 * time.Microsecond
	spendPerByte = 15 * time.Nanosecond
)

// lead is a pattern .*X, of which X begins with one of a few texts: it matches a line where X
// matches from one of these texts on, and only those places have to be looked at.
type lead struct {
	engine  // of X
	starts  []Literal
	newline bool // . may be a newline
}

// newLead is nil where the pattern has another form.
func newLead(tree *node, limit time.Duration) (*lead, error) {
	if tree.op != opCat || len(tree.subs) < 2 {
		return nil, nil
	}
	any, rest := tree.subs[0], tree.subs[1:]
	if any.op != opRepeat || any.min != 0 || any.max != unlimited || any.subs[0].op != opSet {
		return nil, nil
	}
	newline := any.subs[0].set.has('\n')
	if size := any.subs[0].set.size(); size != 256 && (size != 255 || newline) {
		return nil, nil
	}
	texts := beginnings(rest)
	if texts == nil {
		return nil, nil
	}
	x := &node{op: opCat, subs: rest}
	// What looks back must not look further back than to where X begins.
	if furthest(x) > shortest(texts) {
		return nil, nil
	}
	l := &lead{newline: newline}
	for _, text := range texts {
		l.starts = append(l.starts, NewLiteral([]byte(text)))
	}
	var err error
	l.engine, err = newEngine(x, limit/maxStarts)
	return l, err
}

// beginnings are the texts of which one begins what the nodes match, in lower case; nil where
// they are not known or not ASCII.
func beginnings(subs []*node) []string {
	texts := []string{""}
	for _, sub := range subs {
		if !consumes(sub) {
			break
		}
		joined := product(texts, analyse(sub).exact)
		if joined == nil {
			break
		}
		texts = joined
	}
	for _, text := range texts {
		for i := range len(text) {
			if text[i] >= utf8.RuneSelf || text[i] == '\n' {
				return nil
			}
		}
	}
	return usable(texts)
}

// consumes says whether all of n matches bytes, and nothing only a place.
func consumes(n *node) bool {
	switch n.op {
	case opSet, opCat, opAlt, opGroup, opSub, opRepeat:
	default:
		return false
	}
	for _, sub := range n.subs {
		if !consumes(sub) {
			return false
		}
	}
	return true
}

// furthest is how many bytes n looks back at most.
func furthest(n *node) int {
	most := 0
	switch {
	case n.op == opLook && n.behind:
		most = n.subs[0].width(nil).max
	case n.anchor():
		most = 1
	}
	for _, sub := range n.subs {
		most = max(most, furthest(sub))
	}
	return most
}

// match says whether the pattern matches; known is false where the whole pattern has to say
// it, because there are too many places or one takes too long.
func (l *lead) match(line *Line) (matched, known bool) {
	text := l.subject(line)
	if i := bytes.IndexByte(text, '\n'); i >= 0 && !l.newline {
		text = text[:i+1]
	}
	spend, begun := max(leastToSpend, time.Duration(len(text))*spendPerByte), time.Now()
	for from, n := 0, 0; ; n++ {
		next := len(text)
		for i := range l.starts {
			next = min(next, l.starts[i].Next(text, from))
		}
		if next == len(text) {
			return false, true
		}
		if n == maxStarts || n > 0 && time.Since(begun) > spend {
			return false, false
		}
		matched, err := l.engine.match(line, next)
		if matched || err != nil {
			return matched, err == nil
		}
		from = next + 1
	}
}
