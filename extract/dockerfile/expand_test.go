package dockerfile

import (
	"strings"
	"testing"
)

func TestExpand(t *testing.T) {
	t.Parallel()
	s := newScope(newScope(nil))
	for name, value := range map[string]string{"A": "one", "E": "", "P": "a/b/c", "LONG": strings.Repeat("x", maxWord-1), "K": strings.Repeat("x", maxOperand)} {
		s.base.set(name, &value)
	}
	s.set("UNKNOWN", nil)
	null := "<null>"
	tests := []struct{ name, text, want string }{
		{"plain", "x", "x"},
		{"both forms", "$A-${A}", "one-one"},
		{"quotes stay", `"$A" '$A' \$A`, `"one" '$A' \$A`},
		{"default", "${N:-d}", "d"},
		{"default of an empty one", "${E:-d}${E-d}", "d"},
		{"alternative", "${A:+w}${N:+w}", "w"},
		{"default not used", "${A:-$N}", null},
		{"not set", "$N", null},
		{"not set, and with a default", "$N${N:-d}", null},
		{"demanded", "${N:?message}", null},
		{"set to something unknown", "$UNKNOWN", null},
		{"unknown in spite of a default", "${UNKNOWN:-d}", null},
		{"prefix", "${P#*/}", "b/c"},
		{"longest suffix", "${P%%/*}", "a"},
		{"replacement", "${P//\\//-}", "a-b-c"},
		{"bad substitution", "${A", null},
		{"open quote", `"$A`, null},
		{"a long text", strings.Repeat("y", maxWord+1), null},
		{"a long value", "$LONG", strings.Repeat("x", maxWord-1)},
		{"long values", "$LONG$LONG", null},
		{"a pattern over a long value", "${LONG%x}", null},
		{"operator in operator", "${P/a/${P/b/$P}}", null},
		{"operators in a row", "${P#a}${P%c}", "/b/ca/b/"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := null
			if text := newExpander('\\', false).text(tt.text, s); text != nil {
				got = *text
			}
			if got != tt.want {
				t.Errorf("got %.80s, want %.80s", got, tt.want)
			}
		})
	}
}

// TestExpandTotal checks that a file's bounds hold over its instructions.
func TestExpandTotal(t *testing.T) {
	t.Parallel()
	value := strings.Repeat("x", 1000)
	s := newScope(nil)
	s.set("A", &value)
	x := newExpander('\\', false)
	known := 0
	for range maxOperators + 10 {
		if x.text("${A%y}", s) != nil {
			known++
		}
	}
	if known != maxOperators {
		t.Errorf("%d operators, want %d", known, maxOperators)
	}
	for range maxTotal.Int() / len(value) {
		x.text("$A", s)
	}
	if got := x.text("$A", s); got != nil {
		t.Error("no end of values")
	}
}
