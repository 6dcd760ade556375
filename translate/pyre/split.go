package pyre

import "slices"

// split is one way in which a plain node takes at least one character: the
// first (or last) one is of set, the others take the rest.
type split struct {
	set    *set
	others []*node
}

// firsts lists the ways in which a plain node begins.
func (r *resolver) firsts(n *node) []split {
	r.step()
	var splits []split
	switch n.op {
	case opSet:
		return []split{{set: n.set}}
	case opAlt:
		for _, sub := range n.subs {
			splits = append(splits, r.firsts(sub)...)
		}
	case opCat:
		var before []*node // what the subs so far leave when they take nothing
		for i, sub := range n.subs {
			for _, s := range r.firsts(sub) {
				if len(before) > 0 {
					r.refuseAnchors()
				}
				splits = append(splits, split{s.set, join(s.others, n.subs[i+1:]...)})
			}
			e := r.empty(sub)
			if e.fails() {
				break
			}
			if !e.isEmpty() {
				before = append(before, e)
			}
		}
	case opRepeat:
		again := r.oneLess(n)
		if again.fails() {
			return nil
		}
		for _, s := range r.firsts(n.subs[0]) {
			splits = append(splits, split{s.set, join(s.others, again)})
		}
	}
	return splits
}

// lasts lists the ways in which a plain node ends.
func (r *resolver) lasts(n *node) []split {
	r.step()
	var splits []split
	switch n.op {
	case opSet:
		return []split{{set: n.set}}
	case opAlt:
		for _, sub := range n.subs {
			splits = append(splits, r.lasts(sub)...)
		}
	case opCat:
		var after []*node
		for i, v := range slices.Backward(n.subs) {
			for _, s := range r.lasts(v) {
				if len(after) > 0 {
					r.refuseAnchors()
				}
				splits = append(splits, split{s.set, join(n.subs[:i], s.others...)})
			}
			e := r.empty(v)
			if e.fails() {
				break
			}
			if !e.isEmpty() {
				after = append(after, e)
			}
		}
	case opRepeat:
		again := r.oneLess(n)
		if again.fails() {
			return nil
		}
		for _, s := range r.lasts(n.subs[0]) {
			splits = append(splits, split{s.set, join([]*node{again}, s.others...)})
		}
	}
	return splits
}

// oneLess is a repetition after (or before) one round that takes something.
func (r *resolver) oneLess(n *node) *node {
	if n.max == 0 {
		return atom(opAlt)
	}
	e := r.empty(n.subs[0])
	if !e.fails() && !e.isEmpty() {
		r.refuseAnchors()
	}
	if n.min == 0 && n.max == unlimited {
		return n
	}
	most := n.max
	if most != unlimited {
		most--
	}
	return times(n.subs[0], max(n.min-1, 0), most, false)
}

// firstIn restricts a plain node to the texts that begin with a character of s.
func (r *resolver) firstIn(n *node, s *set) *node {
	r.step()
	switch n.op {
	case opSet:
		return setNode(n.set.intersect(s))
	case opAlt:
		var nodes []*node
		for _, sub := range n.subs {
			nodes = append(nodes, r.firstIn(sub, s))
		}
		return alt(nodes...)
	case opCat:
		var nodes, before []*node
		for i, sub := range n.subs {
			if in := r.firstIn(sub, s); !in.fails() {
				nodes = append(nodes, cat(join(join(before, in), n.subs[i+1:]...)...))
			}
			e := r.empty(sub)
			if e.fails() {
				break
			}
			before = join(before, e)
		}
		return alt(nodes...)
	case opRepeat:
		return cat(r.firstIn(n.subs[0], s), r.oneLess(n))
	}
	return atom(opAlt)
}

// lastIn restricts a plain node to the texts that end with a character of s.
func (r *resolver) lastIn(n *node, s *set) *node {
	r.step()
	switch n.op {
	case opSet:
		return setNode(n.set.intersect(s))
	case opAlt:
		var nodes []*node
		for _, sub := range n.subs {
			nodes = append(nodes, r.lastIn(sub, s))
		}
		return alt(nodes...)
	case opCat:
		var nodes, after []*node
		for i, v := range slices.Backward(n.subs) {
			if in := r.lastIn(v, s); !in.fails() {
				nodes = append(nodes, cat(join(join(n.subs[:i], in), after...)...))
			}
			e := r.empty(v)
			if e.fails() {
				break
			}
			after = join([]*node{e}, after...)
		}
		return alt(nodes...)
	case opRepeat:
		return cat(r.oneLess(n), r.lastIn(n.subs[0], s))
	}
	return atom(opAlt)
}

// empty restricts a plain node to taking nothing: what is left are its anchors.
func (r *resolver) empty(n *node) *node {
	r.step()
	switch n.op {
	case opSet:
		return atom(opAlt)
	case opAlt:
		var nodes []*node
		for _, sub := range n.subs {
			e := r.empty(sub)
			if e.isEmpty() {
				return e
			}
			nodes = append(nodes, e)
		}
		return alt(nodes...)
	case opCat:
		var nodes []*node
		for _, sub := range n.subs {
			e := r.empty(sub)
			if e.fails() {
				return e
			}
			nodes = append(nodes, e)
		}
		return cat(nodes...)
	case opRepeat:
		if n.min == 0 {
			return atom(opCat)
		}
		return r.empty(n.subs[0])
	}
	return n
}

// refuseAnchors is for anchors that would have to be kept between characters.
func (r *resolver) refuseAnchors() {
	panic(refused{r.pattern.unsupported(-1, "an anchor in a repetition next to $, \\b or look-around")})
}
