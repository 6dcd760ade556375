package pattern

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// highBase is added to a byte from 0x80 on to make it a character: a private
// use one, which has no case and is in no class.
const highBase = 0xE000

// emitter writes a tree as a pattern for one of the engines.
type emitter struct {
	out strings.Builder
	// backtracking is set for regexp2, whose syntax is .NET's; else Go's.
	backtracking bool
	referenced   map[int]bool // groups that are referred to; the others need not be remembered
}

// goSyntax writes n for Go's regexp. ok is false where RE2 cannot run it.
func goSyntax(n *node) (text string, ok bool) {
	if !linear(n, true) {
		return "", false
	}
	e := emitter{}
	e.node(n)
	return `\A(?:` + e.out.String() + `)`, true
}

// netSyntax writes n for regexp2.
func netSyntax(n *node) string {
	e := emitter{backtracking: true, referenced: map[int]bool{}}
	e.references(n)
	e.node(n)
	return `\A(?:` + e.out.String() + `)`
}

// linear says whether Go's regexp can give Python's answer for n. tail is
// whether nothing follows n: only there is $, which does not consume the newline
// that it may stand before, the same as \n?\z.
func linear(n *node, tail bool) bool {
	switch n.op {
	case opBackref, opLook, opCond:
		return false
	case opEnd:
		return tail
	case opRepeat:
		const goLimit = 1000
		if n.min > goLimit || n.max > goLimit && n.max != unlimited {
			return false
		}
		return linear(n.subs[0], false)
	case opCat:
		for i, sub := range n.subs {
			if !linear(sub, tail && i == len(n.subs)-1) {
				return false
			}
		}
		return true
	}
	for _, sub := range n.subs {
		if !linear(sub, tail) {
			return false
		}
	}
	return true
}

func (e *emitter) references(n *node) {
	if n.op == opBackref || n.op == opCond {
		e.referenced[n.group] = true
	}
	for _, sub := range n.subs {
		e.references(sub)
	}
}

func (e *emitter) node(n *node) {
	switch n.op {
	case opSet:
		e.set(n.set)
	case opCat:
		for _, sub := range n.subs {
			e.node(sub)
		}
	case opAlt:
		e.enclose("(?:", n.subs...)
	case opRepeat:
		e.enclose("(?:", n.subs[0])
		e.quantifier(n)
	case opGroup:
		if e.referenced[n.group] {
			// .NET numbers named groups after the others unless each is given its number.
			e.enclose("(?<"+strconv.Itoa(n.group)+">", n.subs[0])
			return
		}
		e.enclose("(?:", n.subs[0])
	case opSub:
		e.enclose("(?:", n.subs[0])
	case opBackref:
		if n.fold { // sets are folded already, but what a group matched is not known here
			fmt.Fprintf(&e.out, `(?i:\k<%d>)`, n.group)
			return
		}
		fmt.Fprintf(&e.out, `\k<%d>`, n.group)
	case opLook:
		e.enclose(lookOpening(n), n.subs[0])
	case opCond:
		e.enclose("(?("+strconv.Itoa(n.group)+")", n.subs...)
	default:
		e.out.WriteString(e.anchor(n.op))
	}
}

func lookOpening(n *node) string {
	switch {
	case n.behind && n.negative:
		return "(?<!"
	case n.behind:
		return "(?<="
	case n.negative:
		return "(?!"
	}
	return "(?="
}

func (e *emitter) enclose(opening string, branches ...*node) {
	e.out.WriteString(opening)
	for i, branch := range branches {
		if i > 0 {
			e.out.WriteByte('|')
		}
		e.node(branch)
	}
	e.out.WriteByte(')')
}

func (e *emitter) quantifier(n *node) {
	switch {
	case n.min == 0 && n.max == unlimited:
		e.out.WriteByte('*')
	case n.min == 1 && n.max == unlimited:
		e.out.WriteByte('+')
	case n.max == unlimited:
		fmt.Fprintf(&e.out, "{%d,}", n.min)
	default:
		fmt.Fprintf(&e.out, "{%d,%d}", n.min, n.max)
	}
	if n.lazy {
		e.out.WriteByte('?')
	}
}

func (e *emitter) anchor(o op) string {
	switch o {
	case opBegin:
		return `\A`
	case opBeginLine:
		return `(?m:^)`
	case opEnd:
		if e.backtracking {
			return `\Z` // .NET's: before one newline at the end, too
		}
		return `(?:\n?\z)`
	case opEndLine:
		return `(?m:$)`
	case opEndText:
		return `\z`
	case opWord:
		return `\b`
	default:
		return `\B`
	}
}

func (e *emitter) set(s set) {
	switch s.size() {
	case 256:
		e.out.WriteString(`(?s:.)`)
		return
	case 0: // [^\x00-\xff]
		e.out.WriteString(`[^\x00-\x7f` + e.high(0x80) + `-` + e.high(0xff) + `]`)
		return
	}
	if s == notNewline() {
		e.out.WriteByte('.')
		return
	}
	e.out.WriteByte('[')
	s.ranges(func(lo, hi byte) {
		e.out.WriteString(e.char(lo))
		if lo != hi {
			e.out.WriteByte('-')
			e.out.WriteString(e.char(hi))
		}
	})
	e.out.WriteByte(']')
}

// char writes one byte as the character that stands for it.
func (e *emitter) char(b byte) string {
	switch {
	case asciiLetter(b) || isDigit(b):
		return string(rune(b))
	case b < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, b)
	}
	return e.high(b)
}

func (e *emitter) high(b byte) string {
	if e.backtracking {
		return fmt.Sprintf(`\u%04x`, highBase+rune(b))
	}
	return fmt.Sprintf(`\x{%04x}`, highBase+rune(b))
}
