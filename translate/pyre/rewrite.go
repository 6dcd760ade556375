package pyre

// unanchor takes the leading any text off what is about to be searched for, and
// ties to the text's start what does not begin with it.
func unanchor(n, any *node) *node {
	switch {
	case n == any:
		return atom(opCat)
	case n.op == opCat && len(n.subs) > 0:
		return cat(unanchor(n.subs[0], any), cat(n.subs[1:]...))
	case n.op == opAlt:
		var nodes []*node
		for _, sub := range n.subs {
			nodes = append(nodes, unanchor(sub, any))
		}
		return alt(nodes...)
	}
	return cat(atom(opBegin), n)
}

// trim drops what need not take anything from the end of a pattern.
func (r *resolver) trim(list []*node) []*node {
	for len(list) > 0 {
		last := list[len(list)-1]
		if !plain(last) || !r.empty(last).isEmpty() {
			break
		}
		list = list[:len(list)-1]
	}
	return list
}

// unroll writes a short repetition out: x{1,2} becomes x(?:x|).
func (r *resolver) unroll(n *node) []*node {
	const limit = 4
	switch {
	case takesNothing(n.subs[0]) && n.min == 0:
		return nil
	case takesNothing(n.subs[0]):
		return n.subs
	}
	if n.max > limit {
		r.refuse(first(n.subs[0]), describe(first(n.subs[0]))+" inside a repetition")
	}
	var optional *node
	for range n.max - n.min {
		if optional == nil {
			optional = cat(n.subs[0])
		} else {
			optional = cat(n.subs[0], raw(optional))
		}
		optional = raw(optional)
	}
	var nodes []*node
	for range n.min {
		nodes = append(nodes, n.subs[0])
	}
	if optional != nil {
		nodes = append(nodes, optional)
	}
	return nodes
}

// takesNothing reports whether a node is made of assertions only, so that once
// is as good as many times.
func takesNothing(n *node) bool {
	switch n.op {
	case opSet, opRef, opConditional:
		return false
	case opLook:
		return true
	}
	for _, sub := range n.subs {
		if !takesNothing(sub) {
			return false
		}
	}
	return true
}

// raw is n or nothing.
func raw(n *node) *node { return &node{op: opAlt, subs: []*node{n, atom(opCat)}} }

// first is the first node inside n that keeps it from being plain.
func first(n *node) *node {
	for _, sub := range n.subs {
		if !plain(sub) {
			return first(sub)
		}
	}
	return n
}

// describe names a construct for an UnsupportedError.
func describe(n *node) string {
	switch {
	case n.op == opDollar:
		return "$"
	case n.op == opWord:
		return `\b`
	case n.op == opNotWord:
		return `\B`
	case n.op == opRef:
		return "back-reference"
	case n.op == opConditional:
		return "conditional group"
	case n.op == opLook && n.behind:
		return "look-behind"
	}
	return "look-ahead"
}
