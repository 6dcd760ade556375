package pyre

// guard makes a node that takes nothing and says of what follows: the next
// character is one of s and then follows after it; or, with orEnd, there is none.
func guard(s *set, orEnd bool, then ...*node) *node {
	return &node{op: opGuard, set: s, orEnd: orEnd, subs: then}
}

// guard resolves a guard g in front of rest.
func (r *resolver) guard(prefix []*node, g *node, rest []*node) *node {
	if len(rest) == 0 {
		return alt(r.end(prefix, g, nil), r.walk(join(prefix, setNode(g.set)), g.subs))
	}
	n, rest := rest[0], rest[1:]
	switch n.op {
	case opSet:
		return r.walk(join(prefix, setNode(n.set.intersect(g.set))), join(g.subs, rest...))
	case opCat, opGroup:
		return r.guard(prefix, g, join(n.subs, rest...))
	case opRepeat:
		if !plain(n) {
			return r.guard(prefix, g, join(r.unroll(n), rest...))
		}
	case opAlt:
		if !plain(n) {
			var nodes []*node
			for _, sub := range n.subs {
				nodes = append(nodes, r.guard(prefix, g, join([]*node{sub}, rest...)))
			}
			return alt(nodes...)
		}
	case opGuard:
		both := guard(g.set.intersect(n.set), g.orEnd && n.orEnd, join(g.subs, n.subs...)...)
		return r.guard(prefix, both, rest)
	case opEnd:
		return r.end(prefix, g, rest)
	case opEndLine, opDollar:
		then := g.subs
		if n.op == opDollar {
			then = join(then, atom(opEnd))
		}
		newline := guard(g.set.intersect(newlineSet()), false, then...)
		return alt(r.end(prefix, g, rest), r.walk(prefix, join([]*node{newline}, rest...)))
	case opBegin, opBeginLine, opWord, opNotWord, opLook, opRef, opConditional:
		// These take no character, or are refused: they can as well come first.
		return r.walk(prefix, join([]*node{n, g}, rest...))
	}
	return r.guardPlain(prefix, g, n, rest)
}

// end is the alternative that the text ends here.
func (r *resolver) end(prefix []*node, g *node, rest []*node) *node {
	if !g.orEnd {
		return atom(opAlt)
	}
	return r.walk(join(prefix, atom(opEnd)), rest)
}

// guardPlain resolves a guard in front of a plain node that has parts: either
// the node takes the guarded character, or it takes nothing.
func (r *resolver) guardPlain(prefix []*node, g, n *node, rest []*node) *node {
	var nodes []*node
	if len(g.subs) == 0 {
		if in := r.firstIn(n, g.set); !in.fails() {
			nodes = append(nodes, r.walk(join(prefix, in), rest))
		}
	} else {
		for _, s := range r.firsts(n) {
			in := setNode(s.set.intersect(g.set))
			if in.fails() {
				continue
			}
			nodes = append(nodes, r.walk(join(prefix, in), join(join(g.subs, s.others...), rest...)))
		}
	}
	if e := r.empty(n); !e.fails() {
		nodes = append(nodes, r.guard(join(prefix, items(e)...), g, rest))
	}
	return alt(nodes...)
}
