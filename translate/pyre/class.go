package pyre

// class parses a bracket expression after its opening bracket.
func (p *parser) class() item {
	start := p.tell() - 1
	unterminated := func() { p.failAt(start, "unterminated character set") }
	c := class{negated: p.match("^")}
	for {
		this := p.get()
		if this == noToken {
			unterminated()
		}
		if this == "]" && len(c.members) > 0 {
			return c
		}
		low := p.member(this)
		if !p.match("-") {
			c.members = append(c.members, low)
			continue
		}
		that := p.get()
		if that == noToken {
			unterminated()
		}
		if that == "]" {
			c.members = append(c.members, low, member{lo: '-', hi: '-'})
			return c
		}
		high := p.member(that)
		if low.category != 0 || high.category != 0 || high.lo < low.lo {
			p.fail(length(this)+1+length(that), "bad character range "+this+"-"+that)
		}
		c.members = append(c.members, member{lo: low.lo, hi: high.lo})
	}
}

func (p *parser) member(token string) member {
	if token[0] == '\\' {
		return p.classEscape(token)
	}
	r := []rune(token)[0]
	return member{lo: r, hi: r}
}
