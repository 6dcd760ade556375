package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// reports writes what others say of the image: two feeds, a scan for malware, a
// vulnerability report of Grype's, and a configuration of searches.
func (m *maker) reports(dir string) error {
	m.r = rand.New(rand.NewPCG(5, 1))
	for name, value := range map[string]any{
		"npm.json":             m.feed(m.npms),
		"gem.json":             m.feed(m.gems),
		"malware.json":         map[string]any{"clamav": map[string]any{"scanner": "clamav", "findings": []any{map[string]any{"path": "/opt/links/a", "signature": "Eicar-Signature"}}}},
		"vulnerabilities.json": m.vulnerabilities(),
		"analyzer.yaml": map[string]any{ // JSON is YAML
			"retrieve_files": map[string]any{"file_list": []string{"/etc/passwd", "/etc/shells"}},
			"content_search": map[string]any{"regexp_match": []string{`LISTEN=.*listening on [0-9]+`, `PASSWORD=(?i).*password *= *"[^"]{8,}"`}},
		},
	} {
		text, err := json.MarshalIndent(value, "", "  ")
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o644)
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return nil
}

// feed has newer versions of some packages, knows some not at all, and has as many
// that are not installed.
func (m *maker) feed(installed []named) any {
	packages := map[string]any{}
	for i, p := range installed {
		versions := []string{"0.0.1", p.version, m.version()}
		if i%10 != 0 {
			packages[p.name] = map[string]any{"latest": versions[1+m.r.IntN(2)], "versions": versions}
		}
		packages["other-"+p.name] = map[string]any{"latest": "1.0.0", "versions": []string{"1.0.0"}}
	}
	return map[string]any{"synced_at": epoch(), "packages": packages}
}

func (m *maker) vulnerabilities() any {
	matches := []any{}
	add := func(p named, kind, path string) {
		severity := []string{"Negligible", "Low", "Medium", "High", "Critical"}[m.r.IntN(5)]
		fix := map[string]any{"versions": []string{}, "state": "not-fixed"}
		if m.r.IntN(2) == 0 {
			fix = map[string]any{"versions": []string{p.version + ".1"}, "state": "fixed"}
		}
		id := fmt.Sprintf("CVE-2023-%d", 1000+len(matches))
		matches = append(matches, map[string]any{
			"vulnerability": map[string]any{
				"id": id, "dataSource": "https://example.test/" + id, "namespace": "debian:distro:debian:12", "severity": severity, "fix": fix,
				"cvss": []any{map[string]any{"version": "3.1", "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "metrics": map[string]any{"baseScore": 9.8, "exploitabilityScore": 3.9, "impactScore": 5.9}}},
			},
			"artifact": map[string]any{"name": p.name, "version": p.version, "type": kind, "locations": []any{map[string]any{"path": path}}},
		})
	}
	for _, p := range m.debs {
		for range m.r.IntN(4) {
			add(p.named, "deb", "/var/lib/dpkg/status")
		}
	}
	for _, p := range m.npms {
		if m.r.IntN(6) == 0 {
			add(p, "npm", "/srv/app/node_modules/"+p.name+"/package.json")
		}
	}
	return map[string]any{
		"matches":    matches,
		"source":     map[string]any{"type": "image", "target": map[string]any{"userInput": "example.test/big:1"}},
		"distro":     map[string]any{"name": "debian", "version": "12"},
		"descriptor": map[string]any{"name": "grype", "version": "0.104.0", "timestamp": epoch(), "db": map[string]any{"status": map[string]any{"built": epoch()}}},
	}
}
