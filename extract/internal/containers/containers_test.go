package containers_test

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
	"github.com/pratique-dev/pratique/extract/internal/containers"
)

var update = flag.Bool("update", false, "write the results anew")

// TestRead reads testdata/CASE/input and compares with result.json, which leaves the
// original out.
func TestRead(t *testing.T) {
	t.Parallel()
	inputs, err := filepath.Glob("testdata/*/input")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("got %d inputs, %v", len(inputs), err)
	}
	for _, name := range inputs {
		dir := filepath.Dir(name)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			result, err := containers.Read("input", bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			validate(t, result.Containers)
			for i := range result.Containers {
				if !json.Valid(result.Containers[i].Raw) {
					t.Errorf("the original of container %d is not JSON", i)
				}
				result.Containers[i].Raw = nil
			}
			got, err := json.MarshalIndent(result, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := filepath.Join(dir, "result.json")
			if *update {
				if err := os.WriteFile(golden, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
		})
	}
}

// validate checks the section against the published schema.
func validate(t *testing.T, section []document.Container) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../../internal/schemas/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := json.Marshal(map[string]any{"schema_version": document.SchemaVersion, "containers": section})
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("the section is not valid: %v", err)
	}
}
