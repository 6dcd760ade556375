package vulnerabilities_test

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
	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

var update = flag.Bool("update", false, "write the results anew")

// TestReports reads testdata/CASE/report.json and compares with result.json.
func TestReports(t *testing.T) {
	t.Parallel()
	reports, err := filepath.Glob("testdata/*/report.json")
	if err != nil || len(reports) == 0 {
		t.Fatalf("got %d reports, %v", len(reports), err)
	}
	for _, name := range reports {
		dir := filepath.Dir(name)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			report, err := vulnerabilities.Read(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(report, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			validate(t, report)
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
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

// validate checks the section against the published schema.
func validate(t *testing.T, report *vulnerabilities.Report) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../internal/schemas/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := json.Marshal(map[string]any{"schema_version": document.SchemaVersion, "vulnerabilities": report.Vulnerabilities})
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
