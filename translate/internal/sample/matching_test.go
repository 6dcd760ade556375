package sample

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMatching(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, expression string
		want             []string
	}{
		{"literal", `\Ascratch`, []string{"scratch"}},
		{"end of line", `\A.*\.(?:key|pem)\n?\z`, []string{"x.key", "x.key\n", "x.pem"}},
		{"repetition", `\A.*@sha256:[0-9a-f]{4}`, []string{"x@sha256:aaaa", "x@sha256:1111", "@sha256:aaaa"}},
		{"fold", `(?i)\Aroot`, []string{"ROOT"}},
		{"negated class", `[^\s"'$]`, []string{"a", "1", "A"}},
		{"word boundary", `\A.*\bsudo\b`, []string{"sudo"}},
		{"not at a boundary", `\Bx`, []string{}},
		{"optional", `\A(?:--platform=\S+\s+)?\S+:latest(?:\s|$)`, []string{"a:latest ", "a:latest", "1:latest "}},
		{"no readable character", `[\x00-\x02]`, []string{"\x00"}},
		{"nothing", `[^\x00-\x{10FFFF}]`, nil},
		{"invalid", `(`, nil},
		{"too long", `(?:a{1000}b){2}`, nil},
		{"empty", ``, []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Matching(tt.expression, 3)
			if len(got) == 0 && len(tt.want) == 0 {
				return
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzMatching(f *testing.F) {
	for _, s := range []string{`\A.*\n?\z`, `(?:a|b*)+c{2,}`, `[[:word:]]+\b`, `((((a*)*)*)*)*`, `(?:(?:a|b)(?:c|d)){9}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		for _, text := range Matching(expression, 5) {
			if !regexp.MustCompile(expression).MatchString(text) {
				t.Errorf("%q does not match %q", expression, text)
			}
			if len(text) > maxText {
				t.Errorf("a text of %d bytes", len(text))
			}
		}
	})
}
