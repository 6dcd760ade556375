package bundlefile

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/translate/anchore"
)

func TestFormat(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"scalars", `[1.0, -0, 1E+2, true, null, "\u0041\/\u2028\ud83d\udea2\n", {}, []]`, `[
  1.0,
  -0,
  1E+2,
  true,
  null,
  "A/\u2028🚢\n",
  {},
  []
]
`},
		{"order of keys", `{"x": {"b": 1, "a": 2}, "mappings": [], "version": "1_0", "id": "b"}`, `{
  "id": "b",
  "version": "1_0",
  "mappings": [],
  "x": {
    "b": 1,
    "a": 2
  }
}
`},
		{"parameters", `{"policies": [], "parameters": {"id": {"b": 1, "default": "x"}, "n": {"values": []}}}`, `{
  "parameters": {
    "id": {"b": 1, "default": "x"},
    "n": {
      "values": []
    }
  },
  "policies": []
}
`},
		{"one line", `{"policies":[{"rules":[{"params":[{"value":"v","name":"n"},{"name":"n","value":["v"]}],"gate":"g"}]}],
"whitelists":[{"items":[{"gate":"g","trigger_id":"t","id":"i"}]}],
"mappings":[{"image":{"value":"*","type":"tag"},"policy_ids":["p"]}]}`, `{
  "policies": [
    {
      "rules": [
        {
          "gate": "g",
          "params": [
            {"name": "n", "value": "v"},
            {
              "name": "n",
              "value": [
                "v"
              ]
            }
          ]
        }
      ]
    }
  ],
  "whitelists": [
    {
      "items": [
        {"id": "i", "gate": "g", "trigger_id": "t"}
      ]
    }
  ],
  "mappings": [
    {
      "image": {"type": "tag", "value": "*"},
      "policy_ids": [
        "p"
      ]
    }
  ]
}
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Format([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestFormatShipped holds the bundle that people copy to the form.
func TestFormatShipped(t *testing.T) {
	t.Parallel()
	text, err := bundles.Get("default")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Format(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestFormatRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{", `{"a": 1, "a": 2}`, "{} {}", `{"a": 1,}`, "// c\n{}"} {
		if got, err := Format([]byte(text)); err == nil {
			t.Errorf("%q: got %s, want an error", text, got)
		}
	}
}

// FuzzFormat checks that nothing but the form changes, and that only once.
func FuzzFormat(f *testing.F) {
	f.Add([]byte(`{"id": "b", "policies": [{"rules": [{"params": [{"name": "a", "value": 1e5}]}]}], "x": "\u007f\ud83d\udea2"}`))
	f.Add([]byte(`{"items": [{"items": [[{"image": null}]]}], "params": {"params": []}}`))
	if text, err := os.ReadFile("../../../../testdata/bundles/broken.json"); err == nil {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want, duplicates, err := anchore.Decode(text)
		if err != nil || len(duplicates) > 0 {
			return
		}
		once, err := Format(text)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := anchore.Decode(once)
		if err != nil {
			t.Fatalf("%s: %v", once, err)
		}
		if diff := cmp.Diff(sorted(want), sorted(got), cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		twice, err := Format(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%s\nbecomes %s (%v)", once, twice, err)
		}
	})
}

// sorted is a value whose objects do not depend on the order of their keys.
func sorted(v *anchore.Value) any {
	switch v.Kind {
	case anchore.Object:
		m := map[string]any{}
		for i, key := range v.Keys {
			m[key] = sorted(v.Items[i])
		}
		return m
	case anchore.Array:
		list := []any{}
		for _, item := range v.Items {
			list = append(list, sorted(item))
		}
		return list
	}
	return []any{v.Kind, v.Bool, v.Text}
}
