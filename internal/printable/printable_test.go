package printable

import "testing"

func TestText(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want, quoted string }{
		{"plain", "a b", "a b", `"a b"`},
		{"empty", "", "", `""`},
		{"terminal", "\x1b[2J\a", `\x1b[2J\x07`, `"\x1b[2J\x07"`},
		{"lines", "a\nb\tc\r", `a\nb\tc\x0d`, `"a\nb\tc\x0d"`},
		{"direction", "a\u202eb", `a\u202eb`, `"a\u202eb"`},
		{"beyond the basic plane", "\U000e0001🚢", `\U000e0001🚢`, `"\U000e0001🚢"`},
		{"quotes", `say "x" `, `say "x" `, `"say \"x\" "`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Text(tt.in); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if got := Quote(tt.in); got != tt.quoted {
				t.Errorf("got %s, want %s", got, tt.quoted)
			}
		})
	}
}
