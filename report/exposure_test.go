package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/report"
)

func exposed() *evaluate.Exposure {
	epss, layer := 0.876, 3
	return &evaluate.Exposure{
		Source:     "osv 0123456789ab, 2026-11-01T00:00:00Z",
		Severities: []evaluate.SeverityCount{{Severity: "Critical", Count: 2}, {Severity: "Unknown", Count: 1}},
		Packages: []evaluate.ExposedPackage{
			{Name: "openssl", Version: "3.0.9-1", Type: "dpkg", Path: "pkgdb", Upgrade: "3.0.11-1", Vulnerabilities: []evaluate.ExposedVulnerability{
				{ID: "CVE-2026-0001", Severity: "Critical", Link: "https://example.test/1", Fixed: []string{"3.0.11-1"}, EPSS: &epss, Exploited: true, VEX: "not_affected"},
			}},
			{Name: "<left>", Version: "1|2", Type: "npm", Path: "/app/package.json", Layer: &layer, Upgrade: "1.3.0", Unfixed: 1, Vulnerabilities: []evaluate.ExposedVulnerability{
				{ID: "GHSA-1", Severity: "Critical", Link: "javascript:alert(1)", Fixed: []string{"1.3.0"}}, {ID: "GHSA-2", Severity: "Unknown"},
			}},
			{Name: "gcc", Version: "4:12.2.0-3", Type: "dpkg", Path: "pkgdb", Upgrade: "1.204", Source: "gcc-defaults", Vulnerabilities: []evaluate.ExposedVulnerability{
				{ID: "CVE-2026-0003", Severity: "Low", Fixed: []string{"1.204"}},
			}},
			{Name: "linux-libc-dev", Version: "6.1", Type: "dpkg", Path: "pkgdb", KernelHeaders: true, Unfixed: 1, Vulnerabilities: []evaluate.ExposedVulnerability{{ID: "CVE-2026-0002", Severity: "Unknown"}}},
		},
	}
}

// TestExposure: the pages for people have the vulnerabilities by package, and what would fix them.
func TestExposure(t *testing.T) {
	t.Parallel()
	input := report.Input{Decision: &decision.Decision{FinalAction: decision.Go}, Image: "acme/app:1", Exposure: exposed()}
	tests := map[string]struct{ has, not []string }{
		"html": {
			has: []string{
				"Vulnerable packages", "By osv 0123456789ab", `<a href="https://example.test/1"`, "known exploited, EPSS 87.6 %, VEX: not affected",
				"upgrade openssl to 3.0.11-1", "upgrade &lt;left&gt; to 1.3.0; 1 without a fix", "upgrade gcc to the build of gcc-defaults 1.204", "npm, /app/package.json, layer 3", "not judged: kernel headers", "no fix yet",
				`<rect width="240"`, `<rect width="120"`,
			},
			not: []string{"<left>", "javascript:", "style=\""},
		},
		"markdown": {
			has: []string{"### Vulnerable packages", "2 critical, 1 unknown", "upgrade openssl to 3.0.11-1", "upgrade gcc to the build of gcc-defaults 1.204", "known exploited"},
			not: []string{"<left>"},
		},
	}
	for format, tt := range tests {
		var b bytes.Buffer
		if err := report.Render(&b, format, []report.Input{input}, report.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, text := range tt.has {
			if !strings.Contains(b.String(), text) {
				t.Errorf("%s has no %q", format, text)
			}
		}
		for _, text := range tt.not {
			if strings.Contains(b.String(), text) {
				t.Errorf("%s has %q", format, text)
			}
		}
		b.Reset()
		input := input
		input.Exposure = nil
		if err := report.Render(&b, format, []report.Input{input}, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "Vulnerable packages") {
			t.Errorf("%s has vulnerabilities where nobody looked for them", format)
		}
	}
}
