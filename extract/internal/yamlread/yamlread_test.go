package yamlread_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

func TestYAML(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		want       []any
	}{
		{"nothing", "", nil},
		{"documents", "a: 1\n---\n---\n- b\n", []any{map[string]any{"a": int64(1)}, []any{"b"}}},
		{
			"scalars", "[1, 0x10, 1.5, true, yes, null, ~, '1', 22:22, .nan, 2001-01-01, !!str 1, 99999999999999999999]",
			[]any{[]any{int64(1), int64(16), 1.5, true, "yes", nil, nil, "1", "22:22", ".nan", "2001-01-01", "1", 1e20}},
		},
		{"keys", "1: a\ntrue: b\n", []any{map[string]any{"1": "a", "true": "b"}}},
		{
			"merge keys", "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz: {<<: [*x, *y], a: 5}\n",
			[]any{map[string]any{
				"x": map[string]any{"a": int64(1), "b": int64(2)}, "y": map[string]any{"b": int64(3), "c": int64(4)},
				"z": map[string]any{"a": int64(5), "b": int64(2), "c": int64(4)},
			}},
		},
		{"tags", "a: !reset null\nb: !override [1]\n", []any{map[string]any{
			"a": yamlread.Tagged{Tag: "!reset", Value: "null"}, "b": yamlread.Tagged{Tag: "!override", Value: []any{int64(1)}},
		}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := yamlread.YAML([]byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
		})
	}
}

func TestYAMLErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"twice", "a: 1\na: 2\n", `line 2: duplicate key "a"`},
		{"key that is a list", "? [a]\n: b\n", "line 1: a key that is not text"},
		{"merge of a text", "a: {<<: b}\n", "line 1: a merge key without mappings"},
		{"alias in itself", "a: &a [*a]\n", "line 1: an alias holds itself"},
		{"alias without anchor", "a: *b\n", "yaml: unknown anchor 'b' referenced"},
		{"text of aliases", "a: &a " + strings.Repeat("x", 1<<20) + "\nb: [" + strings.Repeat("*a,", 100) + "]\n", "line 1: more than 64 MiB of text, aliases expanded (--limit yaml-bytes=SIZE sets another limit)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := yamlread.YAML([]byte(test.text))
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func FuzzYAML(f *testing.F) {
	f.Add("a: &a {b: [*a, <<: *a]}\n---\n!x y\n")
	f.Add("? a\n: 'b'\n")
	f.Fuzz(func(t *testing.T, text string) {
		values, err := yamlread.YAML([]byte(text))
		for _, v := range values {
			if err == nil && v == nil {
				t.Error("an empty document")
			}
		}
	})
}
