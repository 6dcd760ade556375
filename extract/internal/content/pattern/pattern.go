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
	engine
	literals [][]byte
	lead     *lead // nil where the pattern has another form
}

// engine is what runs an expression.
type engine struct {
	re2          *regexp.Regexp  // nil where RE2 cannot run it
	backtracking *regexp2.Regexp // nil where it can
}

// newEngine makes the engine for a tree; limit bounds the time of one match where it
// backtracks.
func newEngine(tree *node, limit time.Duration) (e engine, err error) {
	if text, ok := goSyntax(tree); ok {
		// Go refuses some repetitions that Python takes (nested ones of
		// together more than 1000); these backtrack.
		if e.re2, err = regexp.Compile(text); err == nil {
			return e, nil
		}
	}
	e.re2 = nil
	if e.backtracking, err = regexp2.Compile(netSyntax(tree), regexp2.None); err != nil {
		return e, fmt.Errorf("converting: %w", err)
	}
	e.backtracking.MatchTimeout = limit
	return e, nil
}

// subject is the line in a form in which its ASCII characters stand where the engine has them.
func (e *engine) subject(line *Line) []byte {
	if e.re2 != nil {
		return line.text()
	}
	return line.raw
}

// match says whether the expression matches from a place of the subject on.
func (e *engine) match(line *Line, start int) (bool, error) {
	if e.re2 != nil {
		return e.re2.Match(line.text()[start:]), nil
	}
	matched, err := e.backtracking.MatchRunes(line.runes()[start:])
	if err != nil {
		return false, ErrTime // the engine's own error quotes the line
	}
	return matched, nil
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
	if p.engine, err = newEngine(tree, limit); err != nil {
		return nil, err
	}
	if p.lead, err = newLead(tree, limit); err != nil {
		return nil, err
	}
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
	if p.backtracking != nil && len(line.raw) > MaxBacktrack {
		return false, ErrLength
	}
	if p.lead != nil {
		if matched, known := p.lead.match(line); known {
			return matched, nil
		}
	}
	return p.match(line, 0)
}
