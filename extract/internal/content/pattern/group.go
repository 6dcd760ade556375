package pattern

import (
	"strconv"
	"strings"
)

// group reads what follows an opening parenthesis. A comment and flags for the
// whole pattern give no node.
func (p *parser) group(f flags) (*node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.errorf("groups nested more than %d deep", maxDepth)
	}
	defer func() { p.depth-- }()
	if !p.accept('?') {
		return p.capture("", f)
	}
	if p.pos == len(p.src) {
		return nil, p.errorf("unexpected end of pattern")
	}
	c := p.src[p.pos]
	p.pos++
	switch c {
	case ':':
		return p.enclosed(&node{op: opSub}, f)
	case '#':
		_, err := p.until(')', "comment")
		return nil, err
	case '=', '!':
		return p.enclosed(&node{op: opLook, negative: c == '!'}, f)
	case '<':
		return p.lookBehind(f)
	case '(':
		return p.conditional(f)
	case 'P':
		return p.named(f)
	case '-', 'i', 'm', 's', 'x', 'a', 'L', 'u', 't':
		p.pos--
		return p.flagged(f)
	}
	return nil, p.errorf("unknown extension ?%c", c)
}

// enclosed reads the rest of a group into n.
func (p *parser) enclosed(n *node, f flags) (*node, error) {
	sub, err := p.alternatives(f)
	if err != nil {
		return nil, err
	}
	if !p.accept(')') {
		return nil, p.errorf("missing ), unterminated subpattern")
	}
	n.subs = []*node{sub}
	return n, nil
}

func (p *parser) capture(name string, f flags) (*node, error) {
	group := len(p.groups)
	p.groups = append(p.groups, width{})
	p.open = append(p.open, true)
	if name != "" {
		if _, taken := p.names[name]; taken {
			return nil, p.errorf("redefinition of group name %q", name)
		}
		p.names[name] = group
	}
	n, err := p.enclosed(&node{op: opGroup, group: group}, f)
	if err != nil {
		return nil, err
	}
	p.open[group] = false
	p.groups[group] = n.width(p.groups)
	return n, nil
}

func (p *parser) lookBehind(f flags) (*node, error) {
	negative := p.peek('!')
	if !p.accept('=') && !p.accept('!') {
		return nil, p.errorf("unknown extension ?<")
	}
	outermost := p.behind == 0
	if outermost {
		p.behind = len(p.groups)
	}
	n, err := p.enclosed(&node{op: opLook, behind: true, negative: negative}, f)
	if err != nil {
		return nil, err
	}
	if outermost {
		p.behind = 0
	}
	if w := n.subs[0].width(p.groups); w.min != w.max {
		return nil, p.errorf("look-behind requires fixed-width pattern")
	}
	return n, nil
}

func (p *parser) conditional(f flags) (*node, error) {
	name, err := p.until(')', "group name")
	if err != nil {
		return nil, err
	}
	group, known := p.names[name]
	if !known {
		if group, err = strconv.Atoi(name); err != nil || group <= 0 {
			return nil, p.errorf("unknown group name %q", name)
		}
		p.conds = append(p.conds, group)
	}
	if p.behind > 0 {
		if err := p.checkReference(group); err != nil {
			return nil, err
		}
	}
	yes, err := p.sequence(f)
	if err != nil {
		return nil, err
	}
	no := &node{op: opCat}
	if p.accept('|') {
		if no, err = p.sequence(f); err != nil {
			return nil, err
		}
		if p.peek('|') {
			return nil, p.errorf("conditional backref with more than two branches")
		}
	}
	if !p.accept(')') {
		return nil, p.errorf("missing ), unterminated subpattern")
	}
	return &node{op: opCond, group: group, subs: []*node{yes, no}}, nil
}

func (p *parser) named(f flags) (*node, error) {
	switch {
	case p.accept('<'):
		name, err := p.until('>', "group name")
		if err != nil {
			return nil, err
		}
		if !identifier(name) {
			return nil, p.errorf("bad character in group name %q", name)
		}
		return p.capture(name, f)
	case p.accept('='):
		name, err := p.until(')', "group name")
		if err != nil {
			return nil, err
		}
		group, known := p.names[name]
		if !known {
			return nil, p.errorf("unknown group name %q", name)
		}
		if err := p.checkReference(group); err != nil {
			return nil, err
		}
		return &node{op: opBackref, group: group, fold: f.ignoreCase}, nil
	}
	return nil, p.errorf("unknown extension ?P")
}

// until consumes up to and including end.
func (p *parser) until(end byte, what string) (string, error) {
	rest := p.src[p.pos:]
	i := strings.IndexByte(rest, end)
	if i < 0 {
		return "", p.errorf("missing %c after %s", end, what)
	}
	if i == 0 && what != "comment" {
		return "", p.errorf("missing %s", what)
	}
	p.pos += i + 1
	return rest[:i], nil
}

func identifier(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !asciiLetter(c) && c != '_' && (i == 0 || !isDigit(c)) {
			return false
		}
	}
	return name != ""
}
