package pyre

import "unicode"

// lowerer applies the flags: what comes out means the same whatever they were.
type lowerer struct {
	refs    bool // keep the groups, something refers to them
	classes int  // bracket expressions so far
	beyond  bool // see checkCase
}

func (l *lowerer) lower(it item, f flags) *node {
	switch it := it.(type) {
	case literal:
		l.checkCase(rune(it), f)
		return setNode(l.fold(single(rune(it)), f))
	case anyChar:
		if f&flagS != 0 {
			return setNode(allSet())
		}
		return setNode(dotSet())
	case class:
		return setNode(l.class(it, f))
	case sequence:
		nodes := make([]*node, 0, len(it))
		for _, sub := range it {
			nodes = append(nodes, l.lower(sub, f))
		}
		return l.cat(nodes)
	case branches:
		nodes := make([]*node, 0, len(it))
		for _, sub := range it {
			nodes = append(nodes, l.lower(sub, f))
		}
		return &node{op: opAlt, subs: nodes}
	case assertion:
		return l.assertion(it, f)
	case repeat:
		sub := l.lower(it.item, f)
		if l.refs { // the groups inside keep their numbers even in {0}
			return &node{op: opRepeat, subs: []*node{sub}, min: it.min, max: it.max, lazy: it.lazy}
		}
		return times(sub, it.min, it.max, it.lazy)
	case group:
		sub := l.lower(it.item, f.with(it.add, it.del))
		if it.number == 0 || !l.refs {
			return sub
		}
		return &node{op: opGroup, subs: []*node{sub}, number: it.number}
	case look:
		return &node{op: opLook, subs: []*node{l.lower(it.item, f)}, behind: it.behind, negated: it.negated, pos: it.pos}
	case backref:
		return &node{op: opRef, number: it.number, pos: it.pos, fold: f&flagI != 0, ascii: f&flagA != 0}
	case conditional:
		no := atom(opCat)
		if it.no != nil {
			no = l.lower(it.no, f)
		}
		return &node{op: opConditional, subs: []*node{l.lower(it.yes, f), no}, number: it.number, pos: it.pos}
	}
	panic("pyre: unknown item")
}

// cat keeps what matches nothing in its place where groups are kept.
func (l *lowerer) cat(nodes []*node) *node {
	if !l.refs {
		return cat(nodes...)
	}
	if len(nodes) == 1 {
		return nodes[0]
	}
	return &node{op: opCat, subs: nodes}
}

func (l *lowerer) assertion(a assertion, f flags) *node {
	n := &node{pos: a.pos}
	switch {
	case a.kind == 'A' || a.kind == '^' && f&flagM == 0:
		n.op = opBegin
	case a.kind == '^':
		n.op = opBeginLine
	case a.kind == 'Z':
		n.op = opEnd
	case a.kind == '$' && f&flagM != 0:
		n.op = opEndLine
	case a.kind == '$':
		n.op = opDollar
	default:
		n.op = opWord
		if a.kind == 'B' {
			n.op = opNotWord
		}
		n.ascii = f&flagA != 0
		n.set = categorySet('w', n.ascii)
	}
	return n
}

// class makes a bracket expression's set. Categories have no cases: they hold
// the same for a character and its lower case.
func (l *lowerer) class(c class, f flags) *set {
	if len(c.members) == 1 && c.members[0].category != 0 && !c.negated {
		return categorySet(c.members[0].category, f&flagA != 0)
	}
	if l.classes++; l.classes > maxClasses {
		return allSet() // Parse refuses the pattern
	}
	var spans []span
	var categories []*set
	for _, m := range c.members {
		if m.category != 0 {
			categories = append(categories, categorySet(m.category, f&flagA != 0))
			continue
		}
		if m.lo == m.hi {
			l.checkCase(m.lo, f)
		}
		spans = append(spans, span{m.lo, m.hi})
	}
	s := l.fold(newSet(spans...), f)
	for _, category := range categories {
		s = s.union(category)
	}
	if c.negated {
		return s.complement()
	}
	return s
}

// checkCase notes capital letters beyond U+FFFF where case does not matter:
// whether Python finds them depends on whether its optimizer has put them into
// a set, in which they match nothing.
func (l *lowerer) checkCase(r rune, f flags) {
	if f&(flagI|flagA) == flagI && r > 0xffff && unicode.ToLower(r) != r {
		l.beyond = true
	}
}

func (l *lowerer) fold(s *set, f flags) *set {
	if f&flagI == 0 {
		return s
	}
	return fold(s, f&flagA != 0)
}
