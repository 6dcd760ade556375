package literals_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/internal/literals"
)

func TestOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		re2  string
		want literals.Literals
	}{
		{`\Aabcdef.*\n?\z`, literals.Literals{"abcdef", "", []string{"abcdef"}}},
		{`\A.*xy\n?\z`, literals.Literals{"", "xy", []string{"xy"}}},
		{`\Aab.*xyz\n?\z`, literals.Literals{"ab", "xyz", []string{"ab", "xyz"}}},
		{`\A.*mn.*\n?\z`, literals.Literals{"", "", []string{"mn"}}},
		{`\A(?:CVE-(2019|2018)é)(?:\n?\z)`, literals.Literals{"CVE-", "é", []string{"CVE-", "201", "é"}}},
		{`\A(?:a|bc).*\n?\z`, literals.Literals{}},
		{`\A(?i:abc)d`, literals.Literals{"", "", []string{"d"}}},
		{`abc`, literals.Literals{"", "", []string{"abc"}}},
		{`\Aabc\n?\n?\z`, literals.Literals{"abc", "", []string{"abc"}}},
		{`\A.*\n?\z`, literals.Literals{}},
		{`(`, literals.Literals{}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, literals.Of(tt.re2)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.re2, diff)
		}
	}
}

// TestMatcher compares random expressions with the library's engine.
func TestMatcher(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "b", "é", ".*", ".", "(?:a|bc)", "(ab)", "[ab]+", "a?", `\n?`, `\A`, `\z`, "(?i:ab)", "^", "$", "(?m:^a$)", `\b`, "(?s:.)*", "x{2}"}
	letters := []string{"a", "b", "c", "A", "é", "\n", "x"}
	words := func(from []string, n int) string {
		var b strings.Builder
		for range r.IntN(n) {
			b.WriteString(from[r.IntN(len(from))])
		}
		return b.String()
	}
	for range 3000 {
		re2 := words(pieces, 7)
		if r.IntN(2) == 0 {
			re2 = `\A` + re2 + `\n?\z`
		}
		m, err := literals.Compile(re2)
		if err != nil {
			t.Fatal(err)
		}
		plain := regexp.MustCompile(re2)
		for range 20 {
			s := words(letters, 8)
			if got, want := m.MatchString(s), plain.MatchString(s); got != want {
				t.Fatalf("%s on %q: got %v, want %v", re2, s, got, want)
			}
		}
	}
	if _, err := literals.Compile("("); err == nil {
		t.Error("( compiles")
	}
}
