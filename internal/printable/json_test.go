package printable_test

import (
	"testing"

	"github.com/pratique-dev/pratique/internal/printable"
)

func TestJSON(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"plain", "Größe 🚢", `"Größe 🚢"`},
		{"what JSON escapes", "\"\\\n\t\r\x00", `"\"\\\n\t\r\u0000"`},
		{"direction", "a\u202eb\u00a0\u2028", `"a\u202eb\u00a0\u2028"`},
		{"beyond the first plane", "\U000e0001", `"\udb40\udc01"`},
		{"no UTF-8", "a\xff", "\"a\ufffd\""},
		{"more", "a`", "\"a\\u0060\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := printable.JSON(tt.text, func(r rune) bool { return r == '`' }); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	if got := printable.JSON("a`", nil); got != "\"a`\"" {
		t.Errorf("got %s", got)
	}
}
