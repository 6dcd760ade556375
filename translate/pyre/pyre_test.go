package pyre_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/dlclark/regexp2"
	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/translate/pyre"
)

const (
	word    = `[\p{L}\p{N}_]`
	notWord = `[^\p{L}\p{N}_]`
	space   = `[\p{Z}\t-\x0d\x1c-\x1f\x85]`
)

func TestMatch(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, pattern, want string }{
		{"empty", "", `\A`},
		{"literal", "/etc/passwd", `\A/etc/passwd`},
		{"alternatives are grouped", "a|b", `\A(?:a|b)`},
		{"end", `.*\.pem$`, `\A.*\.pem\n?\z`},
		{"end in a branch", "/a$|/s", `\A(?:/a\n?\z|/s)`},
		{"end with more after it", "/etc(/|$).*", `\A/etc(?:/|\n?\z)`},
		{"very end", `/a\Z`, `\A/a\z`},
		{"lines", `(?m)^a$`, `\A(?m:^)a(?m:$)`},
		{"digit", `\d`, `\A[\p{Nd}]`},
		{"word", `\w\W`, `\A` + word + notWord},
		{"space", `\s`, `\A` + space},
		{"letters", `[^\W\d_]`, `\A[\p{L}\p{Nl}\p{No}]`},
		{"negated word in brackets", `[\W_]`, `\A[^\p{L}\p{N}]`},
		{"anything", `[\s\S]`, `\A(?s:.)`},
		{"nothing", `[^\s\S]a`, `\A[^\x00-\x{10FFFF}]`},
		{"ascii", `(?a)\d\w\s`, `\A[0-9][0-9A-Z_a-z][\t-\x0d ]`},
		{"dot", `.`, `\A.`},
		{"dot with s", `(?s).`, `\A(?s:.)`},
		{"brackets in brackets", `[[:alpha:]]`, `\A[:\[ahlp]\]`},
		{"repetition from zero", `a{,2}b{,}`, `\Aa{0,2}b*`},
		{"lazy", `a*?b+?c??`, `\Aa*b+c?`},
		{"literal braces", `a{b{1{,c}`, `\Aa\{b\{1\{,c\}`},
		{"more than a thousand", `x{2000}y{1500,}`, `\Ax{1000}x{1000}y{1000}y{500}y*`},
		{"nested counts", `(?:x{100}){20}`, `\A(?:x{100}){10}(?:x{100}){10}`},
		{"case", `(?i)/Etc`, `\A/(?i:etc)`},
		{"case, four letters i", `(?i)pin`, `\A[Pp][Iiİı][Nn]`},
		{"case, range", `(?i)[a-c]`, `\A[A-Ca-c]`},
		{"case, ascii", `(?ai)k`, `\A[Kk]`},
		{"case, local", `a(?i:b)(?i:c(?-i:d))`, `\Aa(?i:bc)d`},
		{"flags in the middle are global", `a(?i)b`, `\A(?i:ab)`},
		{"verbose", "(?x) / a # comment\n [ ] \\ ", `\A/a  `},
		{"verbose in the middle", "a b (?x) c", `\Aabc`},
		{"comment", `a(?#b)c`, `\Aac`},
		{"named group", `(?P<n>ab)*`, `\A(?:ab)*`},
		{"escapes", `\x41\u00e9\U0001F600\a\0\012\377[\b]\é\/\_\<`, "\\AAé\\x{1f600}\\x07\\x00\\nÿ\\x08é/_<"},
		{"character name", `\N{LATIN SMALL LETTER E WITH ACUTE}\N{space}`, `\Aé `},
		{"word boundary between known neighbours", `/\bword`, `\A/word`},
		{"word boundary at the end", `/word\b`, `\A/word(?:\z|` + notWord + `)`},
		{"word boundaries", `.*\bsudo\b.*`, `\A(?:.*[^\p{L}\p{N}\n_])?sudo(?:\z|` + notWord + `)`},
		{"no word boundary", `\Bfoo`, `\A[^\x00-\x{10FFFF}]`},
		{"ascii word boundary", `(?a)x\b`, `\Ax\b`},
		{"look-ahead", `/foo/(?=baz)`, `\A/foo/baz`},
		{"negative look-ahead", `/foo/(?!ba)`, `\A/foo/(?:\z|[^b]|b(?:\z|[^a]))`},
		{"look-behind", `x.*(?<=abc)d`, `\Ax.*abcd`},
		{"negative look-behind", `(?<!x)/a`, `\A/a`},
		{"unused group condition", `[^\s\S](a)\1`, `\A[^\x00-\x{10FFFF}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := pyre.Match(tt.pattern)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Match(%q) (-want +got):\n%s", tt.pattern, diff)
			}
		})
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, pattern, want string }{
		{"literal", "passwd", "passwd"},
		{"alternatives", "^a|b$", `\Aa|b\n?\z`},
		{"word boundary", `\bsudo`, `(?:` + notWord + `|\A)sudo`},
		{"look-behind", `(?<!x)a`, `(?:[^x]|\A)a`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := pyre.Search(tt.pattern)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Search(%q) (-want +got):\n%s", tt.pattern, diff)
			}
		})
	}
}

func TestSyntaxErrors(t *testing.T) {
	t.Parallel()
	tests := []struct{ pattern, want string }{
		{`*\.pem`, "nothing to repeat at position 0"},
		{`a|*`, "nothing to repeat at position 2"},
		{`(*a)`, "nothing to repeat at position 1"},
		{`^*`, "nothing to repeat at position 1"},
		{`\b+`, "nothing to repeat at position 2"},
		{`a**`, "multiple repeat at position 2"},
		{`a*+`, "multiple repeat at position 2"},
		{`a{2}{3}`, "multiple repeat at position 4"},
		{`a{2,1}`, "min repeat greater than max repeat at position 2"},
		{`a{4294967295}`, "the repetition number is too large"},
		{`(a`, "missing ), unterminated subpattern at position 0"},
		{`a)`, "unbalanced parenthesis at position 1"},
		{`[a`, "unterminated character set at position 0"},
		{`[]`, "unterminated character set at position 0"},
		{`a[b-a]`, "bad character range b-a at position 2"},
		{`[a-\d]`, `bad character range a-\d at position 1`},
		{`\z`, `bad escape \z at position 0`},
		{`é\p{L}`, `bad escape \p at position 1`},
		{`\Q.\E`, `bad escape \Q at position 0`},
		{`\x{41}`, `incomplete escape \x at position 0`},
		{`[\u12]`, `incomplete escape \u12 at position 1`},
		{`\U00110000`, `bad escape \U00110000 at position 0`},
		{`\400`, `octal escape value \400 outside of range 0-0o377 at position 0`},
		{`[\9]`, `bad escape \9 at position 1`},
		{`\N{SNOW_MAN}`, `undefined character name 'SNOW_MAN' at position 0`},
		{`\Nx`, "missing { at position 2"},
		{`a\`, "bad escape (end of pattern) at position 1"},
		{`(?<n>a)`, "unknown extension ?<n at position 1"},
		{`(?>a)`, "unknown extension ?> at position 1"},
		{`(?P>a)`, "unknown extension ?P> at position 1"},
		{`(?U)a`, "unknown extension ?U at position 1"},
		{`(?iU)a`, "unknown flag at position 3"},
		{`(?-i)a`, "missing : at position 4"},
		{`(?i-i:a)`, "bad inline flags: flag turned on and off at position 5"},
		{`(?L)a`, "bad inline flags: cannot use 'L' flag with a str pattern at position 3"},
		{`(?a)(?u)`, "ASCII and UNICODE flags are incompatible"},
		{`(?P<1>a)`, "bad character in group name '1' at position 4"},
		{`(?P<a>.)(?P<a>.)`, "redefinition of group name 'a' as group 2; was group 1 at position 12"},
		{`(?P=x)`, "unknown group name 'x' at position 4"},
		{`(a)\2`, "invalid group reference 2 at position 4"},
		{`(a\1)`, "cannot refer to an open group at position 2"},
		{`(?(1)a)`, "invalid SRE code"},
		{`(?(0)a)`, "bad group number at position 3"},
		{`(a)(?(1)b|c|d)`, "conditional backref with more than two branches at position 11"},
		{`(?<=a*)b`, "look-behind requires fixed-width pattern"},
		{`(?<=(a)\1)b`, "cannot refer to group defined in the same lookbehind subpattern at position 9"},
		{`(?#a`, "missing ), unterminated comment at position 0"},
		{"a\nb**", "multiple repeat at position 4 (line 2, column 3)"},
	}
	for _, tt := range tests {
		t.Run(tt.pattern, func(t *testing.T) {
			t.Parallel()
			_, err := pyre.Match(tt.pattern)
			var e *pyre.SyntaxError
			if !errors.As(err, &e) {
				t.Fatalf("Match(%q): got error %v, want a SyntaxError", tt.pattern, err)
			}
			if diff := cmp.Diff(tt.want, e.Error()); diff != "" {
				t.Errorf("Match(%q) (-want +got):\n%s", tt.pattern, diff)
			}
			if e.Pattern != tt.pattern {
				t.Errorf("got pattern %q, want %q", e.Pattern, tt.pattern)
			}
		})
	}
}

func TestUnsupported(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, pattern, want string }{
		{"back-reference", `(a)b\1`, "no exact translation: back-reference at position 4"},
		{"named back-reference", `(?P<x>a)(?P=x)`, "no exact translation: back-reference at position 8"},
		{"conditional", `(a)?(?(1)b|c)`, "no exact translation: conditional group at position 4"},
		{"open look-ahead", `^(?!.*foo)`, "no exact translation: look-ahead at position 1"},
		{"repeated look-ahead", `((?!foo).)*`, "no exact translation: look-ahead inside a repetition at position 1"},
		{"repeated boundary", `(\bfoo )*x`, `no exact translation: \b inside a repetition at position 1`},
		{"too many copies", `(?:(?:x{1000}){1000}){1000}`, "no exact translation: more repetitions than RE2 takes"},
		{"too deep", strings.Repeat("(", 201) + strings.Repeat(")", 201), "no exact translation: groups nested more than 200 deep at position 200"},
		{"too long", strings.Repeat("a", 64<<10+1), "no exact translation: a pattern of more than 65536 bytes (--limit expression-bytes=N sets another limit)"},
		{"alias of a character", `\N{LF}`, "no exact translation: the character name 'LF' at position 0"},
		{"Deseret", "(?i)\U00010400", "no exact translation: a capital letter beyond U+FFFF with the flag i"},
		{"not UTF-8", "\xff", "no exact translation: a pattern that is not UTF-8"},
		{"template flag", `(?t)a`, "no exact translation: the flag t"},
		{"brackets", strings.Repeat("[ab]", 1025), "no exact translation: more than 1024 bracket expressions"},
		{"large and with boundaries", strings.Repeat(`\b`, 30000), `no exact translation: too many combinations of $, \b and look-around`},
		{"combinations", strings.Repeat(`(?:a|b\b|\Bc)`, 20) + "d", `no exact translation: too many combinations of $, \b and look-around`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := pyre.Match(tt.pattern)
			var e *pyre.UnsupportedError
			if !errors.As(err, &e) {
				t.Fatalf("got error %v, want an UnsupportedError", err)
			}
			if diff := cmp.Diff(tt.want, e.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWildcard(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern string
		yes, no []string
	}{
		{"", []string{"", "\n"}, []string{"a"}},
		{"*", []string{"", "a/b", "a\n"}, []string{"a\nb"}},
		{"library/*", []string{"library/", "library/x"}, []string{"Library/x", "a/library/x"}},
		{"a.b*c+", []string{"a.bc+", "a.b-c+"}, []string{"axbc+", "a.bcc"}},
	}
	for _, tt := range tests {
		t.Run(tt.pattern, func(t *testing.T) {
			t.Parallel()
			re := regexp.MustCompile(pyre.Wildcard(tt.pattern))
			for _, s := range tt.yes {
				if !re.MatchString(s) {
					t.Errorf("%q: got no match for %q", re, s)
				}
			}
			for _, s := range tt.no {
				if re.MatchString(s) {
					t.Errorf("%q: got a match for %q", re, s)
				}
			}
		})
	}
}

func FuzzMatch(f *testing.F) {
	for _, seed := range []string{
		`/etc(/|$).*`, `(?i)[^\W\d_]\b`, `(?<!x)(?=ab|c$)\B`, `(a)?(?(1)b|\1)`, `x{1200,3000}?`, `(?x) a # b`, `(?P<n>\N{EM DASH})[[:a:]]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		for _, translate := range []func(string) (string, error){pyre.Match, pyre.Search} {
			if text, err := translate(pattern); err == nil {
				if _, err := regexp.Compile(text); err != nil {
					t.Errorf("%q: %v", pattern, err)
				}
			} else if !known(err) {
				t.Errorf("%q: got error %v of type %T", pattern, err, err)
			}
		}
		if text, err := pyre.Regexp2(pattern); err == nil {
			if _, err := regexp2.Compile(text, regexp2.None); err != nil {
				t.Errorf("%q as %q: %v", pattern, text, err)
			}
		} else if !known(err) {
			t.Errorf("%q: got error %v of type %T", pattern, err, err)
		}
	})
}

func known(err error) bool {
	var s *pyre.SyntaxError
	var u *pyre.UnsupportedError
	return errors.As(err, &s) || errors.As(err, &u)
}
