package lint

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"unicode"

	"github.com/pratique-dev/pratique/translate/pyre"
)

// parse is a Python expression as Go's; nil where it has none, of which then
// nothing is said.
func parse(expression string) *syntax.Regexp {
	re2, err := pyre.Match(expression)
	if err != nil {
		return nil
	}
	tree, err := syntax.Parse(re2, syntax.Perl)
	if err != nil {
		return nil
	}
	return tree
}

// matches says whether Python's re.match finds the expression in the text.
func matches(expression, text string) bool {
	re2, err := pyre.Match(expression)
	if err != nil {
		return false
	}
	compiled, err := regexp.Compile(re2)
	return err == nil && compiled.MatchString(text)
}

// needsBlank says whether every text that matches has white space in it.
func needsBlank(expression string) bool {
	tree := parse(expression)
	return tree != nil && demands(tree, isSpace)
}

// isSpace is Python's str.isspace: Unicode's white space and four separators.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// demands says whether every match of the tree has a rune of the kind.
func demands(re *syntax.Regexp, kind func(rune) bool) bool {
	sub := func(re *syntax.Regexp) bool { return demands(re, kind) }
	switch re.Op {
	case syntax.OpLiteral:
		return slices.ContainsFunc(re.Rune, kind)
	case syntax.OpCharClass:
		return all(re.Rune, kind)
	case syntax.OpCapture, syntax.OpPlus:
		return sub(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min > 0 && sub(re.Sub[0])
	case syntax.OpConcat:
		return slices.ContainsFunc(re.Sub, sub)
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(re *syntax.Regexp) bool { return !sub(re) })
	}
	return false
}

// all says whether all runes of a class's ranges are of the kind. Classes with
// large ranges are taken to have others.
func all(ranges []rune, kind func(rune) bool) bool {
	const most = 256
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] > most {
			return false
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if !kind(r) {
				return false
			}
		}
	}
	return len(ranges) > 0
}

// canBeginWith says whether a text that matches can begin with r; it does not
// say no where it is in doubt.
func canBeginWith(expression string, r rune) bool {
	tree := parse(expression)
	if tree == nil {
		return true
	}
	can, empty := begins(tree, r)
	return can || empty
}

// begins says whether a match can begin with r, and whether it can be empty.
func begins(re *syntax.Regexp, r rune) (can, empty bool) {
	switch re.Op {
	case syntax.OpNoMatch:
		return false, false
	case syntax.OpLiteral:
		same := len(re.Rune) > 0 && (re.Rune[0] == r || re.Flags&syntax.FoldCase != 0 && unicode.ToLower(re.Rune[0]) == unicode.ToLower(r))
		return same, len(re.Rune) == 0
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i] <= r && r <= re.Rune[i+1] {
				return true, false
			}
		}
		return false, false
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return true, false
	case syntax.OpCapture, syntax.OpPlus:
		return begins(re.Sub[0], r)
	case syntax.OpStar, syntax.OpQuest:
		can, _ = begins(re.Sub[0], r)
		return can, true
	case syntax.OpRepeat:
		can, empty = begins(re.Sub[0], r)
		return can, empty || re.Min == 0
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			can, empty = begins(sub, r)
			if can || !empty {
				return can, false
			}
		}
		return false, true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			c, e := begins(sub, r)
			can, empty = can || c, empty || e
		}
		return can, empty
	}
	return false, true // empty matches, assertions
}
