package pyre

import (
	"fmt"
	"strings"
	"unicode"
)

// Levels of binding: what may stand where without a group around it.
const (
	levelAlt = iota
	levelCat
	levelAtom
)

// maxRepeat is Go's limit of a repetition, and of nested ones multiplied.
const maxRepeat = 1000

// re2Printer writes nodes in Go's RE2 syntax, all flags off.
type re2Printer struct {
	strings.Builder
	texts map[*set]string
}

func (w *re2Printer) node(n *node, level int) {
	if w.Len() > maxOutput { // print refuses it
		return
	}
	switch n.op {
	case opSet:
		w.set(n.set)
	case opCat:
		w.group(level > levelCat || level == levelAtom, func() { w.list(n.subs) })
	case opAlt:
		if len(n.subs) == 0 {
			w.WriteString(re2Notation{}.none())
			return
		}
		w.alternatives(n.subs, level)
	case opRepeat:
		w.repeat(n, level)
	case opGroup:
		w.node(n.subs[0], level)
	case opBegin:
		w.WriteString(`\A`)
	case opBeginLine:
		w.WriteString(`(?m:^)`)
	case opEnd:
		w.WriteString(`\z`)
	case opEndLine:
		w.WriteString(`(?m:$)`)
	case opDollar:
		w.group(level == levelAtom, func() { w.WriteString(`\n?\z`) })
	case opWord:
		w.WriteString(`\b`)
	default:
		panic("pyre: node that RE2 does not have")
	}
}

func (w *re2Printer) group(wrap bool, content func()) {
	if wrap {
		w.WriteString("(?:")
	}
	content()
	if wrap {
		w.WriteString(")")
	}
}

// alternatives writes a|b; x|nothing is x?.
func (w *re2Printer) alternatives(subs []*node, level int) {
	if len(subs) == 2 && subs[1].isEmpty() {
		w.repeat(&node{op: opRepeat, subs: subs[:1], max: 1}, level)
		return
	}
	w.group(level > levelAlt, func() {
		for i, sub := range subs {
			if i > 0 {
				w.WriteByte('|')
			}
			w.node(sub, levelCat)
		}
	})
}

// list writes a concatenation. Letters of either case that follow each other
// share one (?i:…), where Go's folding is Python's.
func (w *re2Printer) list(subs []*node) {
	for i := 0; i < len(subs); {
		text, n := caseless(subs[i:])
		if n < 2 {
			w.node(subs[i], levelCat)
			i++
			continue
		}
		w.WriteString("(?i:" + text + ")")
		i += n
	}
}

// caseless is the longest run of characters at the head of subs that a (?i:…)
// can hold; it begins and ends with one that has cases.
func caseless(subs []*node) (text string, n int) {
	var b strings.Builder
	for i, sub := range subs {
		if sub.op != opSet {
			break
		}
		r, ok := sub.set.one()
		if folded, is := goOrbit(sub.set); is {
			re2Notation{}.char(&b, folded, false)
			text, n = b.String(), i+1
			continue
		}
		if !ok || i == 0 || unicode.SimpleFold(r) != r {
			break
		}
		re2Notation{}.char(&b, r, false)
	}
	return text, n
}

// goOrbit reports whether a set is just the cases of one character to Go, and
// which it is.
func goOrbit(s *set) (rune, bool) {
	const most = 8 // ranges; orbits are small
	if s.empty() || len(s.ranges) > most {
		return 0, false
	}
	var spans []span
	first := s.ranges[0].lo
	for r := unicode.SimpleFold(first); ; r = unicode.SimpleFold(r) {
		spans = append(spans, span{r, r})
		if r == first {
			break
		}
	}
	return unicode.ToLower(first), len(spans) > 1 && newSet(spans...).equal(s)
}

// repeat writes a repetition, in pieces where Go's counts do not suffice:
// x{2000} is x{1000}x{1000}.
func (w *re2Printer) repeat(n *node, level int) {
	var suffix string
	switch {
	case n.min == 0 && n.max == unlimited:
		suffix = "*"
	case n.min == 1 && n.max == unlimited:
		suffix = "+"
	case n.min == 0 && n.max == 1:
		suffix = "?"
	}
	if suffix != "" {
		w.group(level == levelAtom, func() { w.times(n.subs[0], suffix) })
		return
	}
	most := max(maxRepeat/weight(n.subs[0]), 1)
	least, rest, open := n.min, n.max-n.min, n.max == unlimited
	if max(n.min, n.max) <= most || open && n.min <= most {
		w.group(level == levelAtom, func() { w.times(n.subs[0], bounds(n.min, n.max)) })
		return
	}
	w.group(level == levelAtom, func() {
		for ; least > 0; least -= min(least, most) {
			w.times(n.subs[0], bounds(min(least, most), min(least, most)))
		}
		if open {
			w.times(n.subs[0], "*")
			return
		}
		for ; rest > 0; rest -= min(rest, most) {
			w.times(n.subs[0], bounds(0, min(rest, most)))
		}
	})
}

func (w *re2Printer) times(n *node, suffix string) {
	w.node(n, levelAtom)
	w.WriteString(suffix)
}

func bounds(least, most int) string {
	switch {
	case least == most:
		return fmt.Sprintf("{%d}", least)
	case most == unlimited:
		return fmt.Sprintf("{%d,}", least)
	}
	return fmt.Sprintf("{%d,%d}", least, most)
}

// weight is the product of nested counts, as it will be written.
func weight(n *node) int {
	heaviest := 1
	for _, sub := range n.subs {
		heaviest = max(heaviest, weight(sub))
	}
	if n.op != opRepeat {
		return heaviest
	}
	count := n.max
	if count == unlimited {
		count = n.min
	}
	return heaviest * max(min(count, max(maxRepeat/heaviest, 1)), 1)
}

// size estimates the instructions of the compiled pattern.
func size(n *node) int {
	total := 1
	for _, sub := range n.subs {
		total = min(total+size(sub), unlimited)
	}
	if n.op == opRepeat {
		count := n.max
		if count == unlimited {
			count = n.min + 1
		}
		total = mulWidth(total, max(count, 1))
	}
	return total
}

func (w *re2Printer) set(s *set) {
	text, ok := w.texts[s]
	if !ok {
		if w.texts == nil {
			w.texts = map[*set]string{}
		}
		text = setText(s, re2Notation{})
		w.texts[s] = text
	}
	w.WriteString(text)
}

// re2Notation writes characters for Go's engine.
type re2Notation struct{}

func (re2Notation) any() string  { return `(?s:.)` }
func (re2Notation) dot() string  { return `.` }
func (re2Notation) none() string { return `[^\x00-\x{10FFFF}]` }

func (re2Notation) char(b *strings.Builder, r rune, inBrackets bool) {
	switch {
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\t':
		b.WriteString(`\t`)
	case strings.ContainsRune(`\[]^-`, r) && inBrackets, strings.ContainsRune(`\.+*?()|[]{}^$`, r) && !inBrackets:
		b.WriteByte('\\')
		b.WriteRune(r)
	case r < 0x80 && unicode.IsPrint(r), r >= 0x80 && unicode.IsLetter(r):
		b.WriteRune(r)
	case r <= 0xff:
		fmt.Fprintf(b, `\x%02x`, r)
	default:
		fmt.Fprintf(b, `\x{%x}`, r)
	}
}
