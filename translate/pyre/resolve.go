package pyre

// Python's $, \b, \B and look-around depend on the text on both sides of a
// position, and RE2 has none of them. Each can be replaced by what it says about
// the neighbouring characters, as long as these are consumed by the same
// concatenation: sudo\b becomes sudo(?:[^\w]|\z), .*\bsudo becomes (?:.*[^\w])?sudo.
//
// resolver walks a pattern from left to right. prefix is what has been resolved,
// a list of plain nodes (RE2 has them all). rest is still to come. Whatever
// an assertion says about the left becomes a restriction of prefix's last
// characters; what it says about the right becomes a guard, a node that
// restricts the next character and moves right until something consumes one.
// Alternatives in rest that contain assertions are walked one by one; a
// repetition of assertions cannot be, and is refused.
type resolver struct {
	pattern *Pattern
	steps   int
}

// refused carries an UnsupportedError out of the resolver.
type refused struct{ err error }

// needsResolving reports whether a node has something that RE2 lacks. tail says that
// nothing follows the node: there $ is only \n?\z.
func needsResolving(n *node, tail bool) bool {
	switch n.op {
	case opLook, opRef, opConditional, opGuard, opNotWord:
		return true
	case opWord:
		return !n.ascii
	case opDollar:
		return !tail
	case opRepeat:
		return needsResolving(n.subs[0], tail && n.max <= 1)
	case opCat:
		for i, sub := range n.subs {
			if needsResolving(sub, tail && i == len(n.subs)-1) {
				return true
			}
		}
	case opAlt, opGroup:
		for _, sub := range n.subs {
			if needsResolving(sub, tail) {
				return true
			}
		}
	}
	return false
}

// plain reports whether a node can be part of a prefix.
func plain(n *node) bool { return !needsResolving(n, false) }

func (p *Pattern) resolve(root *node, anchored bool) (resolved *node, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(refused)
			if !ok {
				panic(r)
			}
			resolved, err = nil, e.err
		}
	}()
	r := &resolver{pattern: p}
	if count(root) > maxResolved {
		r.tooMany()
	}
	rest := r.trim(items(root))
	if anchored {
		return r.walk(nil, rest), nil
	}
	// A search is a match after any text; without it, the text before the
	// match would be nobody's.
	any := times(setNode(allSet()), 0, unlimited, true)
	return unanchor(r.walk([]*node{any}, rest), any), nil
}

func (r *resolver) refuse(n *node, construct string) {
	panic(refused{r.pattern.unsupported(n.pos, construct)})
}

func (r *resolver) step() {
	if r.steps++; r.steps > maxSteps {
		r.tooMany()
	}
}

func (r *resolver) tooMany() {
	panic(refused{r.pattern.unsupported(-1, `too many combinations of $, \b and look-around`)})
}

// count is the number of nodes.
func count(n *node) int {
	total := 1
	for _, sub := range n.subs {
		total += count(sub)
	}
	return total
}

// join is prefix and more, copied.
func join(prefix []*node, more ...*node) []*node {
	return append(append(make([]*node, 0, len(prefix)+len(more)), prefix...), more...)
}

// walk resolves rest after prefix.
func (r *resolver) walk(prefix, rest []*node) *node {
	for len(rest) > 0 {
		r.step()
		n := rest[0]
		rest = rest[1:]
		switch {
		case n.fails():
			return n
		case plain(n):
			prefix = join(prefix, n)
			continue
		}
		switch n.op {
		case opCat, opGroup:
			rest = join(n.subs, rest...)
		case opAlt:
			return r.each(prefix, n.subs, rest)
		case opRepeat:
			rest = join(r.unroll(n), rest...)
		case opDollar:
			if len(rest) == 0 {
				return cat(join(prefix, n)...)
			}
			return alt(
				r.walk(join(prefix, atom(opEnd)), rest),
				r.walk(prefix, join([]*node{guard(newlineSet(), false, atom(opEnd))}, rest...)),
			)
		case opWord, opNotWord:
			return r.boundary(prefix, n, rest)
		case opLook:
			if n.behind {
				prefix = r.behind(prefix, n)
			} else {
				rest = join([]*node{r.ahead(n)}, rest...)
			}
		case opGuard:
			return r.guard(prefix, n, rest)
		case opRef:
			r.refuse(n, "back-reference")
		case opConditional:
			r.refuse(n, "conditional group")
		}
	}
	return cat(r.trim(prefix)...)
}

// each walks alternatives one by one.
func (r *resolver) each(prefix, alternatives, rest []*node) *node {
	var nodes []*node
	for _, a := range alternatives {
		nodes = append(nodes, r.walk(prefix, join([]*node{a}, rest...)))
	}
	return alt(nodes...)
}

// boundary resolves \b: one side is a word character, the other is not, or
// there is none; and \B: both sides are alike. Python finds no \B in the empty
// text, hence the guard that wants a character at the text's start.
func (r *resolver) boundary(prefix []*node, n *node, rest []*node) *node {
	other := n.set.complement()
	all := cat(prefix...)
	afterWord, afterOther, atStart := r.lastIn(all, n.set), r.lastIn(all, other), r.empty(all)
	after := func(p *node, g *node) *node {
		if p.fails() {
			return p
		}
		return r.walk(items(p), join([]*node{g}, rest...))
	}
	if n.op == opWord {
		return alt(
			after(afterWord, guard(other, true)),
			after(alt(afterOther, atStart), guard(n.set, false)),
		)
	}
	return alt(
		after(afterWord, guard(n.set, false)),
		after(afterOther, guard(other, true)),
		after(atStart, guard(other, false)),
	)
}
