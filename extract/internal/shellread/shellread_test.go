package shellread_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/shellread"
)

func TestCommands(t *testing.T) {
	t.Parallel()
	type word = shellread.Word
	for _, test := range []struct {
		name, text string
		want       [][]word
	}{
		{"nothing", "# a comment\n\n", nil},
		{"quotes", `a 'b c' "d \"e\" \n" f\ g ""`, [][]word{{{Text: "a"}, {Text: "b c"}, {Text: `d "e" \n`}, {Text: "f g"}, {}}}},
		{"lines", "a \\\n  b\r\nc", [][]word{{{Text: "a"}, {Text: "b"}}, {{Text: "c"}}}},
		{"a word over two lines", "a b\\\nc", [][]word{{{Text: "a"}, {Text: "bc"}}}},
		{"expansions", `a $B "$B" x"$(pwd)"y ${C:-d}`, [][]word{
			{{Text: "a"}, {Text: "$B", Expands: true, Splits: true}, {Text: "$B", Expands: true}, {Text: "x$(pwd)y", Expands: true}, {Text: "${C:-d}", Expands: true, Splits: true}},
			{{Text: "pwd"}},
		}},
		{"assignments and redirections", "A=b c >d 2>&1 &", [][]word{{{Text: "c"}}}},
		{"nested", "if a; then (b | c); fi; f() { d; }", [][]word{{{Text: "a"}}, {{Text: "b"}}, {{Text: "c"}}, {{Text: "d"}}}},
		{"ANSI quotes", `a $'b' $'\n'`, [][]word{{{Text: "a"}, {Text: "b"}, {Text: `\n`, Expands: true}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			commands, err := shellread.Commands(test.text)
			if err != nil {
				t.Fatal(err)
			}
			var got [][]word
			for _, c := range commands {
				got = append(got, c.Words)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("words (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNesting(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		refused    bool
	}{
		{"brackets", strings.Repeat("(", 501), true},
		{"closed brackets before", strings.Repeat(")", 600) + strings.Repeat("(", 1001), true},
		{"substitutions over lines", strings.Repeat("$(\n", 501), true},
		{"conditions", strings.Repeat("if ", 501), true},
		{"conditions that end", strings.Repeat("if a; then b; fi\n", 1000), false},
		{"groups that end", strings.Repeat("{ a; (b); }\n", 1000), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := shellread.Commands(test.text)
			if refused := err != nil && strings.Contains(err.Error(), "nested deeper"); refused != test.refused {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzCommands(f *testing.F) {
	f.Add("a 'b' \"c $(d)\" e\\ f <<E\nx\nE\n")
	f.Fuzz(func(t *testing.T, text string) {
		commands, err := shellread.Commands(text)
		if err != nil && commands != nil {
			t.Error("commands and an error")
		}
		for _, c := range commands {
			if len(c.Words) == 0 || c.Text == "" {
				t.Errorf("a command without words: %+v", c)
			}
		}
	})
}

// TestLists: what is any number of words in quotes too.
func TestLists(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`"$@"`: true, `"${@}"`: true, `"${@:2}"`: true, `"${A[@]}"`: true, `"${A[@]:1}"`: true, `"${!A[@]}"`: true, `"${!P@}"`: true, `"x${A[@]}y"`: true, `"${A[@]/a/b}"`: true,
		`"$*"`: false, `"${A[*]}"`: false, `"$A"`: false, `"${#A[@]}"`: false, `"${A[0]}"`: false, `"$#"`: false, `"${!P*}"`: false, `$A`: true, `'$@'`: false,
	} {
		commands, err := shellread.Commands("docker " + text + "\n")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := commands[0].Words[1].Splits; got != want {
			t.Errorf("%s: splits is %v, want %v", text, got, want)
		}
	}
}
