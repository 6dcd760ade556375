// Package literals tells what a text has that a regular expression matches, so that most texts
// need not be tried.
package literals

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// Literals are texts without which nothing matches an expression, "" or none where there are none.
type Literals struct {
	Prefix, Suffix string   // a line end may follow the suffix
	Anywhere       []string // in their order
}

// Of reads them off an expression of RE2. One that is none has none.
func Of(re2 string) Literals {
	re, err := syntax.Parse(re2, syntax.Perl)
	if err != nil {
		return Literals{}
	}
	list := sequence(nil, re)
	var l Literals
	begin := 0
	for begin < len(list) && list[begin].Op == syntax.OpBeginText {
		begin++
	}
	end := len(list)
	closed := end > begin && list[end-1].Op == syntax.OpEndText
	if closed {
		if end--; end > begin && isLineEnd(list[end-1]) {
			end--
		}
	}
	if begin > 0 && begin < end {
		l.Prefix = text(list[begin])
	}
	if closed && begin < end {
		l.Suffix = text(list[end-1])
	}
	for _, re := range list[begin:end] {
		if text := text(re); text != "" {
			l.Anywhere = append(l.Anywhere, text)
		}
	}
	return l
}

// sequence adds the expressions that have to match one after the other.
func sequence(list []*syntax.Regexp, re *syntax.Regexp) []*syntax.Regexp {
	switch re.Op {
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			list = sequence(list, sub)
		}
	case syntax.OpCapture:
		list = sequence(list, re.Sub[0])
	case syntax.OpEmptyMatch:
	default:
		list = append(list, re)
	}
	return list
}

// text is what an expression stands for, "" for no single text.
func text(re *syntax.Regexp) string {
	if re.Op != syntax.OpLiteral || re.Flags&syntax.FoldCase != 0 {
		return ""
	}
	return string(re.Rune)
}

// isLineEnd recognizes the line end that Python's $ lets stand before the end.
func isLineEnd(re *syntax.Regexp) bool {
	return re.Op == syntax.OpQuest && text(re.Sub[0]) == "\n"
}

// Matcher is an expression that is tried on the texts only that have its literals. It takes
// texts in UTF-8.
type Matcher struct {
	expression *regexp.Regexp
	literals   Literals
	longest    string // of those anywhere
}

// Compile compiles an expression of RE2.
func Compile(re2 string) (*Matcher, error) {
	re, err := regexp.Compile(re2)
	if err != nil {
		return nil, err
	}
	m := &Matcher{expression: re, literals: Of(re2)}
	for _, text := range m.literals.Anywhere {
		if len(text) > len(m.longest) {
			m.longest = text
		}
	}
	return m, nil
}

// MatchString is that of the expression.
func (m *Matcher) MatchString(s string) bool {
	return strings.HasPrefix(s, m.literals.Prefix) &&
		(strings.HasSuffix(s, m.literals.Suffix) || strings.HasSuffix(strings.TrimSuffix(s, "\n"), m.literals.Suffix)) &&
		strings.Contains(s, m.longest) &&
		m.expression.MatchString(s)
}
