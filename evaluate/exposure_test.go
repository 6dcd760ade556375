package evaluate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

func TestExposure(t *testing.T) {
	t.Parallel()
	const document = `{
	"packages": [{"name": "gcc", "version": "4:12.2.0-3", "full_version": "4:12.2.0-3", "type": "dpkg", "source": "gcc-defaults", "source_version": "1.203"},
		{"name": "openssl", "full_version": "1", "type": "dpkg", "source": "openssl", "source_version": "1"}, {"name": "gcc", "full_version": "1", "type": "npm", "source_version": "2"}],
	"files": {"/app/a.war": {"type": "file", "layer": 2}},
	"vulnerabilities": {"source": {"name": "osv", "version": "0123"}, "synced_at": "2026-11-01T00:00:00Z", "matches": [
		{"vulnerability": {"id": "CVE-1", "severity": "Low", "link": null}, "package": {"name": "openssl", "version": "1", "type": "dpkg", "path": "pkgdb"}, "fix": {"versions": ["1.0-9"]}},
		{"vulnerability": {"id": "CVE-2", "severity": "High", "link": "http://x", "epss": {"score": 0.5}}, "package": {"name": "openssl", "version": "1", "type": "dpkg", "path": "pkgdb"}, "fix": {"versions": ["1.0-10"]}},
		{"vulnerability": {"id": "CVE-3", "severity": "Unknown"}, "package": {"name": "openssl", "version": "1", "type": "dpkg", "path": "pkgdb"}, "fix": {"versions": []}},
		{"vulnerability": {"id": "CVE-4", "severity": "Medium", "known_exploited": {"added": null}}, "package": {"name": "b", "version": "1", "type": "java", "path": "/app/a.war:lib/b.jar"}, "fix": {"versions": ["2"]}, "vex": {"status": "affected"}},
		{"vulnerability": {"id": "CVE-5", "severity": "Critical"}, "package": {"name": "zlib", "version": "1", "type": "apkg", "path": null}, "fix": {"versions": ["no version"]}, "kernel_headers": true},
		{"vulnerability": {"id": "CVE-6", "severity": "Negligible"}, "package": {"name": "gcc", "version": "4:12.2.0-3", "type": "dpkg", "path": "pkgdb"}, "fix": {"versions": ["1.204"]}},
		{"vulnerability": {"id": "CVE-7", "severity": "Negligible"}, "package": {"name": "libx", "version": "3", "type": "rpm", "path": "pkgdb"}, "fix": {"versions": ["1.2-3"], "source": "x"}}]}}`
	value, err := ast.ValueFromReader(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	got, err := exposure(value)
	if err != nil {
		t.Fatal(err)
	}
	half, two := 0.5, 2
	want := &Exposure{
		Source:     "osv 0123, 2026-11-01T00:00:00Z",
		Severities: []SeverityCount{{"Critical", 1}, {"High", 1}, {"Medium", 1}, {"Low", 1}, {"Negligible", 2}, {"Unknown", 1}},
		Packages: []ExposedPackage{
			{Name: "b", Version: "1", Type: "java", Path: "/app/a.war:lib/b.jar", Layer: &two, Upgrade: "2", Vulnerabilities: []ExposedVulnerability{
				{ID: "CVE-4", Severity: "Medium", Fixed: []string{"2"}, Exploited: true, VEX: "affected"},
			}},
			{Name: "zlib", Version: "1", Type: "apkg", Upgrade: "no version", KernelHeaders: true, Vulnerabilities: []ExposedVulnerability{
				{ID: "CVE-5", Severity: "Critical", Fixed: []string{"no version"}},
			}},
			{Name: "openssl", Version: "1", Type: "dpkg", Path: "pkgdb", Upgrade: "1.0-10", Unfixed: 1, Vulnerabilities: []ExposedVulnerability{
				{ID: "CVE-2", Severity: "High", Link: "http://x", Fixed: []string{"1.0-10"}, EPSS: &half},
				{ID: "CVE-1", Severity: "Low", Fixed: []string{"1.0-9"}},
				{ID: "CVE-3", Severity: "Unknown", Fixed: []string{}},
			}},
			{Name: "gcc", Version: "4:12.2.0-3", Type: "dpkg", Path: "pkgdb", Upgrade: "1.204", Source: "gcc-defaults", Vulnerabilities: []ExposedVulnerability{
				{ID: "CVE-6", Severity: "Negligible", Fixed: []string{"1.204"}},
			}},
			{Name: "libx", Version: "3", Type: "rpm", Path: "pkgdb", Upgrade: "1.2-3", Source: "x", Vulnerabilities: []ExposedVulnerability{
				{ID: "CVE-7", Severity: "Negligible", Fixed: []string{"1.2-3"}},
			}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, none := range []string{`{}`, `{"vulnerabilities": null}`, `[]`} {
		value, err := ast.ValueFromReader(strings.NewReader(none))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := exposure(value); got != nil || err != nil {
			t.Errorf("%s: %+v, %v", none, got, err)
		}
	}
}
