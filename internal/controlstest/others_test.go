package controlstest_test

import (
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
)

const negligible = `{"vulnerability": {"id": "CVE-2023-2", "severity": "Negligible", "namespace": "alpine:distro:alpine:3.19", "fix": {"versions": [], "state": "unknown"}},
	"artifact": {"name": "musl", "version": "1.2.4-r2", "type": "apk"}}`

const severe = `{"vulnerability": {"id": "CVE-2023-1", "severity": "High", "namespace": "alpine:distro:alpine:3.19", "fix": {"versions": ["2"], "state": "fixed"}, "dataSource": "https://x"},
	"artifact": {"name": "musl", "version": "1.2.4-r2", "type": "apk"}}`

// good is an image that the benchmarks have nothing against.
func good() *testimage.Builder {
	return set(func(c *v1.Config) {
		c.User = "10001"
		c.Healthcheck = &v1.HealthConfig{Test: []string{"CMD", "true"}}
		c.Labels = map[string]string{"sensitivity": "public"}
	}).Reference("acme/shop:1.4")
}

const goodDockerfile = "FROM registry.example.com/base:1@sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb\nUSER 10001\nHEALTHCHECK CMD true\n"

// trusts is a document of an image with signatures; they are no facts of an image's own.
func trusts(t *testing.T, verified bool, base string) subject {
	t.Helper()
	const digest = "sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb"
	return subject{document: text(t, map[string]any{
		"schema_version": "1",
		"image":          map[string]any{"registry": "docker.io", "repository": "x", "tag": "1", "digest": digest, "id": "1", "config": map[string]any{}},
		"dockerfile": map[string]any{
			"mode": "actual", "path": "Dockerfile", "lines": map[string]any{}, "instructions": []any{},
			"stages": []any{map[string]any{"index": 0, "name": nil, "used": true, "final": true, "base": map[string]any{"raw": base, "reference": base, "stage": nil}}},
		},
		"signatures": []any{map[string]any{"type": "cosign", "digest": digest, "verified": verified}},
		"searched":   map[string]any{"sections": []string{"dockerfile", "image", "signatures"}},
	}), params: []string{"nist.trusted_bases=registry.example.com/*"}}
}

// told is a subject of which there is nothing but what another tool says.
func told(t *testing.T, text string) subject {
	t.Helper()
	return subject{supplies: extract.SuppliedFiles{Evidence: extract.EvidenceFiles{
		Paths: []string{file(t, "evidence", text)}, Date: now(),
	}}}
}

func lynisReport(lines string) string {
	return "lynis_version=3.0.8\n" + lines + "tests_executed=PKGS-7392|KRNL-6000|\nfinish=true\n"
}

const benchHead = "# Docker Bench for Security v1.1.0\n# Inspired by the CIS Docker 1.11 Benchmark:\n"

// benchReport is a report of docker-bench-security with one check.
func benchReport(title, result string) string {
	return `{"dockerbenchsecurity": "1.3.6", "start": 1, "tests": [{"results": [{"id": "1.1.2", "desc": "` + title + ` (Automated)", "result": "` + result + `"}]}],
		"checks": 1, "score": 0, "end": 2}`
}

func TestNIST(t *testing.T) {
	t.Parallel()
	trusted := "nist.trusted_bases=registry.example.com/*"
	clean := func() subject {
		return trusting(t, subject{image: good(), dockerfile: goodDockerfile, supplies: scanned(t, negligible), params: []string{trusted}}, "1")
	}
	with := func(change func(*subject)) subject { s := clean(); change(&s); return s }
	built := func(lines string) subject { return with(func(s *subject) { s.dockerfile += lines + "\n" }) }
	image := func(entries ...testimage.Entry) subject {
		return with(func(s *subject) {
			s.image = alpine(entries...).Config(func(c *v1.Config) {
				c.User = "10001"
				c.Healthcheck = &v1.HealthConfig{Test: []string{"CMD", "true"}}
			})
		})
	}
	params := func(list ...string) subject {
		return with(func(s *subject) { s.params = append(s.params, list...) })
	}
	unscanned := with(func(s *subject) { s.supplies.Vulnerabilities = "" })
	off := trusting(t, clean(), "0")
	untrusting := with(func(s *subject) { s.supplies.Runtime.Host = nil })
	malware := func(findings string) subject {
		return with(func(s *subject) {
			s.supplies.Malware = file(t, "scan.json", `{"clamav": {"scanner": "clamav", "findings": [`+findings+`]}}`)
		})
	}
	contained := func(options string) subject {
		return with(func(s *subject) {
			s.supplies.Runtime.Containers = []string{file(t, "run.txt", "docker run "+options+" acme/shop:1.4\n")}
		})
	}
	npm := `{"vulnerability": {"id": "CVE-2021-23337", "severity": "High", "namespace": "github:language:javascript", "fix": {"versions": ["4.17.21"], "state": "fixed"}},
		"artifact": {"name": "lodash", "version": "4.17.20", "type": "npm", "locations": [{"path": "/srv/node_modules/lodash/package.json"}]}}`
	checkWitnesses(t, "nist-800-190", each([]controlCase{
		{"4.1.1", "clean", clean(), "pass"},
		{"4.1.1", "severe", with(func(s *subject) { s.supplies.Vulnerabilities = scanned(t, severe).Vulnerabilities }), "fail"},
		{"4.1.1", "severe, of an application", with(func(s *subject) { s.supplies.Vulnerabilities = scanned(t, npm).Vulnerabilities }), "fail"},
		{"4.1.1", "no data", unscanned, "unknown"},
		{"4.1.2", "as it should be", clean(), "pass"},
		{"4.1.2", "another base", with(func(s *subject) { s.params = []string{"nist.trusted_bases=alpine"} }), "fail"},
		{"4.1.2", "port 22", with(func(s *subject) { s.image = exposing("22/tcp") }), "fail"},
		{"4.1.2", "telnet's port", built("EXPOSE 23"), "fail"},
		{"4.1.2", "without a list", with(func(s *subject) { s.params = nil }), "manual"},
		{"4.1.2", "a base from the history", with(func(s *subject) { s.dockerfile = "" }), "unknown"},
		{"4.1.2", "of a container", running(t, trusted), "unknown"},
		{"4.1.3", "clean", malware(""), "pass"},
		{"4.1.3", "found", malware(`{"path": "/x", "signature": "Eicar"}`), "fail"},
		{"4.1.3", "not scanned", clean(), "unknown"},
		{"4.1.4", "none", clean(), "pass"},
		{"4.1.4", "a key", image(testimage.File("/x", "-----BEGIN RSA PRIVATE KEY-----\n")), "fail"},
		{"4.1.4", "a key that is gone", subject{image: removed()}, "fail"},
		{"4.1.4", "in the Dockerfile", built("ENV DB_PASSWORD=hunter2"), "fail"},
		{"4.1.4", "of a daemon", subject{supplies: extract.SuppliedFiles{Runtime: extract.RuntimeFiles{Daemon: []string{file(t, "daemon.json", "{}")}}}}, "unknown"},
		{"4.1.5", "trusted", clean(), "pass"},
		{"4.1.5", "signed", trusts(t, true, "registry.example.com/x"), "pass"},
		{"4.1.5", "content trust is off", off, "fail"},
		{"4.1.5", "not verified", trusts(t, false, "registry.example.com/x"), "fail"},
		{"4.1.5", "another base", trusts(t, true, "evil"), "fail"},
		{"4.1.5", "nobody looked", untrusting, "unknown"},
		{"4.2.2", "without a list", clean(), "manual"},
		{"4.2.2", "fresh", params("nist.fresh_bases=registry.example.com/base:1"), "manual"},
		{"4.2.2", "on another base", params("nist.fresh_bases=registry.example.com/my-base:latest"), "fail"},
		{"4.2.2", "old", params("nist.max_image_days=5"), "fail"},
		{"4.2.2", "the tag names another", asked(t, otherThan, "", nil), "fail"},
		{"4.2.2", "of a container", running(t), "unknown"},
		{"4.4.1", "clean", clean(), "manual"},
		{"4.4.1", "severe", with(func(s *subject) { s.supplies.Vulnerabilities = scanned(t, npm).Vulnerabilities }), "fail"},
		{"4.4.1", "no data", unscanned, "unknown"},
		// The ten of CIS: user, base, packages, scan and rebuild, content trust, health
		// check, update alone, COPY, secrets, verified packages.
		{"4.4.3", "as it should be", clean(), "pass"},
		{"4.4.3", "of a Dockerfile", subject{dockerfile: goodDockerfile, params: []string{trusted}}, "pass"},
		{"4.4.3", "root", with(func(s *subject) { s.image = good().Config(func(c *v1.Config) { c.User = "toor" }) }), "fail"},
		{"4.4.3", "another base", with(func(s *subject) { s.params = []string{"nist.trusted_bases=alpine"} }), "fail"},
		{"4.4.3", "a compiler", image(testimage.File("/lib/apk/db/installed", "P:gcc\nV:12\nA:x86_64\n\n")), "fail"},
		{"4.4.3", "vulnerable", with(func(s *subject) { s.supplies.Vulnerabilities = scanned(t, severe).Vulnerabilities }), "fail"},
		{"4.4.3", "not scanned", unscanned, "unknown"},
		{"4.4.3", "old", params("nist.max_image_days=5"), "fail"},
		{"4.4.3", "content trust is off", off, "fail"},
		{"4.4.3", "nobody looked for signatures", untrusting, "unknown"},
		{"4.4.3", "no health check", with(func(s *subject) {
			s.image = good().Config(func(c *v1.Config) { c.Healthcheck = nil })
			s.dockerfile = "FROM registry.example.com/x\n"
		}), "fail"},
		{"4.4.3", "update alone", built("RUN apt-get update"), "fail"},
		{"4.4.3", "ADD", built("ADD x /x"), "fail"},
		{"4.4.3", "a secret", built("ENV DB_PASSWORD=hunter2"), "fail"},
		{"4.4.3", "not verified", built("RUN apt-get install -y --allow-unauthenticated foo"), "fail"},
		{"4.4.3", "not verified, by the image", image(testimage.File("/etc/yum.repos.d/x.repo", "[x]\ngpgcheck=0\n")), "fail"},
		{"4.4.3", "not allowed", with(func(s *subject) {
			s.dockerfile += "RUN apk add nmap\n"
			s.params = append(s.params, "nist.install_allowed=curl")
		}), "fail"},
		{"4.4.3", "without a list", with(func(s *subject) { s.params = nil }), "manual"},
		{"4.4.3", "privileged", contained("--privileged"), "fail"},
		{"4.4.3", "held", contained("--user 10001 --memory 256m --cpus 1 --pids-limit 100 --read-only --security-opt no-new-privileges --restart on-failure:5 --network shop"), "pass"},
		{"4.4.5", "whoever runs what", clean(), "manual"},
		{"4.5.1", "services that nobody needs", told(t, benchHead+"[WARN] 1.4 - Remove all non-essential services from the host"), "fail"},
		{"4.5.1", "none", told(t, benchHead+"[PASS] 1.4 - Remove all non-essential services from the host"), "manual"}, // nothing ends such a log
		{"4.5.1", "nobody looked", clean(), "manual"},
		{"4.5.2", "whatever else runs", clean(), "manual"},
		{"4.5.3", "up to date", told(t, lynisReport("")), "pass"},
		{"4.5.3", "vulnerable packages", told(t, lynisReport("warning[]=PKGS-7392|Found one or more vulnerable packages.|-|-|\n")), "fail"},
		{"4.5.3", "nobody looked", clean(), "manual"},
		{"4.5.4", "trusted users", told(t, benchReport("Ensure only trusted users are allowed to control Docker daemon", "PASS")), "pass"},
		{"4.5.4", "others", told(t, benchReport("Ensure only trusted users are allowed to control Docker daemon", "WARN")), "fail"},
		{"4.5.4", "told and not judged", told(t, benchReport("Ensure only trusted users are allowed to control Docker daemon", "INFO")), "manual"},
		{"4.5.5", "no directories of the host", told(t, benchReport("Ensure sensitive host system directories are not mounted on containers", "PASS")), "pass"},
		{"4.5.5", "some", told(t, benchReport("Ensure sensitive host system directories are not mounted on containers", "WARN")), "fail"},
	}...), []lacks{
		{"4.2.2", "pass", "what the registry keeps, a person sees"},
		{"4.4.1", "pass", "the engine's own vulnerabilities, a person sees"},
		{"4.4.5", "pass fail unknown", "who pushes and what runs, a person sees"},
		{"4.5.1", "pass unknown", "the tool that passes it does not say that it has ended"},
		{"4.5.2", "pass fail unknown", "what else the host runs, a person sees"},
		{"4.5.3", "unknown", "without evidence it is a person's"},
		{"4.5.4", "unknown", "without evidence it is a person's"},
		{"4.5.5", "unknown", "without evidence it is a person's"},
	})
}
