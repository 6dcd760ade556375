package pyre

// Limits of the look-around that is written out.
const (
	maxLookTexts  = 32
	maxLookLength = 64
)

// ahead turns a look-ahead into guards. It takes contents that are a few
// sequences of characters: (?!foo|bar), (?=[a-z]{3}$), but not (?!.*foo).
func (r *resolver) ahead(n *node) *node {
	texts := r.texts(n, n.subs[0])
	var nodes []*node
	for _, text := range texts {
		if n.negated {
			nodes = append(nodes, notAhead(text))
		} else {
			nodes = append(nodes, isAhead(text))
		}
	}
	if n.negated {
		return cat(nodes...)
	}
	return &node{op: opAlt, subs: nodes}
}

// isAhead wants one sequence of characters (and perhaps $ or \Z) next.
func isAhead(text []*node) *node {
	if len(text) == 0 {
		return atom(opCat)
	}
	if text[0].op != opSet {
		return cat(text[0], isAhead(text[1:]))
	}
	return guard(text[0].set, false, isAhead(text[1:]))
}

// notAhead wants anything else: another character here, or this one and
// something else after it.
func notAhead(text []*node) *node {
	if len(text) == 0 {
		return atom(opAlt)
	}
	switch text[0].op {
	case opEnd:
		return &node{op: opAlt, subs: []*node{guard(allSet(), false), notAhead(text[1:])}}
	case opDollar:
		return &node{op: opAlt, subs: []*node{
			guard(dotSet(), false),
			guard(newlineSet(), false, guard(allSet(), false)),
			notAhead(text[1:]),
		}}
	}
	other := guard(text[0].set.complement(), true)
	after := notAhead(text[1:])
	if after.fails() {
		return other
	}
	return &node{op: opAlt, subs: []*node{other, guard(text[0].set, false, after)}}
}

// behind restricts a prefix to what a look-behind allows in front of it.
func (r *resolver) behind(prefix []*node, n *node) []*node {
	texts := r.texts(n, n.subs[0])
	for _, text := range texts {
		for _, sub := range text {
			if sub.op != opSet {
				r.refuse(n, describe(n))
			}
		}
	}
	if !n.negated {
		var nodes []*node
		for _, text := range texts {
			nodes = append(nodes, r.endsWith(prefix, text))
		}
		return items(alt(nodes...))
	}
	for _, text := range texts {
		prefix = items(r.endsNotWith(prefix, text))
	}
	return prefix
}

// endsWith restricts a list of plain nodes to the texts that end with text.
func (r *resolver) endsWith(prefix, text []*node) *node {
	if len(text) == 0 {
		return cat(prefix...)
	}
	before, last := text[:len(text)-1], text[len(text)-1].set
	if len(before) == 0 {
		return r.lastIn(cat(prefix...), last)
	}
	var nodes []*node
	for _, s := range r.lasts(cat(prefix...)) {
		if in := setNode(s.set.intersect(last)); !in.fails() {
			nodes = append(nodes, cat(r.endsWith(s.others, before), in))
		}
	}
	return alt(nodes...)
}

// endsNotWith restricts a list of plain nodes to the texts that do not end with text.
func (r *resolver) endsNotWith(prefix, text []*node) *node {
	if len(text) == 0 {
		return atom(opAlt)
	}
	before, last := text[:len(text)-1], text[len(text)-1].set
	all := cat(prefix...)
	nodes := []*node{r.lastIn(all, last.complement()), r.empty(all)}
	if len(before) > 0 {
		for _, s := range r.lasts(all) {
			if in := setNode(s.set.intersect(last)); !in.fails() {
				nodes = append(nodes, cat(r.endsNotWith(s.others, before), in))
			}
		}
	}
	return alt(nodes...)
}

// texts lists the sequences of characters that a look-around's content stands
// for. $ and \Z may end one.
func (r *resolver) texts(whole, n *node) [][]*node {
	r.step()
	var texts [][]*node
	switch n.op {
	case opSet, opEnd, opDollar:
		return [][]*node{{n}}
	case opGroup:
		return r.texts(whole, n.subs[0])
	case opAlt:
		for _, sub := range n.subs {
			texts = append(texts, r.texts(whole, sub)...)
		}
	case opCat:
		texts = [][]*node{{}}
		for _, sub := range n.subs {
			texts = r.product(whole, texts, r.texts(whole, sub))
		}
	case opRepeat:
		if n.max > maxLookLength {
			r.refuse(whole, describe(whole))
		}
		once := r.texts(whole, n.subs[0])
		round := [][]*node{{}}
		for i := 0; i <= n.max; i++ {
			if i >= n.min {
				texts = append(texts, round...)
			}
			if i < n.max {
				round = r.product(whole, round, once)
			}
		}
	default:
		r.refuse(whole, describe(whole))
	}
	if len(texts) > maxLookTexts {
		r.refuse(whole, describe(whole))
	}
	return texts
}

// product appends each of two lists of sequences to each other.
func (r *resolver) product(whole *node, heads, tails [][]*node) [][]*node {
	var texts [][]*node
	for _, head := range heads {
		for _, tail := range tails {
			text := join(head, tail...)
			if len(text) > maxLookLength || len(texts) >= maxLookTexts {
				r.refuse(whole, describe(whole))
			}
			texts = append(texts, text)
		}
	}
	return texts
}
