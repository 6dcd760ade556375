package sample

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// Bounds on what is tried: expressions of a bundle are untrusted.
const (
	maxOptions = 8    // texts kept of one part of an expression
	maxText    = 1000 // bytes of one text
)

// Matching are short texts that the RE2 expression matches, at most as many as
// asked for, the plainest first. There are none where the expression is invalid,
// matches nothing, or asks for more than this package looks for.
func Matching(expression string, most int) []string {
	compiled, err := regexp.Compile(expression)
	if err != nil {
		return nil
	}
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	var texts []string
	for _, text := range options(parsed) {
		// What stands around a place (\b, ^, $) is only known of the whole text.
		if len(texts) < most && len(text) <= maxText && compiled.MatchString(text) {
			texts = append(texts, text)
		}
	}
	return texts
}

// options are texts that the expression may match, leaving out of account what
// must stand around them.
func options(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpNoMatch:
		return nil
	case syntax.OpLiteral:
		return []string{string(re.Rune)}
	case syntax.OpCharClass:
		return characters(re.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return []string{"x", " ", "/", "."}
	case syntax.OpCapture:
		return options(re.Sub[0])
	case syntax.OpStar:
		if sub := re.Sub[0].Op; sub == syntax.OpAnyChar || sub == syntax.OpAnyCharNotNL {
			return []string{"x", "", "x/x"} // a star in a name stands for something
		}
		return first(append([]string{""}, options(re.Sub[0])...))
	case syntax.OpQuest:
		return first(append([]string{""}, options(re.Sub[0])...))
	case syntax.OpPlus:
		return repeated(re.Sub[0], 1)
	case syntax.OpRepeat:
		return repeated(re.Sub[0], re.Min)
	case syntax.OpConcat:
		return concatenated(re.Sub)
	case syntax.OpAlternate:
		return alternatives(re.Sub)
	default: // anchors, boundaries, nothing
		return []string{""}
	}
}

func first(texts []string) []string { return texts[:min(len(texts), maxOptions)] }

func repeated(re *syntax.Regexp, times int) []string {
	var texts []string
	for _, text := range options(re) {
		if len(text)*times <= maxText {
			texts = append(texts, strings.Repeat(text, times))
		}
	}
	if times == 0 && !slices.Contains(texts, "") {
		return first(append([]string{""}, texts...))
	}
	return texts
}

// concatenated varies one part at a time: with all combinations, a dozen parts
// would be a million texts.
func concatenated(parts []*syntax.Regexp) []string {
	plain := make([]string, len(parts))
	others := make([][]string, len(parts))
	length := 0
	for i, part := range parts {
		texts := options(part)
		if len(texts) == 0 {
			return nil
		}
		plain[i], others[i] = texts[0], texts[1:]
		if length += len(plain[i]); length > maxText {
			return nil
		}
	}
	texts := []string{strings.Join(plain, "")}
	for round := 0; round < maxOptions && len(texts) < maxOptions; round++ {
		for i := range slices.Backward(parts) {
			if round < len(others[i]) && len(texts) < maxOptions {
				varied := slices.Clone(plain)
				varied[i] = others[i][round]
				if text := strings.Join(varied, ""); len(text) <= maxText {
					texts = append(texts, text)
				}
			}
		}
	}
	return texts
}

// alternatives have each branch's plainest text before the second of any.
func alternatives(branches []*syntax.Regexp) []string {
	all := make([][]string, len(branches))
	for i, branch := range branches {
		all[i] = options(branch)
	}
	var texts []string
	for round := range maxOptions {
		for _, o := range all {
			if round < len(o) && len(texts) < maxOptions && !slices.Contains(texts, o[round]) {
				texts = append(texts, o[round])
			}
		}
	}
	return texts
}

// readable are the characters that a reader takes for an example, best first.
const readable = "a1Ax.-_/=: bcdefghijklmnopqrstuvwyz023456789BCDEFGHIJKLMNOPQRSTUVWXYZ,;@+*#!?%&()[]{}<>|~^$\"'\\`"

// characters are some of a class, given as ranges.
func characters(ranges []rune) []string {
	var texts []string
	for _, r := range readable {
		if within(r, ranges) && len(texts) < maxOptions/2 {
			texts = append(texts, string(r))
		}
	}
	if len(texts) == 0 && len(ranges) > 0 {
		texts = []string{string(ranges[0])}
	}
	return texts
}

func within(r rune, ranges []rune) bool {
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i] <= r && r <= ranges[i+1] {
			return true
		}
	}
	return false
}
