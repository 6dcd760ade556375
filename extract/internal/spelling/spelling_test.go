package spelling_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/extract/internal/spelling"
)

func TestSpell(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                     "",
		"plain/ä\u2028😀":       "plain/ä\u2028😀",
		"a\xff":                `a\xff`,
		`a\xff`:                `a\\xff`,
		`a\\xff`:               `a\\\\xff`,
		"a\\\xff":              `a\\\xff`,
		"\xc3\x28":             `\xc3(`,
		"\xed\xa0\x80":         `\xed\xa0\x80`, // a surrogate is not UTF-8
		`system\x2dx.slice`:    `system\x2dx.slice`,
		`C:\xampp`:             `C:\xampp`,
		`a\xFF`:                `a\xFF`, // not what Spell writes
		"\ufffd":               "\ufffd",
		"latin1-\xe9/\\x41\\x": `latin1-\xe9/\x41\x`,
	} {
		got := spelling.Spell(name)
		if got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
		if back := spelling.Unspell(got); back != name {
			t.Errorf("%q: spelled %s, which is %q", name, got, back)
		}
	}
}

func FuzzSpell(f *testing.F) {
	for _, seed := range []string{"a\xff", `a\xff`, "\\\\\\\xff\\x80", `\\x7f\x8`, "\\"} {
		f.Add(seed, seed+"x")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		spelled := spelling.Spell(a)
		if !utf8.ValidString(spelled) {
			t.Errorf("%q: %q is not UTF-8", a, spelled)
		}
		if back := spelling.Unspell(spelled); back != a {
			t.Errorf("%q: spelled %s, which is %q", a, spelled, back)
		}
		if a != b && spelled == spelling.Spell(b) {
			t.Errorf("%q and %q are both %s", a, b, spelled)
		}
		if spelled != a && utf8.ValidString(a) && spelling.Unspell(a) == a {
			t.Errorf("%q is spelled %s without a need", a, spelled)
		}
	})
}

func TestJSON(t *testing.T) {
	t.Parallel()
	var got map[string]string
	if err := json.Unmarshal(spelling.JSON([]byte("{\"a\xff\": \"b\xfe\", \"ä\": \"c\", \"a\\\\xff\": \"d\\n\"}")), &got); err != nil {
		t.Fatal(err)
	}
	if got[`a\xff`] != `b\xfe` || got["ä"] != "c" || got[`a\\xff`] != "d\n" {
		t.Errorf("got %q", got)
	}
}
