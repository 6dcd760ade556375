package pyre

import (
	"fmt"
	"math"
	"strings"
	"unicode"
)

// Regexp2 is the function Regexp2 on a parsed pattern.
func (p *Pattern) Regexp2() (string, error) {
	if largestCount(p.root) >= math.MaxInt32 { // which stands for no bound in regexp2
		return "", p.unsupported(-1, "a repetition of more than 2147483646")
	}
	w := dotnetPrinter{texts: map[*set]string{}}
	w.WriteString(`\A`)
	w.node(p.root, levelCat)
	if w.Len() > maxOutput {
		return "", p.unsupported(-1, "a pattern that becomes too long")
	}
	return w.String(), nil
}

// largestCount is the greatest bound of a repetition.
func largestCount(n *node) int {
	count := n.min
	if n.max != unlimited {
		count = max(count, n.max)
	}
	for _, sub := range n.subs {
		count = max(count, largestCount(sub))
	}
	return count
}

// dotnetPrinter writes nodes in .NET's syntax, all flags off. It keeps the order of
// alternatives, laziness and the groups' numbers: look-around never goes back
// into itself, so they can decide.
type dotnetPrinter struct {
	strings.Builder
	texts map[*set]string
}

func (w *dotnetPrinter) node(n *node, level int) {
	if w.Len() > maxOutput { // Regexp2 refuses it
		return
	}
	switch n.op {
	case opSet:
		w.set(n.set)
	case opCat:
		w.group("(?:", level == levelAtom, func() {
			for _, sub := range n.subs {
				w.node(sub, levelCat)
			}
		})
	case opAlt:
		if len(n.subs) == 0 {
			w.WriteString(dotnetNotation{}.none())
			return
		}
		w.group("(?:", level > levelAlt, func() { w.alternatives(n.subs) })
	case opRepeat:
		w.group("(?:", level == levelAtom, func() { w.repeat(n) })
	case opGroup:
		w.group(fmt.Sprintf("(?<%d>", n.number), true, func() { w.node(n.subs[0], levelAlt) })
	case opBegin:
		w.WriteString(`\A`)
	case opBeginLine:
		w.WriteString(`(?<![^\n])`)
	case opEnd:
		w.WriteString(`\z`)
	case opEndLine:
		w.WriteString(`(?![^\n])`)
	case opDollar:
		w.WriteString(`(?=\n?\z)`)
	case opWord, opNotWord:
		w.boundary(n)
	case opLook:
		w.group(lookOpening(n), true, func() { w.node(n.subs[0], levelAlt) })
	case opRef:
		w.reference(n)
	case opConditional:
		w.group(fmt.Sprintf("(?(%d)", n.number), true, func() {
			w.node(n.subs[0], levelCat)
			w.WriteByte('|')
			w.node(n.subs[1], levelCat)
		})
	default:
		panic("pyre: node that is only made for RE2")
	}
}

func (w *dotnetPrinter) group(opening string, wrap bool, content func()) {
	if wrap {
		w.WriteString(opening)
	}
	content()
	if wrap {
		w.WriteString(")")
	}
}

func (w *dotnetPrinter) alternatives(subs []*node) {
	for i, sub := range subs {
		if i > 0 {
			w.WriteByte('|')
		}
		w.node(sub, levelCat)
	}
}

func (w *dotnetPrinter) repeat(n *node) {
	w.node(n.subs[0], levelAtom)
	w.WriteString(bounds(n.min, n.max))
	if n.lazy {
		w.WriteByte('?')
	}
}

// boundary writes \b and \B with Python's word characters. Python finds no \B
// in the empty text.
func (w *dotnetPrinter) boundary(n *node) {
	word := w.text(n.set)
	if n.op == opWord {
		fmt.Fprintf(w, `(?:(?<=%[1]s)(?!%[1]s)|(?<!%[1]s)(?=%[1]s))`, word)
		return
	}
	fmt.Fprintf(w, `(?:(?<=%[1]s)(?=%[1]s)|(?<!%[1]s)(?!%[1]s)(?!\A\z))`, word)
}

func lookOpening(n *node) string {
	opening := "(?"
	if n.behind {
		opening += "<"
	}
	if n.negated {
		return opening + "!"
	}
	return opening + "="
}

// reference writes a back-reference. The engine folds with Unicode's lower case,
// as Python does in a reference.
func (w *dotnetPrinter) reference(n *node) {
	text := fmt.Sprintf(`\k<%d>`, n.number)
	if n.fold {
		text = "(?i:" + text + ")"
	}
	w.WriteString(text)
}

func (w *dotnetPrinter) set(s *set) { w.WriteString(w.text(s)) }

func (w *dotnetPrinter) text(s *set) string {
	text, ok := w.texts[s]
	if !ok {
		text = setText(s, dotnetNotation{})
		w.texts[s] = text
	}
	return text
}

// dotnetNotation writes characters for regexp2.
type dotnetNotation struct{}

func (dotnetNotation) any() string  { return `[\s\S]` }
func (dotnetNotation) dot() string  { return `[^\n]` }
func (dotnetNotation) none() string { return `(?!)` }

func (dotnetNotation) char(b *strings.Builder, r rune, _ bool) {
	switch {
	case r == '\n':
		b.WriteString(`\n`)
	case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/_ ,:;=@%&~<>!\"'`", r)):
		b.WriteRune(r)
	case r <= 0xffff:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		b.WriteRune(r)
	}
}
