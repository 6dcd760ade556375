package pyre

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/pratique-dev/pratique/internal/python"
)

const (
	hexDigits   = "0123456789abcdefABCDEF"
	octalDigits = "01234567"
	digits      = "0123456789"
)

// escape parses a backslash escape outside brackets.
func (p *parser) escape(token string) item {
	c := token[1]
	switch {
	case strings.IndexByte("dDsSwW", c) >= 0:
		return class{members: []member{{category: c}}}
	case strings.IndexByte("AbBZ", c) >= 0:
		return assertion{c, p.tell() - 2}
	case c == '0':
		n, _ := strconv.ParseInt(token[1:]+p.getWhile(2, octalDigits), 8, 32)
		return literal(n)
	case c >= '1' && c <= '9':
		return p.numberEscape(token)
	}
	return literal(p.charEscape(token))
}

// numberEscape parses three octal digits, or else a group's number.
func (p *parser) numberEscape(token string) item {
	start := p.tell() - 2
	if isOneOf(p.next, digits) {
		token += p.get()
		if isOneOf(token[1:2], octalDigits) && isOneOf(token[2:3], octalDigits) && isOneOf(p.next, octalDigits) {
			token += p.get()
			return literal(p.octal(token))
		}
	}
	number, _ := strconv.Atoi(token[1:])
	if number >= len(p.widths) {
		p.fail(len(token)-1, "invalid group reference "+itoa(number))
	}
	if !p.widths[number].closed {
		p.fail(len(token), "cannot refer to an open group")
	}
	p.checkLookbehindGroup(number)
	p.refs = true
	return backref{number: number, pos: start}
}

func (p *parser) octal(token string) rune {
	n, _ := strconv.ParseInt(token[1:], 8, 32)
	if n > 0o377 {
		p.fail(len(token), "octal escape value "+token+" outside of range 0-0o377")
	}
	return rune(n)
}

// classEscape parses a backslash escape inside brackets.
func (p *parser) classEscape(token string) member {
	c := token[1]
	switch {
	case strings.IndexByte("dDsSwW", c) >= 0:
		return member{category: c}
	case c == 'b':
		return member{lo: '\b', hi: '\b'}
	case isOneOf(token[1:], octalDigits):
		r := p.octal(token + p.getWhile(2, octalDigits))
		return member{lo: r, hi: r}
	case c == '8' || c == '9':
		p.fail(2, "bad escape "+token)
	}
	r := p.charEscape(token)
	return member{lo: r, hi: r}
}

// charEscape parses the escapes that mean one character everywhere.
func (p *parser) charEscape(token string) rune {
	switch c := token[1]; c {
	case 'a':
		return '\a'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'v':
		return '\v'
	case 'x':
		return p.hex(token, 2)
	case 'u':
		return p.hex(token, 4)
	case 'U':
		return p.hex(token, 8)
	case 'N':
		return p.charName()
	default:
		if 'a' <= c|0x20 && c|0x20 <= 'z' {
			p.fail(2, "bad escape "+token)
		}
	}
	return []rune(token)[1]
}

func (p *parser) hex(token string, n int) rune {
	token += p.getWhile(n, hexDigits)
	if len(token) != n+2 {
		p.fail(len(token), "incomplete escape "+token)
	}
	value, _ := strconv.ParseInt(token[2:], 16, 64)
	if value > unicode.MaxRune {
		p.fail(len(token), "bad escape "+token)
	}
	return rune(value)
}

// charName resolves \N{NAME}. Python also knows aliases and the names of
// Hangul syllables; a name that is not found here may be one of these.
func (p *parser) charName() rune {
	start := p.tell() - 2
	if !p.match("{") {
		p.fail(0, "missing {")
	}
	name := p.getUntil("}", "character name")
	r, ok := charNames()[strings.ToUpper(name)]
	if !ok && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -") != "" {
		p.fail(length(name)+4, "undefined character name "+python.Repr(name))
	}
	if !ok {
		p.unsupported(start, "the character name "+python.Repr(name))
	}
	return r
}
