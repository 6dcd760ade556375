package pattern

import "strconv"

const (
	octal       = "01234567"
	hexadecimal = "0123456789abcdefABCDEF"
)

func asciiLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// escape reads what follows a backslash outside brackets.
func (p *parser) escape(f flags) (*node, error) {
	if p.pos == len(p.src) {
		return nil, p.errorf("bad escape (end of pattern)")
	}
	c := p.src[p.pos]
	switch c {
	case 'A':
		p.pos++
		return &node{op: opBegin}, nil
	case 'Z':
		p.pos++
		return &node{op: opEndText}, nil
	case 'b':
		p.pos++
		return &node{op: opWord}, nil
	case 'B':
		p.pos++
		return &node{op: opNotWord}, nil
	}
	if s, ok := class(c); ok {
		p.pos++
		return &node{op: opSet, set: s}, nil
	}
	if c != '0' && isDigit(c) {
		return p.reference(f)
	}
	b, err := p.escapedByte()
	if err != nil {
		return nil, err
	}
	return literal(b, f), nil
}

// reference reads \1 to \99, or three octal digits.
func (p *parser) reference(f flags) (*node, error) {
	start := p.pos
	p.pos++
	if p.pos < len(p.src) && isDigit(p.src[p.pos]) {
		p.pos++
		if p.pos < len(p.src) && all(p.src[start:p.pos+1], octal) {
			p.pos++
			value, err := strconv.ParseUint(p.src[start:p.pos], 8, 8)
			if err != nil {
				return nil, p.errorf("octal escape value outside of range 0-0o377")
			}
			return literal(byte(value), f), nil
		}
	}
	group, _ := strconv.Atoi(p.src[start:p.pos]) // two digits at most
	if err := p.checkReference(group); err != nil {
		return nil, err
	}
	return &node{op: opBackref, group: group, fold: f.ignoreCase}, nil
}

func (p *parser) checkReference(group int) error {
	switch {
	case group >= len(p.groups):
		return p.errorf("invalid group reference %d", group)
	case p.open[group]:
		return p.errorf("cannot refer to an open group")
	case p.behind > 0 && group >= p.behind:
		return p.errorf("cannot refer to group defined in the same lookbehind subpattern")
	}
	return nil
}

// escapedByte reads an escape that stands for one byte, inside or outside brackets.
func (p *parser) escapedByte() (byte, error) {
	c := p.src[p.pos]
	p.pos++
	switch c {
	case 'a':
		return '\a', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'v':
		return '\v', nil
	case 'x':
		hex := p.while(2, hexadecimal)
		value, err := strconv.ParseUint(hex, 16, 8)
		if err != nil || len(hex) != 2 {
			return 0, p.errorf("incomplete escape \\x%s", hex)
		}
		return byte(value), nil
	case '0':
		value, _ := strconv.ParseUint("0"+p.while(2, octal), 8, 8) // \077 at most
		return byte(value), nil
	}
	if asciiLetter(c) || isDigit(c) {
		return 0, p.errorf("bad escape \\%c", c)
	}
	return c, nil
}

func all(s, allowed string) bool {
	for i := range len(s) {
		if !has(allowed, s[i]) {
			return false
		}
	}
	return true
}

func has(s string, b byte) bool {
	for i := range len(s) {
		if s[i] == b {
			return true
		}
	}
	return false
}

// brackets reads a set after its opening bracket. [:alpha:] and && have no
// meaning of their own in Python.
func (p *parser) brackets(f flags) (*node, error) {
	var s set
	negate := p.accept('^')
	for first := true; ; first = false {
		if p.pos == len(p.src) {
			return nil, p.errorf("unterminated character set")
		}
		if !first && p.accept(']') {
			break
		}
		lo, member, err := p.member()
		if err != nil {
			return nil, err
		}
		if !p.peek('-') {
			s.union(member)
			continue
		}
		p.pos++
		if p.pos == len(p.src) {
			return nil, p.errorf("unterminated character set")
		}
		if p.accept(']') {
			s.union(member)
			s.add('-')
			break
		}
		hi, _, err := p.member()
		if err != nil {
			return nil, err
		}
		if lo < 0 || hi < lo {
			return nil, p.errorf("bad character range")
		}
		s.addRange(byte(lo), byte(hi))
	}
	if f.ignoreCase {
		s = s.folded()
	}
	if negate {
		s = s.negated()
	}
	return &node{op: opSet, set: s}, nil
}

// member reads one member of a set: a byte, or a class (b is then -1).
func (p *parser) member() (b int, s set, err error) {
	c := p.src[p.pos]
	p.pos++
	if c != '\\' {
		return int(c), single(c), nil
	}
	if p.pos == len(p.src) {
		return 0, set{}, p.errorf("bad escape (end of pattern)")
	}
	c = p.src[p.pos]
	if s, ok := class(c); ok {
		p.pos++
		return -1, s, nil
	}
	switch {
	case c == 'b': // backspace inside brackets
		p.pos++
		c = '\b'
	case has(octal, c):
		value, err := strconv.ParseUint(p.while(3, octal), 8, 8)
		if err != nil {
			return 0, set{}, p.errorf("octal escape value outside of range 0-0o377")
		}
		c = byte(value)
	default:
		if c, err = p.escapedByte(); err != nil {
			return 0, set{}, err
		}
	}
	return int(c), single(c), nil
}
