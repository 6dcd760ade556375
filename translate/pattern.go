package translate

import (
	"errors"
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/pyre"
)

type matchKind uint8

const (
	matchAny    matchKind = iota // stars alone
	matchEqual                   // the text itself
	matchRE2                     // an RE2 expression
	matchBroken                  // Anchore raises when it comes to it
)

// match is a pattern of a mapping, an image rule or a whitelist item
// (compatibility.md#patterns).
type match struct {
	kind     matchKind
	text     string
	wildcard string // what the expression was made of, "" where it was one
	fault    *Error
}

// parsePattern reads the pattern v, which stands (or should) at pointer.
func parsePattern(v *anchore.Value, pointer string) match {
	if !v.IsString() {
		return match{kind: matchBroken, fault: &Error{
			Pointer: pointer, Kind: "AttributeError",
			Message: pythonNo(v, "strip"), Expected: "a string",
		}}
	}
	if strings.HasPrefix(anchore.Strip(v.Text), regexpPrefix) {
		expression, ok := strings.CutPrefix(v.Text, regexpPrefix)
		if !ok {
			// compatibility.md#regexp-blanks: Anchore would cut seven other characters off.
			return match{kind: matchBroken, fault: &Error{
				Pointer: pointer, Kind: KindPattern,
				Message: "there are blanks before " + regexpPrefix, Expected: quote(anchore.Strip(v.Text)),
			}}
		}
		re2, err := pyre.Match(expression)
		if err != nil {
			return match{kind: matchBroken, fault: regexError(pointer, err)}
		}
		return match{kind: matchRE2, text: re2}
	}
	switch {
	case v.Text != "" && strings.Trim(v.Text, "*") == "":
		return match{kind: matchAny}
	case strings.Contains(v.Text, "*"):
		return match{kind: matchRE2, text: pyre.Wildcard(v.Text), wildcard: v.Text}
	default:
		return match{kind: matchEqual, text: v.Text}
	}
}

const regexpPrefix = "regexp:"

// regexError is the error of a regular expression that pyre refused.
func regexError(pointer string, err error) *Error {
	kind := KindRegexNotSupported
	if _, ok := errors.AsType[*pyre.SyntaxError](err); ok {
		kind = KindRegexSyntax
	}
	return &Error{Pointer: pointer, Kind: kind, Message: err.Error()}
}

// pythonNo is the text of the AttributeError that Python raises where v has no
// such method.
func pythonNo(v *anchore.Value, attribute string) string {
	return "'" + v.TypeName() + "' object has no attribute '" + attribute + "'"
}

// notIterable is the text of the TypeError of a loop over v.
func notIterable(v *anchore.Value) string {
	return "'" + v.TypeName() + "' object is not iterable"
}
