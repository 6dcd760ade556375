package pyregex_test

import (
	"regexp"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
	"github.com/pratique-dev/pratique/translate/pyre"
)

// FuzzRun holds the backtracking engine against RE2, wherever RE2 can run the
// expression, and lets nothing crash it.
func FuzzRun(f *testing.F) {
	for _, seed := range [][2]string{
		{`/(.)(?=\1)`, "/aab"}, {`(a|b)*?\b$`, "ab\n"}, {`(?i)\W[^\d]{2,}\Z`, "-ſK"}, {`(?x) a # b`, "a"},
		{`(?:(a)|b)*(?(1)c|d)`, "abc"}, {`(?<!a)(?<=b)?x`, "bx"}, {`(?:(?:(a?)|b){9}){9}\1`, "aab"}, {`\B(?s:.)\B`, "é́"},
	} {
		f.Add(seed[0], seed[1])
	}
	limits := pyregex.Limits{Text: 1000, Match: 20 * time.Millisecond, Expression: time.Second, Total: time.Second}
	f.Fuzz(func(t *testing.T, python, text string) {
		if !utf8.ValidString(python) || !utf8.ValidString(text) {
			return
		}
		answers, err := pyregex.Run(t.Context(), []policy.Expression{{Need: "n", Python: python, Texts: []string{text}}}, limits)
		if err != nil {
			t.Fatal(err)
		}
		matched, answered := answers.Matches[python]
		if _, failed := answers.Errors[python]; failed == answered {
			t.Fatalf("%q: got both an answer and a reason why there is none, or neither", python)
		}
		re2, err := pyre.Match(python)
		if !answered || err != nil {
			return
		}
		if want := regexp.MustCompile(re2).MatchString(text); want != slices.Contains(matched, text) {
			t.Errorf("%q on %q: got %v, want %v as RE2 says of %q", python, text, !want, want, re2)
		}
	})
}
