package pyre

import "slices"

// op is what a node stands for.
type op uint8

const (
	opSet         op = iota // one character of set
	opCat                   // subs one after the other; none matches the empty text
	opAlt                   // one of subs; none matches nothing
	opRepeat                // subs[0], min to max times
	opGroup                 // subs[0], captured as group number
	opBegin                 // \A
	opBeginLine             // (?m)^
	opEnd                   // \z
	opEndLine               // (?m)$
	opDollar                // $: at the end, or before a newline there
	opWord                  // \b; set is \w
	opNotWord               // \B; set is \w
	opLook                  // look-around of subs[0]
	opRef                   // back-reference to number
	opConditional           // subs[0] if group number matched, else subs[1]
	opGuard                 // see guard in resolve.go
)

// node is a part of a pattern whose flags have been applied. Nodes are never
// changed once made, and shared.
type node struct {
	op       op
	set      *set
	subs     []*node
	min, max int // max is unlimited where there is none
	number   int
	pos      int  // in characters, of what resolve may have to refuse
	lazy     bool // opRepeat
	fold     bool // opRef: cases are alike
	behind   bool // opLook
	negated  bool // opLook
	ascii    bool // opWord, opNotWord: RE2's own
	orEnd    bool // opGuard
}

// atom makes a node that has no parts.
func atom(o op) *node { return &node{op: o} }

func setNode(s *set) *node {
	if s.empty() {
		return atom(opAlt)
	}
	return &node{op: opSet, set: s}
}

func (n *node) isEmpty() bool { return n.op == opCat && len(n.subs) == 0 }
func (n *node) fails() bool   { return n.op == opAlt && len(n.subs) == 0 }

// cat joins nodes, nested ones flattened; nothing matches if one matches nothing.
func cat(nodes ...*node) *node {
	var subs []*node
	for _, n := range nodes {
		switch {
		case n.fails():
			return n
		case n.op == opCat:
			subs = append(subs, n.subs...)
		default:
			subs = append(subs, n)
		}
	}
	if len(subs) == 1 {
		return subs[0]
	}
	return &node{op: opCat, subs: subs}
}

// alt joins alternatives, without those that match nothing. What all begin or
// end with (the same nodes, not only equal ones) is written once.
func alt(nodes ...*node) *node {
	var subs []*node
	for _, n := range nodes {
		switch {
		case n.fails():
		case n.op == opAlt:
			subs = append(subs, n.subs...)
		default:
			subs = append(subs, n)
		}
	}
	if len(subs) < 2 {
		if len(subs) == 1 {
			return subs[0]
		}
		return atom(opAlt)
	}
	if n := commonHead(subs); n > 0 {
		head := items(subs[0])[:n]
		for i := range subs {
			subs[i] = cat(items(subs[i])[n:]...)
		}
		return cat(append(slices.Clone(head), alt(subs...))...)
	}
	if n := commonTail(subs); n > 0 {
		all := items(subs[0])
		tail := all[len(all)-n:]
		for i := range subs {
			all := items(subs[i])
			subs[i] = cat(all[:len(all)-n]...)
		}
		return cat(append([]*node{alt(subs...)}, tail...)...)
	}
	return &node{op: opAlt, subs: subs}
}

// items is the list of nodes that a node joins.
func items(n *node) []*node {
	if n.op == opCat {
		return n.subs
	}
	return []*node{n}
}

func commonHead(subs []*node) int {
	first := items(subs[0])
	for i := range first {
		for _, s := range subs[1:] {
			if other := items(s); i >= len(other) || other[i] != first[i] {
				return i
			}
		}
	}
	return len(first)
}

func commonTail(subs []*node) int {
	first := items(subs[0])
	for i := range first {
		for _, s := range subs[1:] {
			if other := items(s); i >= len(other) || other[len(other)-1-i] != first[len(first)-1-i] {
				return i
			}
		}
	}
	return len(first)
}

// times repeats a node.
func times(n *node, least, most int, lazy bool) *node {
	switch {
	case most == 0:
		return atom(opCat)
	case least == 1 && most == 1:
		return n
	case n.fails() && least == 0:
		return atom(opCat)
	case n.fails():
		return n
	}
	return &node{op: opRepeat, subs: []*node{n}, min: least, max: most, lazy: lazy}
}
