package dockerfile

import (
	"regexp"
	"slices"

	"github.com/moby/buildkit/frontend/dockerfile/shell"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxTotal is the limit of bytes of variables in all.
var maxTotal = limits.Count("dockerfile-variable-bytes", 4<<20)

// Bounds of expansion. Values refer to values, so that a few lines could ask for
// more memory than there is; what is above a bound is not known (null).
const (
	maxWord      = 16 << 10 // bytes of a text that is expanded, and of variables in it
	maxOperand   = 1 << 10  // the same for texts with ${X#…}, ${X%…} or ${X/…}, which run a pattern over the value
	maxOperators = 256      // such texts in a Dockerfile
)

var (
	operator  = regexp.MustCompile(`\$\{\w+[#%/]`)
	defaulted = regexp.MustCompile(`\$\{(\w+):?[-+]`)
	demanded  = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?:[}#%/?]|:\?)`)
)

// scope is the variables of a stage over those of the stage that it is built from,
// which are not copied: a file could have many of both. A nil value is a variable that
// is set to something unknown.
type scope struct {
	own  map[string]*string
	base *scope
}

func newScope(base *scope) *scope {
	return &scope{own: map[string]*string{}, base: base}
}

func (s *scope) set(name string, value *string) { s.own[name] = value }

func (s *scope) get(name string) (value *string, ok bool) {
	for ; s != nil; s = s.base {
		if value, ok := s.own[name]; ok {
			return value, true
		}
	}
	return nil, false
}

// expander substitutes variables with BuildKit's lexer.
type expander struct {
	lex       *shell.Lex
	literal   bool // the builder has substituted already: a guessed Dockerfile
	total     int
	operators int
}

func newExpander(escape rune, literal bool) *expander {
	return &expander{lex: shell.NewLex(escape), literal: literal}
}

// value is what a word means: variables substituted, quotes and escapes removed. Nil
// where a variable is not known.
func (x *expander) value(word string, s *scope) *string {
	x.lex.RawQuotes, x.lex.RawEscapes = false, false
	return x.expand(word, s)
}

// values is what a word means that may become several, or none, as an unquoted variable
// does; ok is false where a variable is not known.
func (x *expander) values(word string, s *scope) (list []string, ok bool) {
	if x.literal {
		return []string{word}, true
	}
	if x.value(word, s) == nil {
		return nil, false
	}
	x.lex.RawQuotes, x.lex.RawEscapes = false, false
	list, err := x.lex.ProcessWords(word, &getter{scope: s, left: maxWord})
	return list, err == nil
}

// text substitutes variables and leaves quotes and escapes.
func (x *expander) text(text string, s *scope) *string {
	if x.literal {
		return &text
	}
	x.lex.RawQuotes, x.lex.RawEscapes = true, true
	return x.expand(text, s)
}

// unquoted removes quotes and escapes, and leaves variables.
func (x *expander) unquoted(word string) string {
	x.lex.RawQuotes, x.lex.RawEscapes, x.lex.SkipUnsetEnv = false, false, true
	defer func() { x.lex.SkipUnsetEnv = false }()
	if got := x.process(word, &getter{}); got != nil {
		return *got
	}
	return word
}

func (x *expander) expand(text string, s *scope) *string {
	if len(text) > maxWord {
		return nil
	}
	limit := maxWord
	if operator.MatchString(text) {
		limit = maxOperand
		x.operators++
		if len(text) > limit || x.operators > maxOperators || nestedOperator(text) {
			return nil
		}
	}
	g := &getter{scope: s, left: min(limit, maxTotal.Int()-x.total)}
	got := x.process(text, g)
	x.total += g.used
	if got == nil || g.over || unknown(text, g.missing) {
		return nil
	}
	return got
}

func (x *expander) process(text string, g *getter) *string {
	result, err := x.lex.ProcessWordWithMatches(text, g)
	if err != nil {
		return nil
	}
	return &result.Result
}

// nestedOperator finds a pattern operator within another ${…}: the result of one
// would be the operand of the next, and grow with each.
func nestedOperator(text string) bool {
	at := operator.FindAllStringIndex(text, -1)
	depth := 0
	for i := range len(text) {
		switch {
		case text[i] == '}':
			depth = max(0, depth-1)
		case text[i] == '$' && i+1 < len(text) && text[i+1] == '{':
			if len(at) > 0 && at[0][0] == i {
				if depth > 0 {
					return true
				}
				at = at[1:]
			}
			depth++
		}
	}
	return false
}

// unknown says whether one of the missing variables is needed: used in another way
// than ${X:-default} or ${X:+word}.
func unknown(text string, missing []string) bool {
	if len(missing) == 0 {
		return false
	}
	optional := map[string]bool{}
	for _, m := range defaulted.FindAllStringSubmatch(text, -1) {
		optional[m[1]] = true
	}
	for _, m := range demanded.FindAllStringSubmatch(text, -1) {
		optional[m[1]+m[2]] = false
	}
	return slices.ContainsFunc(missing, func(name string) bool { return !optional[name] })
}

// getter hands out the values of a scope, and no more than left bytes of them.
type getter struct {
	scope   *scope
	left    int
	used    int
	over    bool
	missing []string
}

// Get is shell.EnvGetter's.
func (g *getter) Get(name string) (string, bool) {
	value, ok := g.scope.get(name)
	if !ok || value == nil {
		g.missing = append(g.missing, name)
		g.over = g.over || ok // a default does not help a variable that is set to something unknown
		return "", false
	}
	if g.used += len(*value); g.used > g.left {
		g.over = true
		return "", false
	}
	return *value, true
}

// Keys is shell.EnvGetter's.
func (g *getter) Keys() []string { return nil }
