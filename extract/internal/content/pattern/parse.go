package pattern

import (
	"errors"
	"fmt"
	"strings"
)

// maxDepth is how deeply groups may nest. Python's own limit is its stack, at
// some hundred groups.
const maxDepth = 200

// errVerbose restarts a parse when (?x) is met: what stood before it is read
// again with white space and comments left out, as Python does.
var errVerbose = errors.New("verbose flag")

type flags struct{ ignoreCase, multiline, dotAll, verbose bool }

func (f flags) or(g flags) flags {
	return flags{f.ignoreCase || g.ignoreCase, f.multiline || g.multiline, f.dotAll || g.dotAll, f.verbose || g.verbose}
}

func (f flags) without(g flags) flags {
	return flags{f.ignoreCase && !g.ignoreCase, f.multiline && !g.multiline, f.dotAll && !g.dotAll, f.verbose && !g.verbose}
}

type parser struct {
	src    string
	pos    int
	global flags // found in (?i) and the like, which hold for the whole pattern wherever they stand
	depth  int
	names  map[string]int
	groups []width // [0] is unused
	open   []bool  // by group
	// behind is the number of groups there were when the outermost look-behind began; 0 outside.
	behind int
	conds  []int // groups that conditionals name; they may come later
}

// parse reads a pattern. The flags that hold for the whole pattern may stand at
// its end, so a pattern that has any is read twice.
func parse(src string) (*node, []width, error) {
	var known flags
	for {
		p := &parser{src: src, global: known, names: map[string]int{}, groups: make([]width, 1), open: make([]bool, 1)}
		n, err := p.alternatives(known)
		switch {
		case errors.Is(err, errVerbose) && !known.verbose:
			known = p.global
			continue
		case err != nil:
			return nil, nil, err
		case p.pos < len(p.src):
			return nil, nil, p.errorf("unbalanced parenthesis")
		case p.global != known:
			known = p.global
			continue
		}
		for _, group := range p.conds {
			if group >= len(p.groups) {
				return nil, nil, fmt.Errorf("invalid group reference %d", group)
			}
		}
		return n, p.groups, nil
	}
}

func (p *parser) errorf(format string, args ...any) error {
	return fmt.Errorf("%s at position %d", fmt.Sprintf(format, args...), p.pos)
}

func (p *parser) peek(b byte) bool { return p.pos < len(p.src) && p.src[p.pos] == b }

func (p *parser) accept(b byte) bool {
	if !p.peek(b) {
		return false
	}
	p.pos++
	return true
}

// while consumes up to limit bytes that stand in allowed.
func (p *parser) while(limit int, allowed string) string {
	start := p.pos
	for p.pos < len(p.src) && p.pos-start < limit && strings.IndexByte(allowed, p.src[p.pos]) >= 0 {
		p.pos++
	}
	return p.src[start:p.pos]
}

func (p *parser) alternatives(f flags) (*node, error) {
	var subs []*node
	for {
		n, err := p.sequence(f)
		if err != nil {
			return nil, err
		}
		subs = append(subs, n)
		if !p.accept('|') {
			break
		}
	}
	if len(subs) == 1 {
		return subs[0], nil
	}
	return &node{op: opAlt, subs: subs}, nil
}

func (p *parser) sequence(f flags) (*node, error) {
	seq := &node{op: opCat}
	for p.pos < len(p.src) && !p.peek('|') && !p.peek(')') {
		c := p.src[p.pos]
		p.pos++
		if f.verbose && p.skipped(c) {
			continue
		}
		var n *node
		var err error
		switch c {
		case '\\':
			n, err = p.escape(f)
		case '[':
			n, err = p.brackets(f)
		case '*', '+', '?', '{':
			n, err = p.repeat(c, seq, f)
		case '.':
			n = &node{op: opSet, set: notNewline()}
			if f.dotAll {
				n.set = anyByte()
			}
		case '(':
			n, err = p.group(f)
		case '^':
			n = &node{op: opBegin}
			if f.multiline {
				n.op = opBeginLine
			}
		case '$':
			n = &node{op: opEnd}
			if f.multiline {
				n.op = opEndLine
			}
		default:
			n = literal(c, f)
		}
		if err != nil {
			return nil, err
		}
		if n != nil { // a comment, flags, or a repetition of the last node
			seq.subs = append(seq.subs, n)
		}
	}
	return seq, nil
}

// skipped leaves out white space and comments of verbose patterns.
func (p *parser) skipped(c byte) bool {
	if c == '#' {
		if end := strings.IndexByte(p.src[p.pos:], '\n'); end >= 0 {
			p.pos += end + 1
		} else {
			p.pos = len(p.src)
		}
		return true
	}
	return spaces().has(c)
}

func literal(c byte, f flags) *node {
	s := single(c)
	if f.ignoreCase {
		s = s.folded()
	}
	return &node{op: opSet, set: s}
}
