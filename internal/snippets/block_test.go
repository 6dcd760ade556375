package snippets

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBlocks(t *testing.T) {
	t.Parallel()
	got := Blocks("# a\n\n```json b.json\n{}\n```\ntext\n```\nplain\n```\n\n```sh\nmake\n")
	want := []Block{
		{Language: "json", File: "b.json", Line: 3, Text: "{}\n"},
		{Line: 7, Text: "plain\n"},
		{Language: "sh", Line: 11, Text: "make\n"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCommands(t *testing.T) {
	t.Parallel()
	text := "$ a \\\n    b\nout\n\nmore\n$ c\n"
	got := Commands(text)
	want := []Command{{"a \\\n    b\n", "out\n\nmore\n"}, {"c\n", ""}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(text, Console(got)); diff != "" {
		t.Error(diff)
	}
}

func TestTranscript(t *testing.T) {
	t.Parallel()
	got := Commands("$ make demo\n$ a\nout\n")
	want := []Command{{"make demo\n", "$ a\nout\n"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMatches(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, shown, got string
		want             bool
	}{
		{"the same", "a\nb\n", "a\nb\n", true},
		{"another line", "a\nb\n", "a\nc\n", false},
		{"nothing", "", "", true},
		{"something for nothing", "", "a\n", false},
		{"the middle left out", "a\n…\nd\n", "a\nb\nc\nd\n", true},
		{"nothing left out", "a\n…\nb\n", "a\nb\n", true},
		{"the end left out", "a\n…\n", "a\nb\n", true},
		{"the beginning left out", "…\nb\n", "a\nb\n", true},
		{"all left out", "…\n", "a\n", true},
		{"two omissions", "a\n…\nc\n…\ne\n", "a\nb\nc\nd\ne\n", true},
		{"the wrong end", "a\n…\nd\n", "a\nb\nc\n", false},
		{"the wrong beginning", "x\n…\nc\n", "a\nb\nc\n", false},
		{"part of a line", "a\n…\n", "ab\n", false},
		{"the middle is not there", "a\n…\nx\n…\ne\n", "a\nb\ne\n", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := Matches(test.shown, test.got); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}
