package python_test

import (
	"testing"

	"github.com/pratique-dev/pratique/internal/python"
)

func TestRepr(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":            `''`,
		"a b":         `'a b'`,
		"it's":        `"it's"`,
		`it's "so"`:   `'it\'s "so"'`,
		`\`:           `'\\'`,
		"\n\r\t\x00":  `'\n\r\t\x00'`,
		"é\u00a0":     `'é\xa0'`,
		"\u202e":      `'\u202e'`,
		"🚢\U000e0001": `'🚢\U000e0001'`,
	} {
		if got := python.Repr(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
