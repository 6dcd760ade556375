package pyre

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/internal/python"
)

func itoa(n int) string { return strconv.Itoa(n) }

// group parses what follows an opening parenthesis. It returns nil for what
// leaves no item: comments and global flags.
func (p *parser) group(verbose bool) item {
	start := p.tell() - 1
	if !p.match("?") {
		return p.body(group{number: p.open("")}, verbose, start)
	}
	char := p.get()
	switch {
	case char == noToken:
		p.fail(0, "unexpected end of pattern")
	case char == "P":
		return p.pythonGroup(verbose, start)
	case char == ":":
		return p.body(group{}, verbose, start)
	case char == "#":
		p.comment(start)
		return nil
	case isOneOf(char, "=!<"):
		return p.look(char, verbose, start)
	case char == "(":
		return p.conditional(verbose, start)
	case flagOf(char) != 0 || char == "-":
		add, del, global := p.groupFlags(char)
		if !global {
			return p.body(group{add: add, del: del}, verbose, start)
		}
		if p.flags&flagX != 0 && !verbose {
			panic(verboseFound{})
		}
		return nil
	}
	p.fail(length(char)+1, "unknown extension ?"+char)
	return nil
}

// body parses a group's content and its closing parenthesis.
func (p *parser) body(g group, verbose bool, start int) item {
	g.item = p.alternatives((verbose || g.add&flagX != 0) && g.del&flagX == 0)
	p.closing(start)
	if g.number > 0 {
		w := widthOf(g.item, p.widths)
		w.closed = true
		p.widths[g.number] = w
	}
	return g
}

func (p *parser) closing(start int) {
	if !p.match(")") {
		p.failAt(start, "missing ), unterminated subpattern")
	}
}

// open numbers a capturing group.
func (p *parser) open(name string) int {
	number := len(p.widths)
	p.widths = append(p.widths, width{})
	if name != "" {
		if was, ok := p.names[name]; ok {
			p.fail(length(name)+1, fmt.Sprintf("redefinition of group name %s as group %d; was group %d", python.Repr(name), number, was))
		}
		p.names[name] = number
	}
	return number
}

// pythonGroup parses (?P<name>…) and (?P=name).
func (p *parser) pythonGroup(verbose bool, start int) item {
	switch {
	case p.match("<"):
		name := p.getUntil(">", "group name")
		p.checkName(name)
		return p.body(group{number: p.open(name)}, verbose, start)
	case p.match("="):
		name := p.getUntil(")", "group name")
		p.checkName(name)
		number := p.named(name)
		if !p.widths[number].closed {
			p.fail(length(name)+1, "cannot refer to an open group")
		}
		p.checkLookbehindGroup(number)
		p.refs = true
		return backref{number: number, pos: start}
	}
	char := p.get()
	if char == noToken {
		p.fail(0, "unexpected end of pattern")
	}
	p.fail(length(char)+2, "unknown extension ?P"+char)
	return nil
}

func (p *parser) checkName(name string) {
	if !isIdentifier(name) {
		p.fail(length(name)+1, "bad character in group name "+python.Repr(name))
	}
}

func (p *parser) named(name string) int {
	number, ok := p.names[name]
	if !ok {
		p.fail(length(name)+1, "unknown group name "+python.Repr(name))
	}
	return number
}

// checkLookbehindGroup refuses references whose width a look-behind does not know yet.
func (p *parser) checkLookbehindGroup(number int) {
	if p.lookbehindGroups < 0 {
		return
	}
	if number >= len(p.widths) || !p.widths[number].closed {
		p.fail(0, "cannot refer to an open group")
	}
	if number >= p.lookbehindGroups {
		p.fail(0, "cannot refer to group defined in the same lookbehind subpattern")
	}
}

func (p *parser) comment(start int) {
	for {
		if p.next == noToken {
			p.failAt(start, "missing ), unterminated comment")
		}
		if p.get() == ")" {
			return
		}
	}
}

// look parses the four kinds of look-around.
func (p *parser) look(char string, verbose bool, start int) item {
	l := look{pos: start}
	if char == "<" {
		char = p.get()
		if char == noToken {
			p.fail(0, "unexpected end of pattern")
		}
		if !isOneOf(char, "=!") {
			p.fail(length(char)+2, "unknown extension ?<"+char)
		}
		l.behind = true
		if p.lookbehindGroups < 0 {
			p.lookbehindGroups = len(p.widths)
			defer func() { p.lookbehindGroups = -1 }()
		}
	}
	l.negated = char == "!"
	l.item = p.alternatives(verbose)
	p.closing(start)
	return l
}

// conditional parses (?(group)yes|no).
func (p *parser) conditional(verbose bool, start int) item {
	name := p.getUntil(")", "group name")
	c := conditional{pos: start}
	if isIdentifier(name) {
		c.number = p.named(name)
	} else {
		c.number = p.groupNumber(name)
	}
	p.checkLookbehindGroup(c.number)
	p.refs = true
	if p.depth++; p.depth > maxDepth {
		p.unsupported(start, "groups nested more than 200 deep")
	}
	c.yes = p.sequence(verbose)
	if p.match("|") {
		c.no = p.sequence(verbose)
		if p.next == "|" {
			p.fail(0, "conditional backref with more than two branches")
		}
	}
	p.depth--
	p.closing(start)
	return c
}

// groupNumber reads a group's number as Python's int does: blanks around it, a
// sign, and single underscores between the digits are fine.
func (p *parser) groupNumber(name string) int {
	text := strings.TrimFunc(name, isSpace)
	n, err := strconv.Atoi(strings.ReplaceAll(text, "_", ""))
	if err != nil || n < 0 || strings.HasSuffix(text, "_") || strings.Contains(text, "__") ||
		strings.HasPrefix(strings.TrimLeft(text, "+-"), "_") {
		p.fail(length(name)+1, "bad character in group name "+python.Repr(name))
	}
	const maxGroups = 1<<31 - 1
	switch {
	case n == 0:
		p.fail(length(name)+1, "bad group number")
	case n >= maxGroups/2:
		p.fail(length(name)+1, "invalid group reference "+itoa(n))
	}
	p.conditions = append(p.conditions, n)
	return n
}
