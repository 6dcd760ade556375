package scores_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/internal/vulndb/scores"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadVectors(t *testing.T) {
	t.Parallel()
	const v31, other, v40, v2 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "AV:N/AC:L/Au:N/C:P/I:P/A:P"
	tests := []struct {
		name, text string
		want       map[string][]string
	}{
		{
			"NVD, whose own rating goes first",
			`{"resultsPerPage": 1, "vulnerabilities": [{"cve": {"id": "CVE-1", "metrics": {"cvssMetricV2": [{"type": "Primary", "cvssData": {"vectorString": "` + v2 + `"}}],
				"cvssMetricV31": [{"type": "Secondary", "cvssData": {"vectorString": "` + other + `"}}, {"type": "Primary", "cvssData": {"vectorString": "` + v31 + `"}}]}}},
				{"cve": {"id": "CVE-2", "metrics": {"cvssMetricV40": [{"type": "Secondary", "cvssData": {"vectorString": "` + v40 + `"}}]}}}, {"cve": {"id": "CVE-3", "metrics": {}}}], "totalResults": 3}`,
			map[string][]string{"CVE-1": {v31, v2}, "CVE-2": {v40}},
		},
		{
			"CVE 5", `{"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "CVE-1"}, "containers": {"cna": {"metrics": [{"format": "CVSS", "cvssV3_1": {"vectorString": "` + v31 + `"}}, {"other": {}}]}, "adp": [{"metrics": [{"cvssV4_0": {"vectorString": "` + v40 + `"}}]}]}}`,
			map[string][]string{"CVE-1": {v40, v31}},
		},
		{"osv.dev", `{"id": "CVE-1", "severity": [{"type": "CVSS_V3", "score": "` + v31 + `"}, {"type": "Ubuntu", "score": "low"}]}`, map[string][]string{"CVE-1": {v31}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			table := scores.New()
			if err := table.ReadVectors(write(t, "x.json", tt.text)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, table.Vectors); diff != "" {
				t.Error(diff)
			}
		})
	}
	for name, text := range map[string]string{
		"no JSON": "x", "a list": "[]", "no CVE": `{"id": "GHSA-1", "severity": [{"type": "CVSS_V3", "score": "x"}]}`, "nothing": `{}`, "cut off": `{"vulnerabilities": [{"cve": {"id": "CVE-1"`,
		"another list": `{"vulnerabilities": {}}`,
	} {
		if err := scores.New().ReadVectors(write(t, "x.json", text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestReadEPSS(t *testing.T) {
	t.Parallel()
	const text = "#model_version:v2025.03.14,score_date:2026-11-27T00:00:00+0000\ncve,epss,percentile\nCVE-2021-44228,0.94358,0.99958\r\nCVE-1,0,1\n\n"
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{write(t, "epss.csv", text), write(t, "epss.csv.gz", packed.String())} {
		table := scores.New()
		if err := table.ReadEPSS(file); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]scores.EPSS{"CVE-2021-44228": {Score: 0.94358, Percentile: 0.99958}, "CVE-1": {Score: 0, Percentile: 1}}, table.EPSS); diff != "" {
			t.Error(diff)
		}
		if table.EPSSDate != "2026-11-27T00:00:00Z" || table.EPSSModel != "v2025.03.14" {
			t.Errorf("%q, %q", table.EPSSDate, table.EPSSModel)
		}
	}
	for name, text := range map[string]string{
		"no heading": "CVE-1,0.5,0.5\n", "another heading": "cve,epss\n", "two fields": "cve,epss,percentile\nCVE-1,0.5\n", "too much": "cve,epss,percentile\nCVE-1,1.5,0.5\n",
		"no number": "cve,epss,percentile\nCVE-1,NaN,0.5\n", "no CVE": "cve,epss,percentile\nX-1,0.5,0.5\n", "empty": "",
	} {
		if err := scores.New().ReadEPSS(write(t, "epss.csv", text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestReadExploited(t *testing.T) {
	t.Parallel()
	table := scores.New()
	if err := table.ReadExploited(write(t, "kev.json", `{"catalogVersion": "2025.02.24", "dateReleased": "2025-02-24T17:55:31.6365Z", "vulnerabilities": [
		{"cveID": "CVE-1", "dateAdded": "2025-02-24", "dueDate": "2025-03-17", "knownRansomwareCampaignUse": "Known"}, {"cveID": "CVE-2", "knownRansomwareCampaignUse": "Unknown"}]}`)); err != nil {
		t.Fatal(err)
	}
	want := map[string]scores.Exploited{"CVE-1": {Added: "2025-02-24", Due: "2025-03-17", Ransomware: true}, "CVE-2": {}}
	if diff := cmp.Diff(want, table.Exploited); diff != "" {
		t.Error(diff)
	}
	if table.CatalogVersion != "2025.02.24" || table.CatalogDate != "2025-02-24T17:55:31Z" {
		t.Errorf("%q, %q", table.CatalogVersion, table.CatalogDate)
	}
	for _, text := range []string{"x", "{}", `{"vulnerabilities": [{}]}`} {
		if err := scores.New().ReadExploited(write(t, "kev.json", text)); err == nil || !strings.Contains(err.Error(), "kev.json") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
