package jsonread_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

func TestStrict(t *testing.T) {
	t.Parallel()
	type shape struct{ A, B int }
	for _, tc := range []struct{ name, text, err string }{
		{name: "good", text: "{\"a\": 1,\n \"b\": 2}\n"},
		{name: "exact fit", text: `{"a":` + strings.Repeat(" ", 93) + `1}`},
		{name: "too large", text: `{"a":` + strings.Repeat(" ", 94) + `1}`, err: "larger than 100 bytes"},
		{name: "unknown key", text: "{\n\"c\": 1}", err: `line 2: json: unknown field "c"`},
		{name: "wrong type", text: "{\"a\": 1,\n\n\"b\": \"x\"}", err: "line 3: json: cannot unmarshal string into Go struct field shape.B of type int"},
		{name: "syntax", text: "{\"a\": 1\n\"b\": 2}", err: `line 2: invalid character '"' after object key:value pair`},
		{name: "cut off", text: `{"a": 1`, err: "the document ends too early"},
		{name: "empty", text: "", err: "the document ends too early"},
		{name: "two documents", text: "{}\n{}", err: "line 2: more follows the document"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var got shape
			err := jsonread.Strict(strings.NewReader(tc.text), 100, &got)
			if (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
				t.Errorf("got error %v, want %q", err, tc.err)
			}
		})
	}
}

func TestObject(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want, err string }{
		{name: "good", text: `{"list": [1, 2], "skipped": {"x": [{}]}, "none": null}`, want: "list 1 2 skipped none"},
		{name: "no object", text: `[1]`, err: "line 1: [ instead of {"},
		{name: "no list", text: "{\n\"list\": \"x\"}", want: "list", err: "line 2: a text instead of a list"},
		{name: "twice", text: "{\"none\": null,\n\"none\": null}", want: "none", err: `line 2: duplicate key "none"`},
		{name: "cut off", text: `{"skipped": [`, want: "skipped", err: "the document ends too early"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			d := jsonread.NewDecoder(strings.NewReader(tc.text), 100)
			err := d.Object(func(key string) error {
				got = append(got, key)
				if key == "skipped" {
					return d.Skip()
				}
				return d.Array(func(int) error {
					token, err := d.Token()
					got = append(got, fmt.Sprint(token))
					return err
				})
			})
			if (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
				t.Errorf("got error %v, want %q", err, tc.err)
			}
			if text := strings.Join(got, " "); text != tc.want {
				t.Errorf("got %s, want %s", text, tc.want)
			}
		})
	}
}
