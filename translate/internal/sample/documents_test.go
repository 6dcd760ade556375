package sample

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func decode(t *testing.T, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	parameters := map[string]Parameter{
		"instruction": {Text: "ADD", Value: "ADD"},
		"regex":       {Text: "a|b", Value: "a|b", Matching: []string{"a", "b"}},
		"size":        {Text: "1kb", Value: json.Number("1024")},
		"score":       {Text: "7.50", Value: json.Number("7.5")},
		"mode":        {Text: "0o640", Value: "0o640"},
		"count":       {Text: "1", Value: json.Number("1")},
		"text":        {Text: "a, b", Value: "a, b"},
		"users":       {Text: "root, app", Value: []any{"root", "app"}},
		"ports":       {Text: "22,80", Value: []any{json.Number("22"), json.Number("80")}},
	}
	tests := []struct {
		name, template string
		want           []string
	}{
		{"no placeholder", `{"a": [1, true, null]}`, []string{`{"a": [1, true, null]}`}},
		{"text, also in a key", `{"{instruction}": ["{instruction} x"]}`, []string{`{"ADD": ["ADD x"]}`}},
		{"value", `["{size}", "is {size}"]`, []string{`[1024, "is 1kb"]`}},
		{"matching", `{"/{regex.match}": {}}`, []string{`{"/a": {}}`, `{"/b": {}}`}},
		{"numbers", `["{size.above}", "{size.below}", "{score.above}", "{score.below}"]`, []string{`[1025, 1023, 8.5, 6.5]`}},
		{"pieces", `["{users.item}", "{ports.item}/tcp"]`, []string{`["root", "22/tcp"]`, `["app", "80/tcp"]`}},
		{"pieces of a text", `"{text.item}"`, []string{`"a"`, `"b"`}},
		{"no list", `"{instruction.item}"`, nil},
		{"anything", `"{regex.any}"`, []string{`"a"`, `"b"`, `"example"`, `"a|b"`, `"a|bx"`, `""`}},
		{"anything but an expression", `"{text.any}"`, []string{`"a"`, `"b"`, `"a, b"`, `"a, bx"`, `"example"`, `""`}},
		{"octal", `["{mode.octal}", "{mode.octal}"]`, []string{`[416, 416]`}},
		{"objects", `["{count.objects}", "{count.more_objects}", "{count.fewer_objects}"]`, []string{`[[{}], [{}, {}], []]`}},
		{"too many objects", `"{size.objects}"`, nil},
		{"no octal number", `"{size.octal}"`, nil},
		{"list", `"{users}"`, []string{`["root", "app"]`}},
		{"nothing there", `"{path}"`, nil},
		{"no expression", `"{size.match}"`, nil},
		{"no number", `"{regex.above}"`, nil},
		{"unknown suffix", `"{size.twice}"`, nil},
		{"no placeholder, though in braces", `"{A}"`, []string{`"{A}"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var want []any
			for _, text := range tt.want {
				want = append(want, decode(t, text))
			}
			if diff := cmp.Diff(want, Documents(decode(t, tt.template), parameters)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlaceholders(t *testing.T) {
	t.Parallel()
	names, unknown := Placeholders(decode(t, `{"{b}": ["{a.match} {b}"], "c": [1, "{d.nope}"]}`))
	if diff := cmp.Diff([]string{"a", "b", "d"}, names); diff != "" {
		t.Error(diff)
	}
	if unknown != "nope" {
		t.Errorf("got suffix %q, want nope", unknown)
	}
}
