package report

import (
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// Unevaluated says what the errors of a decision are of, such as "1 rule could not be
// evaluated, 2 facts could not be read"; "" where there are none. A rule counts once,
// however many errors it has.
func Unevaluated(errs []decision.Error) string {
	rules := map[string]bool{}
	counts := map[string]int{}
	for _, e := range errs {
		if e.Kind == nothingKind {
			continue // nothing was judged
		}
		what := subjectOf(e)
		if what == ruleSubject && e.Pointer != nil {
			if rules[*e.Pointer] {
				continue
			}
			rules[*e.Pointer] = true
		}
		counts[what]++
	}
	var parts []string
	for _, s := range []struct{ what, verb string }{
		{ruleSubject, " could not be evaluated"},
		{"fact", " could not be read"},
		{"whitelist item", " could not be compared"},
		{"part of the bundle", " could not be used"},
		{"built-in function", " failed"},
		{"contradiction", " in the document"},
		{"name of the image", " that no mapping could match"},
	} {
		if n := counts[s.what]; n > 0 {
			parts = append(parts, plural(n, s.what)+s.verb)
		}
	}
	return strings.Join(parts, ", ")
}

const ruleSubject = "rule"

// unreadKind is the kind of errors of facts: something of them could not be read.
const unreadKind = "ExtractionError"

// subjectOf is what an error is of. The kinds are those of the library's decision.rego and,
// for what is wrong with a mapping or with the rules that it leads to, Anchore's.
func subjectOf(e decision.Error) string {
	switch e.Kind {
	case unreadKind:
		return "fact"
	case "WhitelistItemError":
		return "whitelist item"
	case "BundleError":
		return "part of the bundle"
	case "BuiltinError":
		return "built-in function"
	case "InputError":
		return "contradiction"
	case "ImageReferenceError":
		return "name of the image"
	}
	if e.Kind == "TriggerEvaluationError" || e.Gate != nil || e.RuleID != nil {
		return ruleSubject
	}
	return "part of the bundle"
}

// plural puts the s behind the noun: "2 parts of the bundle".
func plural(n int, what string) string {
	noun, rest, _ := strings.Cut(what, " of ")
	if rest != "" {
		rest = " of " + rest
	}
	return count(n, noun) + rest
}
