package anchore

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	got, duplicates, err := Decode([]byte("\ufeff" + `{"b": [1.0, null], "a/~": {"x": "y"}, "b": true}` + " \n"))
	if err != nil {
		t.Fatal(err)
	}
	want := &Value{Kind: Object, Keys: []string{"b", "a/~"}, Items: []*Value{
		{Kind: Bool, Bool: true, Pointer: "/b"},
		{Kind: Object, Pointer: "/a~1~0", Keys: []string{"x"}, Items: []*Value{{Kind: String, Text: "y", Pointer: "/a~1~0/x"}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"/b"}, duplicates); diff != "" {
		t.Error(diff)
	}
	if got.Get("b") != got.Items[0] || got.Get("c") != nil || got.Items[0].Get("x") != nil {
		t.Error("Get finds the wrong value")
	}
}

func TestDecodeFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		want     error
	}{
		{"empty", "", nil},
		{"cut", `{"a": [`, nil},
		{"trailing", `{} {}`, ErrTrailing},
		{"trailing text", `{} x`, ErrTrailing},
		{"comment", `{/**/}`, nil},
		{"NaN", `[NaN]`, nil}, // Python's json takes it
		{"deep", strings.Repeat("[", 1_000_000), ErrTooDeep},
		{"long number", "[" + strings.Repeat("1", 65) + "]", ErrNumber},
		{"exponent", "[1e301]", ErrNumber},
		{"absurd exponent", "[1e99999999999999999999]", ErrNumber},
		{"not UTF-8", "[\"\xff\"]", ErrNotUTF8},
		{"high surrogate", `["\ud83d"]`, ErrSurrogate},
		{"low surrogate", `["\ude00"]`, ErrSurrogate},
		{"wrong order", `["\ude00\ud83d"]`, ErrSurrogate},
		{"surrogate and letter", `["\ud83dx\ude00"]`, ErrSurrogate},
		{"size", `"` + strings.Repeat("a", int(MaxSize())) + `"`, ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := Decode([]byte(tt.in))
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	v, _, err := Decode([]byte(`["\\ud83d", "\ud83d\ude00", "\"\\"]`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`\ud83d`, "😀", `"\`}, []string{v.Items[0].Text, v.Items[1].Text, v.Items[2].Text}); diff != "" {
		t.Error(diff)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{}`, `[1,{"a":"\ud83d\ude00"}]`, `"\ud83d"`, `{"a":1,"a":2}`} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		v, _, err := Decode([]byte(s))
		if err == nil {
			_ = v.Repr()
			_ = v.Truthy()
			_, _ = v.Iterate()
		}
	})
}

func value(t *testing.T, text string) *Value {
	t.Helper()
	v, _, err := Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPython(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in       string
		typeName string
		truthy   bool
		repr     string
		iterated []string // nil where it cannot be
	}{
		{`null`, "NoneType", false, "None", nil},
		{`true`, "bool", true, "True", nil},
		{`false`, "bool", false, "False", nil},
		{`5`, "int", true, "5", nil},
		{`0`, "int", false, "0", nil},
		{`-0.0`, "float", false, "-0.0", nil},
		{`0.5`, "float", true, "0.5", nil},
		{`""`, "str", false, "''", []string{}},
		{`"aé"`, "str", true, "'aé'", []string{"a", "é"}},
		{`"it's"`, "str", true, `"it's"`, []string{"i", "t", "'", "s"}},
		{`"'\""`, "str", true, `'\'"'`, []string{"'", `"`}},
		{`"\\\n\t\r\u0007\u0085\u200b\ud83d\ude00"`, "str", true, `'\\\n\t\r\x07\x85\u200b😀'`, []string{`\`, "\n", "\t", "\r", "\a", "\u0085", "\u200b", "😀"}},
		{`[]`, "list", false, "[]", []string{}},
		{`["a", null]`, "list", true, "['a', None]", []string{"a", ""}},
		{`{}`, "dict", false, "{}", []string{}},
		{`{"a": 1, "b": [true]}`, "dict", true, "{'a': 1, 'b': [True]}", []string{"a", "b"}},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			v := value(t, tt.in)
			items, ok := v.Iterate()
			var iterated []string
			if ok {
				iterated = []string{}
			}
			for _, item := range items {
				iterated = append(iterated, item.Text)
			}
			if diff := cmp.Diff([]any{tt.typeName, tt.truthy, tt.repr, tt.iterated}, []any{v.TypeName(), v.Truthy(), v.Repr(), iterated}); diff != "" {
				t.Error(diff)
			}
		})
	}
	var absent *Value
	if absent.TypeName() != "NoneType" || absent.Truthy() || absent.Repr() != "None" || absent.IsString() || absent.String() != "" {
		t.Error("an absent value is not None")
	}
	if _, ok := absent.Iterate(); ok {
		t.Error("an absent value can be iterated")
	}
	if got := len(value(t, `"`+strings.Repeat("x", 1_000_000)+`"`).Repr()); got > 500 {
		t.Errorf("a repr of %d bytes is not cut", got)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	lower := []struct{ in, want string }{
		{"FILES", "files"},
		{"F\u0130LES", "fi\u0307les"}, // Go's ToLower makes files of it
		{"\u212a", "k"},
	}
	for _, tt := range lower {
		if got := Lower(tt.in); got != tt.want {
			t.Errorf("Lower(%q): got %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := Strip("\u3000\x1c a\u200b \u0085"); got != "a\u200b" {
		t.Errorf("Strip: got %q", got)
	}
	digits := []struct {
		in   rune
		want int
	}{{'0', 0}, {'9', 9}, {'a', -1}, {'٣', 3}, {'９', 9}, {'²', -1}, {'Ⅳ', -1}, {'𝟙', 1}, {'𝟿', 9}, {'𞥕', 5}}
	for _, tt := range digits {
		if got := Digit(tt.in); got != tt.want {
			t.Errorf("Digit(%q): got %d, want %d", tt.in, got, tt.want)
		}
	}
}
