package printable_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/pratique-dev/pratique/internal/printable"
)

func TestJSONWriter(t *testing.T) {
	t.Parallel()
	text := "\"plain Größe 🚢 \x7f \u009b31m \u202e \u2066 \u200f \u061c €\"\n"
	want := `"plain Größe 🚢 \u007f \u009b31m \u202e \u2066 \u200f \u061c €"` + "\n"
	// In pieces of each length, so that characters are cut everywhere.
	for size := 1; size <= len(text); size++ {
		var got bytes.Buffer
		w := printable.JSONWriter(&got)
		for rest := []byte(text); len(rest) > 0; {
			n, err := w.Write(rest[:min(size, len(rest))])
			if err != nil || n != min(size, len(rest)) {
				t.Fatal(n, err)
			}
			rest = rest[n:]
		}
		if got.String() != want {
			t.Fatalf("in pieces of %d: got %q, want %q", size, got.String(), want)
		}
		var before, after string
		if json.Unmarshal([]byte(text), &before) != nil || json.Unmarshal(got.Bytes(), &after) != nil || before != after {
			t.Errorf("the value is another: %q", after)
		}
	}
}
