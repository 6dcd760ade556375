package printable_test

import (
	"testing"

	"github.com/pratique-dev/pratique/internal/printable"
)

func TestPrintable(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"plain", "Größe 🚢", "Größe 🚢"},
		{"controls", "\x1b[2J\x00\r\n\t\x7f", `\x1b[2J\x00\x0d\n\t\x7f`},
		{"direction", "a\u202eb\u00a0", `a\u202eb\u00a0`},
		{"beyond the first plane", "\U000e0001", `\U000e0001`},
		{"no UTF-8", "a\xffb", "a\ufffdb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := printable.Text(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
