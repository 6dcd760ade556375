package evidence_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/evidence"
	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

var update = flag.Bool("update", false, "write the golden files")

// TestSamples reads each directory of testdata: input is a result file as a tool has written it,
// under a name that says nothing; result.json is what comes out.
func TestSamples(t *testing.T) {
	t.Parallel()
	dirs, err := filepath.Glob("testdata/*")
	if err != nil || len(dirs) < 15 {
		t.Fatalf("got %d directories, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			input, err := os.Open(filepath.Join(dir, "input"))
			if err != nil {
				t.Fatal(err)
			}
			defer input.Close()
			f, err := evidence.Read(input, evidence.Options{Name: "x"})
			if err != nil {
				t.Fatal(err)
			}
			var result struct {
				Format          string                    `json:"format"`
				Evidence        []document.Evidence       `json:"evidence,omitempty"`
				Vulnerabilities *document.Vulnerabilities `json:"vulnerabilities,omitempty"`
				Image           *vulnerabilities.Identity `json:"image,omitempty"`
				Warnings        []string                  `json:"warnings,omitempty"`
			}
			result.Format, result.Evidence = f.Format, f.Evidence
			if f.Report != nil {
				result.Vulnerabilities, result.Image, result.Warnings = &f.Report.Vulnerabilities, &f.Report.Image, f.Report.Warnings
			}
			got := encode(t, result)
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
				t.Errorf("result (-want +got):\n%s", diff)
			}
		})
	}
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
