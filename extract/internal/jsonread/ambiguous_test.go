package jsonread_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

func TestUnambiguous(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"nothing twice", `{"a": 1, "b": {"a": [{"a": 1}, {"a": 2}]}}`, ""},
		{"top", `{"a": 1, "a": 2}`, `it has the key "a" twice`},
		{"below", `{"x": {"a": 1, "b": {"c": {}}, "a": {}}}`, `x has the key "a" twice`},
		{"in an array", `{"x": [1, {}, {"a": 1, "a": 1}]}`, `x/* has the key "a" twice`},
		{"in an array of arrays", `[[{"a": 1, "a": 1}]]`, `*/* has the key "a" twice`},
		{"escaped", `{"user": 1, "\u0075ser": 2}`, `it has the key "user" twice`},
		{"another case, where it counts", `{"map": {"a": 1, "A": 2}}`, ""},
		{"another case, where it does not", `{"folded": {"User": 1, "user": 2}}`, `folded has the keys "User" and "user", which container engines take for one`},
		{"an s of another kind", `{"folded": {"User": 1, "u\u017fer": 2}}`, `folded has the keys "User" and "uſer"`},
		{"the place's own key in another case", `{"FOLDED": {"User": 1, "uSER": 2}}`, `folded has the keys "User" and "uSER"`},
		{"no document", `{"a": `, "unexpected EOF"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := jsonread.Unambiguous([]byte(test.in), func(place string) bool { return place == "folded" })
			got := ""
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, test.want) || test.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// FuzzFold holds Fold against what encoding/json does.
func FuzzFold(f *testing.F) {
	for _, key := range []string{"User", "uſer", "USER", "us\u212Aer", "x"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		text, err := json.Marshal(map[string]string{key: "found"})
		if err != nil {
			t.Skip()
		}
		var read struct{ User string }
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		if (read.User == "found") != (jsonread.Fold(key) == "user") {
			t.Errorf("%q is folded to %q, and read as User: %v", key, jsonread.Fold(key), read.User != "")
		}
	})
}
