package pyre

import (
	"fmt"
	"strings"
)

// SyntaxError is a pattern that Python 3.8 does not compile.
type SyntaxError struct {
	Pattern string
	Pos     int    // in characters from 0; -1 where Python names no position
	Msg     string // Python's wording
}

// Error is the text of Python's re.error: "nothing to repeat at position 0".
func (e *SyntaxError) Error() string {
	if e.Pos < 0 {
		return e.Msg
	}
	text := fmt.Sprintf("%s at position %d", e.Msg, e.Pos)
	runes := []rune(e.Pattern)
	if !strings.ContainsRune(e.Pattern, '\n') || e.Pos > len(runes) {
		return text
	}
	before := string(runes[:e.Pos])
	line := strings.Count(before, "\n") + 1
	column := e.Pos + 1
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		column = len([]rune(before[i+1:])) + 1
	}
	return fmt.Sprintf("%s (line %d, column %d)", text, line, column)
}

// UnsupportedError is a pattern that Python compiles and that cannot be
// translated without changing its meaning.
type UnsupportedError struct {
	Pattern   string
	Pos       int    // in characters from 0; -1 where it is the pattern as a whole
	Construct string // what is in the way: "back-reference", "look-ahead", …
}

// Error names the construct and where it stands.
func (e *UnsupportedError) Error() string {
	if e.Pos < 0 {
		return "no exact translation: " + e.Construct
	}
	return fmt.Sprintf("no exact translation: %s at position %d", e.Construct, e.Pos)
}
