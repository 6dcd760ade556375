package report

import (
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

func TestUnevaluated(t *testing.T) {
	t.Parallel()
	gate, one, two := "files", "/policies/0/rules/1", "/policies/0/rules/2"
	rule := decision.Error{Kind: "TriggerEvaluationError", Gate: &gate, Pointer: &one}
	other := rule
	other.Pointer = &two
	of := func(kinds ...string) (list []decision.Error) {
		for _, kind := range kinds {
			list = append(list, decision.Error{Kind: kind})
		}
		return list
	}
	tests := []struct {
		name string
		errs []decision.Error
		want string
	}{
		{"none", nil, ""},
		{"a rule, twice", []decision.Error{rule, rule}, "1 rule could not be evaluated"},
		{"two rules", []decision.Error{rule, other}, "2 rules could not be evaluated"},
		{"a problem of Anchore's with a rule", []decision.Error{{Kind: "PolicyError", Gate: &gate}}, "1 rule could not be evaluated"},
		{"and one with a mapping", of("ReferencedObjectNotFoundError"), "1 part of the bundle could not be used"},
		{"a fact", of("ExtractionError"), "1 fact could not be read"},
		{"all", append(of("ExtractionError", "ExtractionError", "WhitelistItemError", "BundleError", "PolicyError", "BuiltinError", "InputError", "ImageReferenceError"), rule),
			"1 rule could not be evaluated, 2 facts could not be read, 1 whitelist item could not be compared, " +
				"2 parts of the bundle could not be used, 1 built-in function failed, 1 contradiction in the document, 1 name of the image that no mapping could match"},
		{"no decision", of(nothingKind), ""},
	}
	for _, test := range tests {
		if got := Unevaluated(test.errs); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
