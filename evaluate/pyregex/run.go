// Package pyregex answers what RE2 cannot: which texts of an input document
// match a Python regular expression with look-around or back-references. The
// answers go into the document, where the policy looks them up, so that any OPA
// can judge it.
package pyregex

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/translate/pyre"
)

var (
	maxText           = limits.Count("match-characters", 64<<10)
	maxMatchTime      = limits.Time("match-time", 500*time.Millisecond)
	maxExpressionTime = limits.Time("expression-time", 5*time.Second)
	maxTotalTime      = limits.Time("expressions-time", 30*time.Second)
)

// Limits bound what hostile expressions may cost. An expression that exceeds
// one is an error of the rules that have it.
type Limits struct {
	// Text is the greatest length of a text, in characters.
	Text int
	// Match is the time of one expression on one text, Expression that of one on
	// all of its texts, Total that of all expressions.
	Match, Expression, Total time.Duration
}

// DefaultLimits are far beyond what sensible expressions take: microseconds a
// text. A match also has to be short because the engine may fill more than a
// gigabyte in a second.
func DefaultLimits() Limits {
	return Limits{Text: maxText.Int(), Match: maxMatchTime.Duration(), Expression: maxExpressionTime.Duration(), Total: maxTotalTime.Duration()}
}

// Answers are what expressions match, in the document's terms.
type Answers struct {
	// Matches is expression -> the texts that it matches from their beginning, sorted.
	Matches map[string][]string
	// Errors is expression -> why there is no answer.
	Errors map[string]string
	// Needs are those that Matches or Errors answer, sorted.
	Needs []document.Need
}

var (
	errTime   = errors.New("out of time")
	errLength = errors.New("a text is too long")
)

// Run runs the expressions on their texts as Python's re.match would. The error
// is the context's.
func Run(ctx context.Context, expressions []policy.Expression, l Limits) (Answers, error) {
	a := Answers{Matches: map[string][]string{}, Errors: map[string]string{}}
	texts := map[string][]string{}
	for _, e := range expressions {
		a.Needs = append(a.Needs, e.Need)
		texts[e.Python] = append(texts[e.Python], e.Texts...)
	}
	slices.Sort(a.Needs)
	a.Needs = slices.Compact(a.Needs)
	end := time.Now().Add(l.Total)
	for _, e := range expressions {
		python := e.Python
		list, first := texts[python]
		if !first {
			continue
		}
		delete(texts, python)
		slices.Sort(list)
		matched, err := run(ctx, python, slices.Compact(list), l, end)
		switch {
		case ctx.Err() != nil:
			return Answers{}, fmt.Errorf("running the expressions of the policy: %w", ctx.Err())
		case err != nil:
			a.Errors[python] = err.Error()
		default:
			a.Matches[python] = matched
		}
	}
	return a, nil
}

// run gives those of the texts that match; end is that of the total time.
func run(ctx context.Context, python string, texts []string, l Limits, end time.Time) ([]string, error) {
	if now := time.Now().Add(l.Expression); now.Before(end) {
		end = now
	}
	if time.Until(end) <= 0 {
		return nil, errTime
	}
	pattern, err := pyre.Regexp2(python)
	if err != nil {
		return nil, err
	}
	engine, err := regexp2.Compile(pattern, regexp2.None)
	if err != nil {
		return nil, fmt.Errorf("compiling: %w", err)
	}
	matched := []string{}
	for _, text := range texts {
		if utf8.RuneCountInString(text) > l.Text {
			return nil, fmt.Errorf("%w: more than %d characters", errLength, l.Text)
		}
		engine.MatchTimeout = min(l.Match, time.Until(end))
		if engine.MatchTimeout <= 0 || ctx.Err() != nil {
			return nil, errTime
		}
		matches, err := engine.MatchString(text)
		if err != nil {
			return nil, errTime // the engine's own error quotes the text, which may be a secret
		}
		if matches {
			matched = append(matched, text)
		}
	}
	return matched, nil
}
