package dockerfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
)

func TestAnchoreLines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		contents string
		want     map[string][]string
	}{
		{"continuations are not joined", "FROM a\nRUN x \\\n  y \\\n  z", map[string][]string{"FROM": {"FROM a"}, "RUN": {"RUN x \\"}, "Y": {"y \\"}, "Z": {"z"}}},
		{"an escaped dollar swallows the next line", "FROM a\nENV X=\\$HOME\nRUN foo", map[string][]string{"FROM": {"FROM a"}, "ENV": {"ENV X=HOMERUN foo"}}},
		{"case", "FROM a\nfrom b\nFrom   c", map[string][]string{"FROM": {"FROM a", "from b", "From   c"}}},
		{"a pending line is lost", "ENV A=\\$B", map[string][]string{}},
		{"all escaped dollars go, anywhere", "ENV \\$A=\\$B\\$\nx", map[string][]string{"ENV": {"ENV A=Bx"}}},
		{"two pending lines", "A \\$\nB \\$\nC", map[string][]string{"A": {"A B C"}}},
		{"comments and empty lines end nothing", "A \\$\n\n  # no\nB\n#\n", map[string][]string{"A": {"A B"}}},
		{"nothing but an escaped dollar is pending too", "\\$\nA", map[string][]string{"A": {"A"}}},
		{"a comment after an instruction stays", "USER a # b", map[string][]string{"USER": {"USER a # b"}}},
		{"parser directives are comments", "# escape=`\nRUN a `\nb", map[string][]string{"RUN": {"RUN a `"}, "B": {"b"}}},
		{"only the blank separates", "FROM\tx\nUSER\u00a0y", map[string][]string{"FROM\tX": {"FROM\tx"}, "USER\u00a0Y": {"USER\u00a0y"}}},
		{"without arguments", "USER", map[string][]string{"USER": {"USER"}}},
		{"line breaks", "a\rb\r\nc\vd\fe\x1cf\x1dg\x1eh\u0085i\u2028j\u2029k\n", map[string][]string{
			"A": {"a"}, "B": {"b"}, "C": {"c"}, "D": {"d"}, "E": {"e"}, "F": {"f"}, "G": {"g"}, "H": {"h"}, "I": {"i"}, "J": {"j"}, "K": {"k"},
		}},
		{"white space", "\u3000 \x1fUSER a\u2003\x1f\n\u00a0\n", map[string][]string{"USER": {"USER a"}}},
		{"no line break", "A x\x1fy\u200bz", map[string][]string{"A": {"A x\x1fy\u200bz"}}},
		{"a byte order mark is a letter", "\ufeffFROM a", map[string][]string{"\ufeffFROM": {"\ufeffFROM a"}}},
		{"Python's upper case", "ﬆopsignal 9\nuſer a", map[string][]string{"STOPSIGNAL": {"ﬆopsignal 9"}, "USER": {"uſer a"}}},
		{"heredocs are lines", "RUN <<EOF\nUSER a\nEOF", map[string][]string{"RUN": {"RUN <<EOF"}, "USER": {"USER a"}, "EOF": {"EOF"}}},
		{"empty", "", map[string][]string{}},
		{"comments", "# a\n#", map[string][]string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ranges := anchoreLines(tt.contents)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			for key, list := range got {
				if len(ranges[key]) != len(list) {
					t.Errorf("%q has %d lines and %d locations", key, len(list), len(ranges[key]))
				}
			}
		})
	}
}

func TestAnchoreLocations(t *testing.T) {
	t.Parallel()
	_, got := anchoreLines("FROM a\r\n\r\nENV A=\\$B\r\n# c\r\nUSER b\vUSER c\r\nUSER d")
	want := map[string][]document.LineRange{
		"FROM": {{StartLine: 1, EndLine: 1}},
		"ENV":  {{StartLine: 3, EndLine: 5}},
		"USER": {{StartLine: 5, EndLine: 5}, {StartLine: 6, EndLine: 6}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
