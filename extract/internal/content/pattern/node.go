package pattern

type op int

const (
	opSet       op = iota // one byte of set
	opCat                 // subs, one after the other
	opAlt                 // one of subs
	opRepeat              // subs[0], min to max times
	opGroup               // subs[0], remembered as group
	opSub                 // subs[0], (?:…)
	opBackref             // what group matched
	opLook                // subs[0] ahead or behind, or not
	opCond                // subs[0] where group took part, else subs[1]
	opBegin               // ^ and \A
	opBeginLine           // ^ under (?m)
	opEnd                 // $: the end, or before one newline at the end
	opEndLine             // $ under (?m)
	opEndText             // \Z
	opWord                // \b
	opNotWord             // \B
)

// unlimited is the max of a repetition without one. Python's own constant.
const unlimited = 1<<32 - 1

// node is one node of a parsed pattern. Flags are already worked in: sets are
// folded under (?i), "." and the anchors are what (?s) and (?m) make of them.
type node struct {
	op       op
	set      set
	subs     []*node
	fold     bool // opBackref: under (?i)
	group    int  // of opGroup, opBackref and opCond; from 1
	min, max int
	lazy     bool
	behind   bool // look-behind, else look-ahead
	negative bool
}

func (n *node) anchor() bool {
	switch n.op {
	case opBegin, opBeginLine, opEnd, opEndLine, opEndText, opWord, opNotWord:
		return true
	}
	return false
}

// width is the least and the greatest number of bytes that n consumes, as
// Python computes it: saturated, look-around and anchors 0. groups has the widths
// of the groups that are closed.
func (n *node) width(groups []width) width {
	switch n.op {
	case opSet:
		return width{1, 1}
	case opCat:
		var sum width
		for _, sub := range n.subs {
			w := sub.width(groups)
			sum = width{saturate(sum.min + w.min), saturate(sum.max + w.max)}
		}
		return sum
	case opAlt:
		all := width{min: unlimited}
		for _, sub := range n.subs {
			w := sub.width(groups)
			all = width{min(all.min, w.min), max(all.max, w.max)}
		}
		return all
	case opRepeat:
		w := n.subs[0].width(groups)
		return width{times(w.min, n.min), times(w.max, n.max)}
	case opGroup, opSub:
		return n.subs[0].width(groups)
	case opBackref:
		if n.group < len(groups) {
			return groups[n.group]
		}
	case opCond:
		yes, no := n.subs[0].width(groups), n.subs[1].width(groups)
		return width{min(yes.min, no.min), max(yes.max, no.max)}
	}
	return width{}
}

type width struct{ min, max int }

func saturate(n int) int { return min(n, unlimited) }

// times is a saturated product; that of two widths would not fit 64 bits.
func times(a, b int) int {
	if a != 0 && b > unlimited/a {
		return unlimited
	}
	return a * b
}
