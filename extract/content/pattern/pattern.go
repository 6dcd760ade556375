package pattern

import (
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/dlclark/regexp2"
)

// MaxBacktrack is the greatest length of a line, in bytes, on which a pattern is
// run that needs the backtracking engine, whose memory grows with the line.
const MaxBacktrack = 256 << 10

var (
	// ErrTime is the error of a match that ran out of time.
	ErrTime = errors.New("running out of time")
	// ErrLength is the error of a match on a line of more than [MaxBacktrack] bytes.
	ErrLength = fmt.Errorf("line of more than %d bytes", MaxBacktrack)
)

// Pattern is a compiled pattern. It may be used by several goroutines.
type Pattern struct {
	re2          *regexp.Regexp  // nil where RE2 cannot run the pattern
	backtracking *regexp2.Regexp // nil where it can
	literals     [][]byte
}

// Compile reads expr, a pattern in Python 3.8's syntax as UTF-8, as a pattern
// of bytes. limit bounds the time of one match, where the pattern needs the
// backtracking engine. The error says what Python would not accept and where.
func Compile(expr string, limit time.Duration) (*Pattern, error) {
	tree, _, err := parse(expr)
	if err != nil {
		return nil, err
	}
	p := &Pattern{}
	for _, text := range literals(tree) {
		p.literals = append(p.literals, []byte(text))
	}
	if text, ok := goSyntax(tree); ok {
		// Go refuses some repetitions that Python takes (nested ones of
		// together more than 1000); these backtrack.
		if p.re2, err = regexp.Compile(text); err == nil {
			return p, nil
		}
	}
	if p.backtracking, err = regexp2.Compile(netSyntax(tree), regexp2.None); err != nil {
		return nil, fmt.Errorf("converting: %w", err)
	}
	p.backtracking.MatchTimeout = limit
	return p, nil
}

// Literals are texts in lower case of which every line that matches holds at
// least one, whatever the case of its ASCII letters. None means that any line
// may match.
func (p *Pattern) Literals() [][]byte { return p.literals }

// Backtracks says whether the pattern runs on the backtracking engine.
func (p *Pattern) Backtracks() bool { return p.re2 == nil }

// Match says whether the pattern matches the line from its start. The error is
// [ErrTime] or [ErrLength]; it never holds any of the line.
func (p *Pattern) Match(line *Line) (bool, error) {
	if p.re2 != nil {
		return p.re2.Match(line.text()), nil
	}
	if len(line.raw) > MaxBacktrack {
		return false, ErrLength
	}
	matched, err := p.backtracking.MatchRunes(line.runes())
	if err != nil {
		return false, ErrTime // the engine's own error quotes the line
	}
	return matched, nil
}
