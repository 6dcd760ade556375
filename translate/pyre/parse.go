package pyre

import (
	"math/big"
	"unicode/utf8"
)

// parser follows the steps of Python 3.8's own parser, so that errors come in
// the same order, at the same place and in the same words.
type parser struct {
	*source
	flags            flags
	names            map[string]int
	widths           []width // by group number; open groups are !closed
	lookbehindGroups int     // groups known when the outermost look-behind began; -1 outside
	conditions       []int   // the groups of (?(number)…), which may be defined later
	depth            int
	refs             bool
}

// width is the least and greatest number of characters of an item.
type width struct {
	min, max int
	closed   bool
}

// verboseFound restarts the parser: (?x) anywhere makes the whole pattern verbose.
type verboseFound struct{}

func parse(pattern string) (t *tree, err error) {
	if len(pattern) > maxPattern.Int() {
		return nil, &UnsupportedError{Pattern: pattern, Pos: -1, Construct: maxPattern.Exceeded("a pattern of more than %d bytes", maxPattern.Int()).Error()}
	}
	if !utf8.ValidString(pattern) {
		return nil, &UnsupportedError{Pattern: pattern, Pos: -1, Construct: "a pattern that is not UTF-8"}
	}
	defer func() {
		if r := recover(); r != nil {
			s, ok := r.(stop)
			if !ok {
				panic(r)
			}
			t, err = nil, s.err
		}
	}()
	t, again := parseOnce(pattern, 0)
	if again {
		t, _ = parseOnce(pattern, flagX)
	}
	return t, nil
}

func parseOnce(pattern string, initial flags) (t *tree, again bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(verboseFound); !ok {
				panic(r)
			}
			again = true
		}
	}()
	p := &parser{
		source:           newSource(pattern),
		flags:            initial,
		names:            map[string]int{},
		widths:           []width{{}},
		lookbehindGroups: -1,
	}
	root := p.alternatives(initial&flagX != 0)
	if p.flags&flagA != 0 && p.flags&flagU != 0 {
		panic(stop{&SyntaxError{Pattern: pattern, Pos: -1, Msg: "ASCII and UNICODE flags are incompatible"}})
	}
	if p.next != noToken {
		p.fail(0, "unbalanced parenthesis")
	}
	p.checkLookbehinds(root)
	for _, number := range p.conditions {
		if number >= len(p.widths) { // Python 3.8 finds out when it checks the compiled code
			panic(stop{&SyntaxError{Pattern: pattern, Pos: -1, Msg: "invalid SRE code"}})
		}
	}
	return &tree{root: root, flags: p.flags, refs: p.refs}, false
}

// alternatives parses a|b|c.
func (p *parser) alternatives(verbose bool) item {
	if p.depth++; p.depth > maxDepth {
		p.unsupported(p.tell(), "groups nested more than 200 deep")
	}
	defer func() { p.depth-- }()
	items := branches{p.sequence(verbose)}
	for p.match("|") {
		items = append(items, p.sequence(verbose))
	}
	if len(items) == 1 {
		return items[0]
	}
	return items
}

// sequence parses up to the next | or ) of this level.
func (p *parser) sequence(verbose bool) item {
	items := sequence{}
	for p.next != noToken && p.next != "|" && p.next != ")" {
		this := p.get()
		if verbose {
			if isOneOf(this, " \t\n\r\v\f") {
				continue
			}
			if this == "#" {
				for this != noToken && this != "\n" {
					this = p.get()
				}
				continue
			}
		}
		switch {
		case this[0] == '\\':
			items = append(items, p.escape(this))
		case this == "[":
			items = append(items, p.class())
		case isOneOf(this, "*+?{"):
			items = p.repeat(items, this)
		case this == ".":
			items = append(items, anyChar{})
		case this == "(":
			if g := p.group(verbose); g != nil {
				items = append(items, g)
			}
		case this == "^" || this == "$":
			items = append(items, assertion{this[0], p.tell() - 1})
		default:
			items = append(items, literal([]rune(this)[0]))
		}
	}
	return items
}

// repeat applies the quantifier that begins with this to the last item.
func (p *parser) repeat(items sequence, this string) sequence {
	here := p.tell()
	least, most := 0, unlimited
	switch this {
	case "?":
		most = 1
	case "+":
		least = 1
	case "{":
		var ok bool
		if least, most, ok = p.bounds(here); !ok {
			return append(items, literal('{'))
		}
	}
	back := p.tell() - here + 1
	if len(items) == 0 {
		p.fail(back, "nothing to repeat")
	}
	last := items[len(items)-1]
	switch last.(type) {
	case assertion:
		p.fail(back, "nothing to repeat")
	case repeat:
		p.fail(back, "multiple repeat")
	}
	items[len(items)-1] = repeat{item: last, min: least, max: most, lazy: p.match("?")}
	return items
}

// bounds reads {n}, {n,}, {,m} or {n,m} after the brace; not ok is a literal brace.
func (p *parser) bounds(here int) (least, most int, ok bool) {
	if p.next == "}" {
		return 0, 0, false
	}
	digits := func() string { return p.getWhile(len(p.runes), "0123456789") }
	lo := digits()
	hi := lo
	if p.match(",") {
		hi = digits()
	}
	if !p.match("}") {
		p.seek(here)
		return 0, 0, false
	}
	least, most = 0, unlimited
	if lo != "" {
		least = p.count(lo)
	}
	if hi != "" {
		if most = p.count(hi); most < least {
			p.fail(p.tell()-here, "min repeat greater than max repeat")
		}
	}
	return least, most, true
}

// count converts the digits of a bound. Python raises an OverflowError, which
// has no position.
func (p *parser) count(digits string) int {
	n, _ := new(big.Int).SetString(digits, 10)
	if !n.IsInt64() || n.Int64() >= unlimited {
		panic(stop{&SyntaxError{Pattern: p.pattern, Pos: -1, Msg: "the repetition number is too large"}})
	}
	return int(n.Int64())
}
