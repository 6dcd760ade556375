package pyre

import "slices"

// noToken is the token after the last one.
const noToken = ""

// source hands out a pattern's tokens: one character, or a backslash with the
// character after it. Positions count characters, as Python's do.
type source struct {
	pattern string
	runes   []rune
	index   int    // of the character after next
	next    string // noToken at the end
}

// stop carries the first error out of the parser; parse recovers it.
type stop struct{ err error }

func newSource(pattern string) *source {
	s := &source{pattern: pattern, runes: []rune(pattern)}
	s.advance()
	return s
}

func (s *source) advance() {
	if s.index >= len(s.runes) {
		s.next = noToken
		return
	}
	end := s.index + 1
	if s.runes[s.index] == '\\' {
		if end++; end > len(s.runes) {
			s.failAt(len(s.runes)-1, "bad escape (end of pattern)")
		}
	}
	s.next = string(s.runes[s.index:end])
	s.index = end
}

// get returns the next token and goes on.
func (s *source) get() string {
	token := s.next
	s.advance()
	return token
}

// match goes on if the next token is the given one.
func (s *source) match(token string) bool {
	if s.next != token {
		return false
	}
	s.advance()
	return true
}

// getWhile takes at most n characters of the given ones.
func (s *source) getWhile(n int, chars string) string {
	var taken []rune
	for range n {
		if !isOneOf(s.next, chars) {
			break
		}
		taken = append(taken, []rune(s.get())...)
	}
	return string(taken)
}

// getUntil takes a name up to its terminator.
func (s *source) getUntil(terminator, what string) string {
	var name []rune
	for {
		token := s.get()
		switch {
		case token == noToken && len(name) == 0:
			s.fail(0, "missing "+what)
		case token == noToken:
			s.fail(len(name), "missing "+terminator+", unterminated name")
		case token == terminator && len(name) == 0:
			s.fail(1, "missing "+what)
		case token == terminator:
			return string(name)
		}
		name = append(name, []rune(token)...)
	}
}

// tell is the position of the next token.
func (s *source) tell() int { return s.index - length(s.next) }

func (s *source) seek(index int) {
	s.index = index
	s.advance()
}

// fail stops parsing with an error that begins back characters before the next token.
func (s *source) fail(back int, msg string) { s.failAt(s.tell()-back, msg) }

func (s *source) failAt(pos int, msg string) {
	panic(stop{&SyntaxError{Pattern: s.pattern, Pos: pos, Msg: msg}})
}

func (s *source) unsupported(pos int, construct string) {
	panic(stop{&UnsupportedError{Pattern: s.pattern, Pos: pos, Construct: construct}})
}

func length(text string) int { return len([]rune(text)) }

// isOneOf reports whether a token is a single one of the (ASCII) characters.
func isOneOf(token, chars string) bool {
	return len(token) == 1 && slices.Contains([]byte(chars), token[0])
}
