package pyre

// widthOf is the least and greatest number of characters that an item takes.
func widthOf(it item, groups []width) width {
	switch it := it.(type) {
	case literal, anyChar, class:
		return width{min: 1, max: 1}
	case sequence:
		var w width
		for _, sub := range it {
			v := widthOf(sub, groups)
			w = capWidth(width{min: w.min + v.min, max: w.max + v.max})
		}
		return w
	case branches:
		w := width{min: unlimited - 1}
		for _, sub := range it {
			v := widthOf(sub, groups)
			w.min, w.max = min(w.min, v.min), max(w.max, v.max)
		}
		return w
	case repeat:
		v := widthOf(it.item, groups)
		return capWidth(width{min: mulWidth(v.min, it.min), max: mulWidth(v.max, it.max)})
	case group:
		return widthOf(it.item, groups)
	case backref:
		return groups[it.number]
	case conditional:
		w := widthOf(it.yes, groups)
		var no width
		if it.no != nil {
			no = widthOf(it.no, groups)
		}
		return width{min: min(w.min, no.min), max: max(w.max, no.max)}
	}
	return width{}
}

// Python 3.8 caps the least number below the greatest, so what is too long has no
// fixed width.
func capWidth(w width) width { return width{min: min(w.min, unlimited-1), max: min(w.max, unlimited)} }

func mulWidth(n, times int) int {
	if n != 0 && times > unlimited/n {
		return unlimited
	}
	return n * times
}

// checkLookbehinds refuses look-behinds that take a varying number of
// characters. Python finds out when it compiles, and names no position.
func (p *parser) checkLookbehinds(it item) {
	switch it := it.(type) {
	case sequence:
		for _, sub := range it {
			p.checkLookbehinds(sub)
		}
	case branches:
		for _, sub := range it {
			p.checkLookbehinds(sub)
		}
	case repeat:
		p.checkLookbehinds(it.item)
	case group:
		p.checkLookbehinds(it.item)
	case conditional:
		p.checkLookbehinds(it.yes)
		p.checkLookbehinds(it.no)
	case look:
		if it.behind {
			if w := widthOf(it.item, p.widths); w.min != w.max {
				panic(stop{&SyntaxError{Pattern: p.pattern, Pos: -1, Msg: "look-behind requires fixed-width pattern"}})
			}
		}
		p.checkLookbehinds(it.item)
	}
}
