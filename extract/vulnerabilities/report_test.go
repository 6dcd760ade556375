package vulnerabilities_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

func TestReadErrors(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, err string }{
		{name: "empty", text: "", err: "reading vulnerability report: the document ends too early"},
		{name: "other JSON", text: `{"a": 1}`, err: "reading vulnerability report: it is none of grype, trivy, osv-scanner and CycloneDX JSON, nor a report of Clair 4, clair-scanner or klar"},
		{name: "old trivy", text: `[{"Target": "x"}]`, err: "reading vulnerability report: line 1: [ instead of {"},
		{name: "trivy of another version", text: `{"SchemaVersion": 3, "Results": []}`, err: "reading trivy report: its SchemaVersion is not 2"},
		{name: "trivy without version", text: `{"Results": []}`, err: "reading trivy report: its SchemaVersion is not 2"},
		{name: "grype without matches", text: `{"descriptor": {"name": "grype"}}`, err: "reading grype report: it has no matches"},
		{name: "osv without results", text: `{"image_metadata": {}}`, err: "reading osv-scanner report: it has no results"},
		{name: "SBOM", text: `{"bomFormat": "CycloneDX", "components": []}`, err: "reading cyclonedx report: it has no vulnerabilities: a list of components says nothing of them"},
		{name: "no CycloneDX", text: `{"vulnerabilities": []}`, err: `reading cyclonedx report: its bomFormat is ""`},
		{name: "two formats", text: "{\"matches\": [],\n\"results\": []}", err: `reading grype report: line 2: key "results" is one of a osv-scanner report`},
		{name: "twice", text: "{\"matches\": [],\n\"matches\": []}", err: `reading grype report: line 2: duplicate key "matches"`},
		{name: "cut off", text: `{"matches": [{"vulnerability": {"id": "CVE-1"}, "artifact": {"name": "x"}}`, err: "reading grype report: the document ends too early"},
		{name: "match without id", text: "{\"matches\": [\n{\"artifact\": {\"name\": \"x\"}}]}", err: "reading grype report: line 2: match without a vulnerability's id or a package's name"},
		{name: "vulnerability without package", text: `{"SchemaVersion": 2, "Results": [{"Vulnerabilities": [{"VulnerabilityID": "CVE-1"}]}]}`,
			err: "reading trivy report: line 1: vulnerability without VulnerabilityID or PkgName"},
		{name: "package without name", text: `{"results": [{"packages": [{}]}]}`, err: "reading osv-scanner report: line 1: package without a name"},
		{name: "group without vulnerability", text: `{"results": [{"packages": [{"package": {"name": "x"}, "groups": [{"ids": ["a"]}]}]}]}`,
			err: "reading osv-scanner report: line 1: group without a vulnerability"},
		{name: "affects nothing", text: `{"bomFormat": "CycloneDX", "vulnerabilities": [{"id": "CVE-1"}]}`, err: "reading cyclonedx report: CVE-1 affects no component"},
		{name: "affects a stranger", text: `{"bomFormat": "CycloneDX", "vulnerabilities": [{"id": "CVE-1", "affects": [{"ref": "x"}]}]}`,
			err: `reading cyclonedx report: CVE-1: component "x" is not there`},
		{name: "no id", text: `{"bomFormat": "CycloneDX", "vulnerabilities": [{}]}`, err: "reading cyclonedx report: vulnerability without an id"},
		{name: "wrong type", text: "{\n\"matches\": {}}", err: "reading grype report: line 2: { instead of a list"},
		{name: "more follows", text: "{\"matches\": []}\n{}", err: "reading grype report: line 2: more follows the document"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := vulnerabilities.Read(strings.NewReader(tc.text))
			if err == nil || err.Error() != tc.err {
				t.Errorf("got error %v, want %s", err, tc.err)
			}
		})
	}
}

// Keys may stand in any order: jq -S sorts them.
func TestReadSorted(t *testing.T) {
	t.Parallel()
	report, err := vulnerabilities.Read(strings.NewReader(`{"CreatedAt": "2026-03-01T10:00:00Z", "Results": [{"Class": "os-pkgs", "Type": "alpine",
		"Vulnerabilities": [{"VulnerabilityID": "CVE-1", "PkgName": "x", "Severity": "LOW"}]}], "SchemaVersion": 2}`))
	if err != nil {
		t.Fatal(err)
	}
	m := report.Vulnerabilities.Matches
	if len(m) != 1 || m[0].Package.Type != "apkg" || m[0].DetectedAt == nil || *m[0].DetectedAt != "2026-03-01T10:00:00Z" {
		t.Errorf("got %+v", m)
	}
}

// TestReadCut: a report that ends too early is refused, and is never one with fewer matches.
func TestReadCut(t *testing.T) {
	t.Parallel()
	reports, err := filepath.Glob("testdata/*/report.json")
	if err != nil || len(reports) == 0 {
		t.Fatalf("got %d reports, %v", len(reports), err)
	}
	for _, name := range reports {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.TrimSpace(text)
		for i := 1; i <= 20; i++ {
			if r, err := vulnerabilities.Read(bytes.NewReader(text[:len(text)*i/21])); err == nil {
				t.Errorf("%s, cut at %d of 21: got %d matches", name, i, len(r.Vulnerabilities.Matches))
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	reports, err := filepath.Glob("testdata/*/report.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range reports {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		report, err := vulnerabilities.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, m := range report.Vulnerabilities.Matches {
			if m.Vulnerability.ID == "" || m.Package.Path == nil || m.Fix.Versions == nil || m.Vulnerability.CVSSNVD == nil || m.Vulnerability.CVSSVendor == nil {
				t.Errorf("%+v is incomplete", m)
			}
		}
	})
}
