package pattern_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract/internal/content/pattern"
)

// A pattern that begins with .* is run from the texts on that follow; in a group it is
// not, and both say the same.
func TestLead(t *testing.T) {
	t.Parallel()
	lines := []string{
		"", "\n", "password", "password=", `password = "12345678"`, `xx PassWord="1234567" password="12345678"` + "\n", "a\npassword = \"12345678\"",
		"api-key=x", "api_keyapi-key==y", "xapi_key = ABCDEFGHIJ1234567890", "apiapi-key= ABCDEFGHIJ1234567890", "aab", "ab\n", "\nab", "é password = \"12345678\"",
		"pass\xffword", "\xe9key\xe9", "keykeykey9", strings.Repeat("key ", 100) + "key9", strings.Repeat("key ", 100), "key", "k", "akey", "a key", " key key9",
	}
	for _, x := range []string{
		`password *= *"[^"]{8,}"`, `(?i)password *= *"[^"]{8,}"`, `(?i)api(-|_)key( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20}(?![A-Z0-9]).*`,
		`key(?=9)`, `key(?<=akey)`, `key(?<=key)9`, `key\b`, `\bkey`, `key$`, `^key`, `key^`, `(key)\1`, `(?s)key.`, `(?m)key$`, `ab?`, `a*b`, `(?:ab|key)9`, `ab\n`, `\n?ab`,
		`é`, "k", ``, `(?#x)key`, `key|ab`, `(?:)key9`, `[kK]ey9`,
	} {
		flags := ""
		if strings.HasPrefix(x, "(?") && slices.Contains([]string{"(?i)", "(?s)", "(?m)"}, x[:4]) {
			flags, x = x[:4], x[4:]
		}
		compare(t, flags, x, lines)
	}
}

func compare(t *testing.T, flags, x string, lines []string) {
	t.Helper()
	lead, err := pattern.Compile(flags+".*"+x, limit)
	if err != nil {
		return
	}
	whole, err := pattern.Compile(flags+"(?:.*)"+x, limit)
	if err != nil {
		t.Errorf("%q: %v", x, err)
		return
	}
	for _, text := range lines {
		var line pattern.Line
		line.Reset([]byte(text))
		got, err := lead.Match(&line)
		if err != nil {
			t.Errorf("%q on %q: %v", flags+".*"+x, text, err)
		}
		want, err := whole.Match(&line)
		if err != nil {
			t.Errorf("%q on %q: %v", flags+"(?:.*)"+x, text, err)
		}
		if got != want {
			t.Errorf("%q on %q: got %v, want %v", flags+".*"+x, text, got, want)
		}
	}
}

// A line of nothing but beginnings takes no longer than the pattern as a whole.
func TestLeadHostile(t *testing.T) {
	t.Parallel()
	p, err := pattern.Compile(`.*key.*=.*x`, limit)
	if err != nil {
		t.Fatal(err)
	}
	var line pattern.Line
	line.Reset([]byte(strings.Repeat("key=", 1<<20)))
	start := time.Now()
	if matched, err := p.Match(&line); matched || err != nil {
		t.Errorf("got %v, %v", matched, err)
	}
	// Each of a million places would look at four megabytes.
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}

func FuzzLead(f *testing.F) {
	f.Add("(?i)", `password *= *"[^"]{8,}"`, `x password = "12345678"`)
	f.Add("", `key(?<=akey)`, "akey")
	f.Add("(?s)", `(?:ab|c)\b.`, "zab\n")
	f.Fuzz(func(t *testing.T, flags, x, line string) {
		switch flags {
		case "", "(?i)", "(?s)", "(?m)":
			if len(x) < 100 && len(line) < 1000 && !strings.ContainsAny(x, "{") {
				compare(t, flags, x, []string{line})
			}
		}
	})
}
