package sbom_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/sbom"
)

var update = flag.Bool("update", false, "write the golden files")

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

// TestSamples reads each directory of testdata: input is an SBOM under a name that says nothing,
// result.json what comes out.
func TestSamples(t *testing.T) {
	t.Parallel()
	inputs, err := filepath.Glob("testdata/*/input")
	if err != nil || len(inputs) < 12 {
		t.Fatalf("got %d files, %v", len(inputs), err)
	}
	for _, name := range inputs {
		dir := filepath.Dir(name)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := sbom.Read(bytes.NewReader(text), 0)
			if err != nil {
				t.Fatal(err)
			}
			got := encode(t, s)
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
				t.Errorf("SBOM (-want +got):\n%s", diff)
			}
			if strings.HasSuffix(dir, "tag-value") { // nothing ends it, and it says so
				return
			}
			trimmed := bytes.TrimRight(text, " \n")
			for i := 1; i <= 20; i++ {
				if at := len(trimmed) * i / 21; true {
					if _, err := sbom.Read(bytes.NewReader(trimmed[:at]), 0); err == nil {
						t.Errorf("cut at %d of %d: got no error", at, len(trimmed))
					}
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "reading SBOM: the file is empty"},
		{"text", "x", "reading SBOM: unknown format"},
		{"other JSON", `{"a": 1}`, "reading SBOM: unknown format"},
		{"other list", `[{"a": 1}]`, "reading SBOM: unknown format"},
		{"other XML", `<bom/>`, "reading SBOM: unknown format"},
		{"DSSE", `{"payloadType": "x"}`, "reading SBOM: line 1: a signed attestation (DSSE)"},
		{"a statement", `{"predicateType": "x"}`, "reading SBOM: line 1: an attestation; give its predicate alone"},
		{"no components", `{"bomFormat": "CycloneDX", "specVersion": "1.6"}`, "reading SBOM (cyclonedx-json): it has no components"},
		{"no version", `{"bomFormat": "CycloneDX", "components": []}`, "reading SBOM (cyclonedx-json): it does not say its specVersion"},
		{"another bomFormat", `{"bomFormat": "x", "components": []}`, `reading SBOM (cyclonedx-json): its bomFormat is "x"`},
		{"SPDX 1", `{"spdxVersion": "SPDX-1.2", "packages": []}`, `reading SBOM (spdx-json): its spdxVersion is "SPDX-1.2"`},
		{"SPDX without packages", `{"spdxVersion": "SPDX-2.3"}`, "reading SBOM (spdx-json): it has no packages"},
		{"tags without packages", "SPDXVersion: SPDX-2.3\n", "reading SBOM (spdx-tag-value): it has no packages"},
		{"a text without an end", "SPDXVersion: SPDX-2.3\nPackageName: x\nPackageComment: <text>", "reading SBOM (spdx-tag-value): the document ends too early"},
		{"another graph", `{"@graph": []}`, "reading SBOM (spdx-3-json): its @context is not that of SPDX 3"},
		{"no graph", `{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}`, "reading SBOM (spdx-3-json): it has no @graph"},
		{"XML with entities", `<!DOCTYPE bom [<!ENTITY e "x">]><bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>`, "reading SBOM: line 1: a DOCTYPE with declarations of its own is refused"},
		{"XML without components", `<bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>`, "reading SBOM (cyclonedx-xml): it has no components"},
		{"deep", `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [` + strings.Repeat(`{"components": [`, 100) + strings.Repeat("]}", 100) + "]}", "reading SBOM (cyclonedx-json): line 1: components are nested deeper than 64"},
		{"a long component", `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "` + strings.Repeat("x", 40<<20), "reading SBOM (cyclonedx-json): line 1: one element has more than 16777216 bytes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := sbom.Read(strings.NewReader(tt.text), 0)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got error %v, want %s…", err, tt.want)
			}
		})
	}
}

// TestCut: a list in JSON or XML that ends too early is refused; one of tags and values has no end of its own, and says so.
func TestCut(t *testing.T) {
	t.Parallel()
	inputs, err := filepath.Glob("testdata/*/input")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("got %d files, %v", len(inputs), err)
	}
	for _, name := range inputs {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.TrimSpace(text)
		for i := 1; i <= 20; i++ {
			s, err := sbom.Read(bytes.NewReader(text[:len(text)*i/21]), 0)
			if err == nil && (text[0] == '<' || json.Valid(text) || len(s.Problems) == 0) {
				t.Errorf("%s, cut at %d of 21: got %d packages", name, i, len(s.Packages))
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	inputs, err := filepath.Glob("testdata/*/input")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range inputs {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(text) < 8<<10 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := sbom.Read(bytes.NewReader(text), 1<<20)
		if err != nil {
			return
		}
		for _, p := range s.Packages {
			if p.Name == "" || p.Type == "" || p.Path == nil || p.License == nil {
				t.Errorf("got %+v", p)
			}
		}
	})
}
