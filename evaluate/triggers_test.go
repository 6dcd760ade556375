package evaluate_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// gems is a small Alpine image with two gems and none of what rules look for
// beside them: no accounts, no Dockerfile, no scans.
func gems() *testimage.Builder {
	gem := func(name, version string) testimage.Entry {
		return testimage.File("/usr/lib/ruby/gems/3.2.0/specifications/"+name+"-"+version+".gemspec",
			"Gem::Specification.new do |s|\n  s.name = \""+name+"\".freeze\n  s.version = \""+version+"\"\n  s.licenses = [\"MIT\".freeze]\nend\n")
	}
	return testimage.New().Layer(testimage.WithParents(
		testimage.File("/etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\n"),
		testimage.File("/lib/apk/db/installed", "P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\nF:lib\nR:ld-musl-x86_64.so.1\na:0:0:755\nZ:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"),
		gem("rack", "2.2.2"), gem("homemade", "0.1"),
	)...)
}

// fired is one case of a trigger: a rule, and the messages of its findings.
type fired struct {
	name          string
	gate, trigger string
	params        map[string]string
	image         string // shop, where it is empty, or gems
	dockerfile    bool   // the shop's Dockerfile is supplied
	analyzer      string // an analyzer configuration
	supplies      extract.SuppliedFiles
	want          []string
}

// firings has every trigger fire. SCAN, REPORT, NPM, GEM, EVIDENCE and CUT are files.
func firings() []fired {
	gemFeed, npmFeed := extract.SuppliedFiles{Feeds: []string{"gem=GEM"}}, extract.SuppliedFiles{Feeds: []string{"npm=NPM"}}
	reported := extract.SuppliedFiles{Vulnerabilities: "REPORT"}
	checked := extract.SuppliedFiles{Evidence: extract.EvidenceFiles{Paths: []string{"EVIDENCE"}}}
	return []fired{
		{gate: "always", trigger: "always", want: []string{"Unconditional trigger match"}},
		{
			gate: "dockerfile", trigger: "instruction", dockerfile: true,
			params: map[string]string{"instruction": "USER", "check": "=", "value": "root"},
			want:   []string{"Dockerfile directive 'USER' check '=' matched against 'root' for line 'root'"},
		},
		{
			gate: "dockerfile", trigger: "effective_user", params: map[string]string{"type": "blacklist", "users": "root"},
			want: []string{"User root found as effective user, which is explicity not allowed"},
		},
		{
			gate: "dockerfile", trigger: "exposed_ports", params: map[string]string{"type": "blacklist", "ports": "22"},
			want: []string{"Dockerfile exposes port (22/tcp) which is in policy file DENIEDPORTS list"},
		},
		{gate: "dockerfile", trigger: "no_dockerfile_provided", want: []string{"Image was not analyzed with an actual Dockerfile"}},
		{
			gate: "files", trigger: "attribute_match", params: map[string]string{"filename": "/opt/metrics/agent.jar", "mode": "0600"},
			want: []string{"filename=/opt/metrics/agent.jar and mode=0o600 op=equals specified_mode=0o600"},
		},
		{
			gate: "files", trigger: "content_regex_match", analyzer: "content_search: {regexp_match: ['LISTEN=.*listening on [0-9]+']}",
			want: []string{"File content analyzer found regexp match in container: file=/srv/app/logs/app.log regexp=LISTEN=.*listening on [0-9]+"},
		},
		{
			gate: "files", trigger: "name_match", params: map[string]string{"regex": ".*/id_rsa$"},
			want: []string{"Application of regex matched file found in container: file=/root/.ssh/id_rsa regexp=.*/id_rsa$"},
		},
		{
			gate: "files", trigger: "name_match", name: "by a pattern that RE2 cannot run", params: map[string]string{"regex": ".*/id_rsa(?!.pub)"},
			want: []string{"Application of regex matched file found in container: file=/root/.ssh/id_rsa regexp=.*/id_rsa(?!.pub)"},
		},
		{gate: "files", trigger: "suid_or_guid_set", image: "gems", want: nil},
		{
			gate: "files", trigger: "suid_or_guid_set", name: "in the shop", params: nil,
			want: []string{"SUID or SGID found set on file /opt/metrics/bin/agent-helper. Mode: 0o104755", "…"},
		},
		{
			gate: "hardening", trigger: "add", dockerfile: true,
			want: []string{"ADD used instead of COPY: https://downloads.example.com/metrics-agent-2.3.1.jar /opt/metrics/agent.jar"},
		},
		{
			gate: "hardening", trigger: "base_image", dockerfile: true, params: map[string]string{"trusted": "registry.example.com/base/*"},
			want: []string{"Base image node:18-bookworm is not trusted", "…"},
		},
		{gate: "hardening", trigger: "healthcheck", dockerfile: true, want: []string{"Image has no health check"}},
		{
			gate: "hardening", trigger: "image_age", params: map[string]string{"max_days": "2"},
			want: []string{"The image is 4 days old, more than 2: rebuild it"},
		},
		{
			gate: "hardening", trigger: "package_list", image: "gems", params: map[string]string{"allowed": "musl,rack"},
			want: []string{"Package is not allowed: homemade"},
		},
		{
			gate: "hardening", trigger: "port_list", params: map[string]string{"allowed": "8080"},
			want: []string{"Port is exposed but not allowed: 22/tcp"},
		},
		{gate: "hardening", trigger: "privileged_port", want: []string{"Privileged port is exposed: 22/tcp"}},
		{
			gate: "hardening", trigger: "secret", dockerfile: true,
			want: []string{"Secret found in the Dockerfile: DB_PASSWORD"},
		},
		{
			gate: "hardening", trigger: "set_id", params: map[string]string{"allowed": "/usr/bin/*,/usr/lib/*"},
			want: []string{"Set-id program: /opt/metrics/bin/agent-helper (mode 4755)", "…"},
		},
		{gate: "hardening", trigger: "ssh_server", want: []string{"SSH port is exposed: 22/tcp"}},
		{
			gate: "hardening", trigger: "unverified_package", dockerfile: true, params: map[string]string{"check": "pipe"},
			want: []string{"Download is piped to a shell: curl -fsSL https://get.example.com/agent.sh"},
		},
		{
			gate: "hardening", trigger: "update_alone", dockerfile: true,
			want: []string{"Package index is updated alone: apt-get update"},
		},
		{
			gate: "hardening", trigger: "user", dockerfile: true,
			want: []string{"Container runs as root: the user is root"},
		},
		{
			gate: "licenses", trigger: "blacklist_exact_match", params: map[string]string{"licenses": "UNLICENSED,curl"},
			want: []string{"LICFULLMATCH Packages are installed that have blacklisted licenses: curl(curl), webshop(UNLICENSED)"},
		},
		{
			gate: "licenses", trigger: "blacklist_partial_match", params: map[string]string{"licenses": "MPL-"},
			want: []string{"LICSUBMATCH Packages are installed that have blacklisted licenses: ca-certificates(MPL-2.0)"},
		},
		{
			gate: "evidence", trigger: "failed", params: map[string]string{"tools": "docker-bench"}, supplies: checked,
			want: []string{"docker-bench: 2.2 failed: Ensure the logging level is set to 'info' (Scored)"},
		},
		{
			gate: "evidence", trigger: "incomplete", supplies: extract.SuppliedFiles{Evidence: extract.EvidenceFiles{Paths: []string{"CUT"}}},
			want: []string{"docker-bench (5.json) is incomplete: the file states 3 checks, it has 2"},
		},
		{
			gate: "evidence", trigger: "stale", params: map[string]string{"max_age_days": "3"}, supplies: checked,
			want: []string{"docker-bench (4.json) is 4 days old"},
		},
		{
			gate: "malware", trigger: "scans", supplies: extract.SuppliedFiles{Malware: "SCAN"},
			want: []string{"Malware scan finding: scanner=clamav file=/x signature=Eicar"},
		},
		{gate: "malware", trigger: "scan_not_run", want: []string{"No malware scans found for image"}},
		{gate: "malware", trigger: "scan_not_run", name: "where one was run", supplies: extract.SuppliedFiles{Malware: "SCAN"}},
		{
			gate: "metadata", trigger: "attribute", params: map[string]string{"attribute": "distro_version", "check": "=", "value": "12"},
			want: []string{"Attribute check for attribute: 'distro_version' check: '=' check_value: '12' matched image value: '12'"},
		},
		{
			gate: "npms", trigger: "blacklisted_name_version", params: map[string]string{"name": "minimist", "version": "1.2.5"},
			want: []string{"NPM Package is blacklisted: minimist-1.2.5"},
		},
		{
			gate: "npms", trigger: "feed_data_unavailable",
			want: []string{"NPM packages are present but the anchore npm feed is not available - will be unable to perform checks that require feed data"},
		},
		{gate: "npms", trigger: "feed_data_unavailable", name: "where it is there", supplies: npmFeed},
		{
			gate: "npms", trigger: "newer_version_in_feed", supplies: npmFeed,
			want: []string{"NPMNOTLATEST Package (lodash) version (4.17.20) installed but is not the latest version (4.17.21)"},
		},
		{
			gate: "npms", trigger: "unknown_in_feeds", supplies: npmFeed,
			want: []string{
				"NPMNOTOFFICIAL Package (@acme/cart) in container but not in official NPM feed.",
				"NPMNOTOFFICIAL Package (express) in container but not in official NPM feed.",
				"NPMNOTOFFICIAL Package (minimist) in container but not in official NPM feed.",
				"NPMNOTOFFICIAL Package (qs) in container but not in official NPM feed.",
				"NPMNOTOFFICIAL Package (webshop) in container but not in official NPM feed.",
			},
		},
		{
			gate: "npms", trigger: "version_not_in_feeds", supplies: npmFeed,
			want: []string{"NPMBADVERSION Package (lodash) version (4.17.20) installed but version is not in the official feed for this package (['4.17.21'])"},
		},
		{
			gate: "packages", trigger: "blacklist", params: map[string]string{"name": "openssh-server"},
			want: []string{"Package is blacklisted: openssh-server"},
		},
		{
			gate: "packages", trigger: "required_package", params: map[string]string{"name": "libssl3", "version": "3.0.13-1~deb12u1", "version_match_type": "minimum"},
			want: []string{"Required min-version input package (libssl3) is present (3.0.11-1~deb12u2), but is lower version than what is specified in policy (3.0.13-1~deb12u1)"},
		},
		{
			gate: "packages", trigger: "verify", image: "gems",
			want: []string{"VERIFY check against package db for package 'musl' failed on entry '/lib/ld-musl-x86_64.so.1' with status: 'missing'"},
		},
		{
			gate: "passwd_file", trigger: "content_not_available", image: "gems",
			want: []string{"Cannot locate /etc/passwd in image stored files archive: check analyzer settings."},
		},
		{
			gate: "passwd_file", trigger: "blacklist_full_entry", params: map[string]string{"entry": "deploy:x:0:0:deployment:/home/deploy:/bin/bash"},
			want: []string{"Blacklisted pentry 'deploy:x:0:0:deployment:/home/deploy:/bin/bash' found in image's /etc/passwd: pentry=deploy:x:0:0:deployment:/home/deploy:/bin/bash"},
		},
		{
			gate: "passwd_file", trigger: "blacklist_groupids", params: map[string]string{"group_ids": "0"},
			want: []string{
				"Blacklisted gid '0' found in image's /etc/passwd: pentry=root:x:0:0:root:/root:/bin/bash",
				"Blacklisted gid '0' found in image's /etc/passwd: pentry=deploy:x:0:0:deployment:/home/deploy:/bin/bash",
			},
		},
		{
			gate: "passwd_file", trigger: "blacklist_shells", params: map[string]string{"shells": "/bin/sync"},
			want: []string{"Blacklisted shell '/bin/sync' found in image's /etc/passwd: pentry=sync:x:4:65534:sync:/bin:/bin/sync"},
		},
		{
			gate: "passwd_file", trigger: "blacklist_userids", params: map[string]string{"user_ids": "1000"},
			want: []string{"Blacklisted uid '1000' found in image's /etc/passwd: pentry=app:x:1000:1000:webshop:/srv/app:/bin/bash"},
		},
		{
			gate: "passwd_file", trigger: "blacklist_usernames", params: map[string]string{"user_names": "sshd"},
			want: []string{"Blacklisted user 'sshd' found in image's /etc/passwd: pentry=sshd:x:101:65534::/run/sshd:/usr/sbin/nologin"},
		},
		{
			gate: "retrieved_files", trigger: "content_not_available", params: map[string]string{"path": "/etc/motd"},
			want: []string{"Cannot locate file in the image analysis"},
		},
		{
			gate: "retrieved_files", trigger: "content_regex", params: map[string]string{"path": "/etc/shells", "check": "match", "regex": "/bin/sh$"},
			want: []string{"Content regex '/bin/sh$' check 'match' found in retrieved file '/etc/shells'"},
		},
		{
			gate: "ruby_gems", trigger: "blacklist", image: "gems", params: map[string]string{"name": "rack"},
			want: []string{"Gem Package is blacklisted: rack"},
		},
		{
			gate: "ruby_gems", trigger: "feed_data_unavailable",
			want: []string{"Gem packages are present but the anchore gem feed is not available - will be unable to perform checks that require feed data"},
		},
		{
			gate: "ruby_gems", trigger: "newer_version_found_in_feed", image: "gems", supplies: gemFeed,
			want: []string{"Package (rack) version (2.2.2) installed but is not the latest version (3.0.0)"},
		},
		{
			gate: "ruby_gems", trigger: "not_found_in_feed", image: "gems", supplies: gemFeed,
			want: []string{"GEMNOTOFFICIAL Package (homemade) in container but not in official GEM feed."},
		},
		{
			gate: "ruby_gems", trigger: "version_not_found_in_feed", image: "gems", supplies: gemFeed,
			want: []string{"GEMBADVERSION Package (rack) version (2.2.2) installed but version is not in the official feed for this package (['3.0.0'])"},
		},
		{
			gate: "secret_scans", trigger: "content_regex_checks", params: map[string]string{"content_regex_name": "PRIV_KEY"},
			want: []string{"Secret content search analyzer found regexp match in container: file=/root/.ssh/id_rsa regexp=PRIV_KEY=(?i)-+BEGIN(.*)PRIVATE KEY-+"},
		},
		{
			gate: "vulnerabilities", trigger: "blacklist", supplies: reported, params: map[string]string{"vulnerability_ids": "CVE-2023-1,CVE-2023-2"},
			want: []string{"Blacklisted vulnerabilities detected: ['CVE-2023-1']"},
		},
		{
			gate: "vulnerabilities", trigger: "package", supplies: reported, params: map[string]string{"package_type": "all", "severity": "high", "severity_comparison": "="},
			want: []string{"HIGH Vulnerability found in os package type (dpkg) - curl (CVE-2023-1 - https://cve.example.com/CVE-2023-1)"},
		},
		{
			gate: "vulnerabilities", trigger: "stale_feed_data", supplies: reported, params: map[string]string{"max_days_since_sync": "1"},
			want: []string{"The vulnerability feed for this image distro is older than MAXAGE (1) days"},
		},
		{
			gate: "vulnerabilities", trigger: "vulnerability_data_unavailable",
			want: []string{"Distro-specific feed data not found for distro namespace: debian:12. Cannot perform CVE scan OS/distro packages"},
		},
		{gate: "vulnerabilities", trigger: "vulnerability_data_unavailable", name: "where it is there", supplies: reported},
	}
}

// bundleOf is a bundle of rules, in a file.
func bundleOf(t *testing.T, rules ...fired) string {
	t.Helper()
	list := []any{}
	for i, f := range rules {
		params := []map[string]string{}
		for _, name := range slices.Sorted(maps.Keys(f.params)) {
			params = append(params, map[string]string{"name": name, "value": f.params[name]})
		}
		list = append(list, map[string]any{"id": fmt.Sprint("r", i), "gate": f.gate, "trigger": f.trigger, "action": "STOP", "params": params})
	}
	text, err := json.Marshal(map[string]any{
		"id": "b", "name": "b", "version": "1_0", "whitelists": []any{}, "whitelisted_images": []any{}, "blacklisted_images": []any{},
		"policies": []any{map[string]any{"id": "p", "name": "p", "version": "1_0", "rules": list}},
		"mappings": []any{map[string]any{
			"id": "m", "name": "m", "registry": "*", "repository": "*", "image": map[string]string{"type": "tag", "value": "*"},
			"policy_ids": []string{"p"}, "whitelist_ids": []string{},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "bundle.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestEveryTriggerFires judges images from the image on.
func TestEveryTriggerFires(t *testing.T) {
	t.Parallel()
	source, id := shop(t)
	images := map[string]string{"": source, "gems": archive(t, gems())}
	paths := files(t, scan, trivyReport(id), npm, strings.Replace(gem, "null", `"2024-03-01T00:00:00Z"`, 1), bench, strings.Replace(bench, `"checks": 2`, `"checks": 3`, 1))
	named := strings.NewReplacer("SCAN", paths[0], "REPORT", paths[1], "NPM", paths[2], "GEM", paths[3], "EVIDENCE", paths[4], "CUT", paths[5])
	dockerfile, err := os.ReadFile("../testdata/demo/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	firing := map[string]bool{}
	for _, f := range firings() {
		firing[f.gate+"/"+f.trigger] = firing[f.gate+"/"+f.trigger] || len(f.want) > 0
		t.Run(strings.TrimSpace(f.gate+"/"+f.trigger+" "+f.name), func(t *testing.T) {
			t.Parallel()
			o := extract.Options{Source: imageRef(images[f.image])}
			if f.dockerfile {
				o.Dockerfile = &extract.DockerfileOptions{Path: "Dockerfile", Contents: dockerfile}
			}
			if f.analyzer != "" {
				config, _, err := extract.ReadAnalyzerConfig(strings.NewReader(f.analyzer))
				if err != nil {
					t.Fatal(err)
				}
				o.Analyzer = &config
			}
			f.supplies.Malware, f.supplies.Vulnerabilities = named.Replace(f.supplies.Malware), named.Replace(f.supplies.Vulnerabilities)
			f.supplies.Evidence.Paths = slices.Clone(f.supplies.Evidence.Paths)
			for i, path := range f.supplies.Evidence.Paths {
				f.supplies.Evidence.Paths[i] = named.Replace(path)
			}
			f.supplies.Feeds = slices.Clone(f.supplies.Feeds)
			for i, feed := range f.supplies.Feeds {
				kind, file, _ := strings.Cut(feed, "=")
				f.supplies.Feeds[i] = kind + "=" + named.Replace(file)
			}
			bundle, err := evaluate.LoadNamed(t.Context(), bundleOf(t, f), evaluate.LoadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			o.Supplied = supplies(t, f.supplies)
			result, err := bundle.Evaluate(t.Context(), o.Source, evaluate.Options{Request: evaluate.Request{
				Extract: o, Now: time.Date(2024, 3, 20, 12, 0, 0, 0, time.UTC), NowSet: true,
			}})
			if err != nil {
				t.Fatal(err)
			}
			d := result.Decision
			if len(d.Errors) > 0 || len(d.NotEvaluated) > 0 {
				t.Errorf("errors: %+v, not evaluated: %+v", d.Errors, d.NotEvaluated)
			}
			var got []string
			for _, finding := range d.Findings {
				got = append(got, finding.Message)
			}
			want := f.want
			if n := len(want); n > 0 && want[n-1] == "…" && len(got) > n { // and more that are no matter
				want, got = want[:n-1], got[:n-1]
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
	all, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, gate := range all.Gates() {
		if slices.Contains([]string{"hardening", "practice", "runtime"}, gate) { // the tests of the benchmarks have them
			continue
		}
		for _, trigger := range all.Triggers(gate) {
			if gate == "rego" { // whatever the author's rule says
				continue
			}
			if gate == "signatures" || gate == "hardening" && trigger == "content_trust" { // it reads signatures, which no image has in itself
				continue
			}
			if !firing[gate+"/"+trigger] {
				t.Errorf("%s/%s fires in no case", gate, trigger)
			}
		}
	}
}

// archive writes an image.
func archive(t *testing.T, image *testimage.Builder) (source string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "image.tar")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := image.Archive(f); err != nil {
		t.Fatal(err)
	}
	return "archive:" + path
}
