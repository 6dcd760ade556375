package pattern

// flagged reads (?flags), which holds for the whole pattern and gives no node,
// or (?flags-flags:…).
func (p *parser) flagged(f flags) (*node, error) {
	var on, off flags
	if !p.peek('-') {
		var err error
		if on, _, err = p.flagLetters(); err != nil {
			return nil, err
		}
	}
	switch {
	case p.accept(')'):
		p.global = p.global.or(on)
		if p.global.verbose && !f.verbose {
			return nil, errVerbose
		}
		return nil, nil
	case p.accept('-'):
		var (
			ascii bool
			err   error
		)
		if off, ascii, err = p.flagLetters(); err != nil {
			return nil, err
		}
		if ascii {
			return nil, p.errorf("bad inline flags: cannot turn off flag 'a'")
		}
		if off == (flags{}) {
			return nil, p.errorf("missing flag")
		}
	}
	if !p.accept(':') {
		return nil, p.errorf("missing : after flags")
	}
	if on.without(off) != on {
		return nil, p.errorf("bad inline flags: flag turned on and off")
	}
	return p.enclosed(&node{op: opSub}, f.or(on).without(off))
}

// flagLetters reads the letters of flags. (?a) changes nothing on bytes, (?u) is
// an error there, and what (?L) does depends on the machine that Anchore runs on.
func (p *parser) flagLetters() (f flags, ascii bool, err error) {
	for ; p.pos < len(p.src); p.pos++ {
		switch c := p.src[p.pos]; c {
		case 'i':
			f.ignoreCase = true
		case 'm':
			f.multiline = true
		case 's':
			f.dotAll = true
		case 'x':
			f.verbose = true
		case 'a':
			ascii = true
		case 'u':
			return f, false, p.errorf("bad inline flags: cannot use 'u' flag with a bytes pattern")
		case 'L', 't':
			return f, false, p.errorf("flag %q is not supported", c)
		case ')', '-', ':':
			return f, ascii, nil
		default:
			return f, false, p.errorf("unknown flag %q", c)
		}
	}
	return f, false, p.errorf("missing ) after flags")
}
