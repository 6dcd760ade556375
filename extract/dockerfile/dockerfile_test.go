package dockerfile

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/extract/document"
)

var update = flag.Bool("update", false, "write testdata/*/result.json")

// TestCases reads testdata/NAME/Dockerfile with the options of args.json, or guesses
// from history.json, and compares with result.json.
func TestCases(t *testing.T) {
	t.Parallel()
	dirs, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) < 10 {
		t.Fatalf("%d cases", len(dirs))
	}
	valid := schema(t)
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			if filepath.Base(dir) == "fuzz" {
				t.Skip("seeds of the fuzz targets")
			}
			got := encode(t, read(t, dir))
			validate(t, valid, got)
			golden := filepath.Join(dir, "result.json")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func read(t *testing.T, dir string) *document.Dockerfile {
	t.Helper()
	var options Options
	if args, err := os.ReadFile(filepath.Join(dir, "args.json")); err == nil {
		if err := json.Unmarshal(args, &options); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "history.json")); err == nil {
		var h []document.History
		if err := json.Unmarshal(text, &h); err != nil {
			t.Fatal(err)
		}
		return Guess(h, options.Reading)
	}
	text, err := os.ReadFile(filepath.Join(dir, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	options.Path = "Dockerfile"
	d, err := Parse(text, options)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func encode(t *testing.T, d *document.Dockerfile) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// schema is the dockerfile part of the input's schema.
func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../../internal/schemas/input.schema.json#/properties/dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, text []byte) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Error(err)
	}
}
