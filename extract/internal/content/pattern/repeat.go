package pattern

import "strconv"

const decimal = "0123456789"

// repeat reads the rest of a quantifier and wraps the last node of seq in it.
// A brace that begins no quantifier is returned as the literal that it is.
func (p *parser) repeat(c byte, seq *node, f flags) (*node, error) {
	lo, hi := 0, unlimited
	switch c {
	case '+':
		lo = 1
	case '?':
		hi = 1
	case '{':
		var ok bool
		var err error
		if lo, hi, ok, err = p.braces(); err != nil {
			return nil, err
		}
		if !ok {
			return literal('{', f), nil
		}
	}
	if len(seq.subs) == 0 {
		return nil, p.errorf("nothing to repeat")
	}
	last := seq.subs[len(seq.subs)-1]
	if last.anchor() {
		return nil, p.errorf("nothing to repeat")
	}
	if last.op == opRepeat {
		return nil, p.errorf("multiple repeat")
	}
	seq.subs[len(seq.subs)-1] = &node{op: opRepeat, subs: []*node{last}, min: lo, max: hi, lazy: p.accept('?')}
	return nil, nil
}

// braces reads n}, n,}, ,m}, n,m} or ,} after a brace; with anything else it
// consumes nothing.
func (p *parser) braces() (lo, hi int, ok bool, err error) {
	start := p.pos
	if p.peek('}') {
		return 0, 0, false, nil
	}
	low := p.while(len(p.src), decimal)
	high := low
	if p.accept(',') {
		high = p.while(len(p.src), decimal)
	}
	if !p.accept('}') {
		p.pos = start
		return 0, 0, false, nil
	}
	lo, hi = 0, unlimited
	if low != "" {
		if lo, err = p.count(low); err != nil {
			return 0, 0, false, err
		}
	}
	if high != "" {
		if hi, err = p.count(high); err != nil {
			return 0, 0, false, err
		}
		if hi < lo {
			return 0, 0, false, p.errorf("min repeat greater than max repeat")
		}
	}
	return lo, hi, true, nil
}

func (p *parser) count(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n >= unlimited {
		return 0, p.errorf("the repetition number is too large")
	}
	return n, nil
}
