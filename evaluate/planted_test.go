package evaluate_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/scores"
)

// plantedImage is an image with packages that are known to be vulnerable, and what has to be found in them.
type plantedImage struct {
	name  string
	files []testimage.Entry
	want  []string // trigger ids of findings
	spare string   // a whitelist's trigger id
}

// plantedImages are all of them. The database of the last was written by rpm 4.18.
func plantedImages(t *testing.T) []plantedImage {
	t.Helper()
	f, err := os.Open("testdata/rpmdb.sqlite.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	database, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return append(plantedPackages, plantedImage{
		"rocky", []testimage.Entry{
			testimage.File("etc/os-release", "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\"\n"),
			testimage.File("var/lib/rpm/rpmdb.sqlite", string(database)),
		},
		[]string{"CVE-2026-1006+tool", "CVE-2026-1007+tool"}, "CVE-2026-1007+tool",
	})
}

var plantedPackages = []plantedImage{
	{
		"debian", []testimage.Entry{
			testimage.File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"),
			testimage.File("var/lib/dpkg/status", "Package: libssl3\nStatus: install ok installed\nArchitecture: amd64\nSource: openssl\nVersion: 3.0.9-1\n\n"+
				"Package: gcc\nStatus: install ok installed\nArchitecture: amd64\nSource: gcc-defaults (1.203)\nVersion: 4:12.2.0-3\n\n"+
				"Package: tar\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.34+dfsg-1.2\n"),
		},
		[]string{"CVE-2026-1001+libssl3", "CVE-2026-1002+gcc"}, "CVE-2026-1001+libssl3",
	},
	{
		"alpine", []testimage.Entry{
			testimage.File("etc/os-release", "ID=alpine\nVERSION_ID=3.11.5\n"),
			testimage.File("lib/apk/db/installed", "P:libcrypto1.1\nV:1.1.1d-r3\nA:x86_64\no:openssl\n\nP:libssl1.1\nV:1.1.1d-r3\nA:x86_64\no:openssl\n\nP:musl\nV:1.1.24-r2\nA:x86_64\no:musl\n"),
		},
		[]string{"CVE-2026-1003+libcrypto1.1", "CVE-2026-1003+libssl1.1"}, "CVE-2026-1003+libssl1.1",
	},
	{
		"rpm", []testimage.Entry{
			testimage.File("etc/os-release", "ID=azurelinux\nVERSION_ID=\"3.0\"\n"),
			testimage.File("var/lib/rpmmanifest/container-manifest-2", "openssl-libs\t3.3.0-1.azl3\t1\t1\tMicrosoft\t(none)\t1\tx86_64\t0\topenssl-3.3.0-1.azl3.src.rpm\n"+
				"zlib\t1.3.1-1.azl3\t1\t1\tMicrosoft\t(none)\t1\tx86_64\t0\tzlib-1.3.1-1.azl3.src.rpm\n"),
		},
		[]string{"CVE-2026-1004+openssl-libs"}, "CVE-2026-1004+openssl-libs",
	},
	{
		"languages", []testimage.Entry{
			testimage.File("app/node_modules/left-pad/package.json", `{"name": "left-pad", "version": "1.2.0"}`),
			testimage.File("usr/lib/python3/site-packages/flask-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: Flask\nVersion: 1.0\n"),
			testimage.File("usr/lib/ruby/gems/3.1.0/specifications/rack-2.2.2.gemspec", "# stub: rack 2.2.2 ruby lib\nGem::Specification.new do |s|\n  s.name = \"rack\"\n  s.version = \"2.2.2\"\nend\n"),
		},
		[]string{"GHSA-plan-plan-plan+Flask-1.0", "GHSA-plan-plan-plan+left-pad", "GHSA-plan-plan-plan+rack-2.2.2.gemspec"}, "GHSA-plan-plan-plan+left-pad",
	},
}

const plantedRecords = `[
{"id":"DSA-1-1","modified":"2026-01-01T00:00:00Z","upstream":["CVE-2026-1001"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"ecosystem":"Debian:12","name":"openssl"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3.0.9-2"}]}]}]},
{"id":"DEBIAN-CVE-2026-1002","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"Debian:12","name":"gcc-defaults"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.204"}]}],"ecosystem_specific":{"urgency":"high"}}]},
{"id":"ALPINE-CVE-2026-1003","modified":"2026-01-01T00:00:00Z","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"ecosystem":"Alpine:v3.11","name":"openssl"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.1.1g-r0"}]}]}]},
{"id":"AZL-1","modified":"2026-01-01T00:00:00Z","upstream":["CVE-2026-1004"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"ecosystem":"Azure Linux:3","name":"openssl"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3.3.0-2.azl3"}]}]}]},
{"id":"RLSA-2026:0001","summary":"Important: tool security update","modified":"2026-01-01T00:00:00Z","upstream":["CVE-2026-1006","CVE-2026-1007"],"affected":[{"package":{"ecosystem":"Rocky Linux:9","name":"tool"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2:4.5.6-8.el9"}]}]}]},
{"id":"RLSA-2026:0002","summary":"Critical: tool security update","modified":"2026-01-01T00:00:00Z","upstream":["CVE-2026-1008"],"affected":[{"package":{"ecosystem":"Rocky Linux:9","name":"tool"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1:9.9-1.el9"}]}]}]},
{"id":"GHSA-plan-plan-plan","modified":"2026-01-01T00:00:00Z","aliases":["CVE-2026-1005"],"database_specific":{"severity":"CRITICAL"},"affected":[
 {"package":{"ecosystem":"npm","name":"left-pad"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.3.0"}]}]},
 {"package":{"ecosystem":"PyPI","name":"flask"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0"}]}]},
 {"package":{"ecosystem":"RubyGems","name":"rack"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.2.3"}]}]}]}
]`

// plantedBundle is a bundle as Anchore's users have them, with a whitelist of one item.
func plantedBundle(spare string) string {
	return fmt.Sprintf(`{"id":"b","name":"b","version":"1_0","policies":[{"id":"p","name":"p","version":"1_0","rules":[
 {"id":"fixed","gate":"vulnerabilities","trigger":"package","action":"STOP","params":[{"name":"package_type","value":"all"},{"name":"severity_comparison","value":">="},{"name":"severity","value":"high"},{"name":"fix_available","value":"true"}]},
 {"id":"covered","gate":"vulnerabilities","trigger":"vulnerability_data_unavailable","action":"WARN","params":[]},
 {"id":"fresh","gate":"vulnerabilities","trigger":"stale_feed_data","action":"WARN","params":[{"name":"max_days_since_sync","value":"2"}]}]}],
 "whitelists":[{"id":"w","name":"w","version":"1_0","items":[{"id":"spared","gate":"vulnerabilities","trigger_id":%q}]}],
 "mappings":[{"id":"m","name":"m","registry":"*","repository":"*","image":{"type":"tag","value":"*"},"policy_ids":["p"],"whitelist_ids":["w"]}],"whitelisted_images":[],"blacklisted_images":[]}`, spare)
}

// grypeReport is what grype would print of the same matches.
func grypeReport(t *testing.T, doc *document.Document) string {
	t.Helper()
	types := map[string]string{"dpkg": "deb", "apkg": "apk", "rpm": "rpm", "npm": "npm", "python": "python", "gem": "gem"}
	var matches []any
	for _, m := range doc.Vulnerabilities.Matches {
		namespace := "github:language:x"
		location := *m.Package.Path
		if location == document.PathPackageDatabase {
			namespace, location = *doc.Image.Distro.Name+":distro:"+*doc.Image.Distro.Name+":"+*doc.Image.Distro.Version, "/var/lib/db"
		}
		if m.Package.Type == "python" {
			location += "-1.0.dist-info/METADATA"
		}
		matches = append(matches, map[string]any{
			"vulnerability": map[string]any{
				"id": m.Vulnerability.ID, "dataSource": *m.Vulnerability.Link, "namespace": namespace, "severity": m.Vulnerability.Severity,
				"fix": map[string]any{"versions": m.Fix.Versions, "state": "fixed"},
			},
			"artifact": map[string]any{"name": m.Package.Name, "version": m.Package.Version, "type": types[m.Package.Type], "locations": []any{map[string]any{"path": location}}},
		})
	}
	report := map[string]any{"matches": matches, "descriptor": map[string]any{"name": "grype", "version": "1", "timestamp": "2026-01-01T00:00:00Z", "db": map[string]any{"status": map[string]any{"built": *doc.Vulnerabilities.SyncedAt}}}}
	if doc.Image.Distro.Name != nil {
		report["distro"] = map[string]any{"name": *doc.Image.Distro.Name, "version": *doc.Image.Distro.Version}
	}
	text, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	return testimage.Write(t, "grype.json", text)
}

// TestPlanted judges images with planted packages from the image to the verdict: under CIS 4.4, NIST 4.1.1 and
// a bundle of Anchore's form, with an index and with a report of the same matches.
func TestPlanted(t *testing.T) {
	t.Parallel()
	database := plantedIndex(t)
	for _, tt := range plantedImages(t) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			archive := filepath.Join(t.TempDir(), "image.tar")
			f, err := os.Create(archive)
			if err != nil {
				t.Fatal(err)
			}
			if err := testimage.New().Reference("acme/planted:1").Layer(testimage.WithParents(tt.files...)...).Archive(f); err != nil {
				t.Fatal(err)
			}
			f.Close()
			indexed := supplies(t, extract.SuppliedFiles{Vulnerable: extract.VulnerabilityOptions{Index: database}})
			doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("archive:" + archive), Supplied: indexed})
			if err != nil {
				t.Fatal(err)
			}
			validate(t, doc)
			reported := supplies(t, extract.SuppliedFiles{Vulnerabilities: grypeReport(t, doc)})
			bundle := testimage.Write(t, "bundle.json", []byte(plantedBundle(tt.spare)))
			for _, tc := range []struct{ bundle, benchmark, control string }{{bundle: bundle}, {"cis-docker-1.13", "cis-docker-1.13", "4.4"}, {"nist-800-190", "nist-800-190", "4.1.1"}} {
				var verdicts [][]string
				for _, supplied := range []*extract.Supplied{indexed, reported} {
					result := judgePlanted(t, tc.bundle, tc.benchmark, archive, supplied)
					verdicts = append(verdicts, describe(result.Decision))
					if tc.control != "" {
						state := ""
						for _, c := range result.Controls.Controls {
							if c.ID == tc.control {
								state = c.State
							}
						}
						if state != controls.Fail {
							t.Errorf("%s %s: %q", tc.benchmark, tc.control, state)
						}
					}
				}
				if diff := cmp.Diff(verdicts[0], verdicts[1]); diff != "" {
					t.Errorf("%s: index and report differ: %s", filepath.Base(tc.bundle), diff)
				}
				if tc.benchmark != "" {
					continue
				}
				var want []string
				for _, id := range tt.want {
					action := "stop"
					if id == tt.spare {
						action = "go"
					}
					want = append(want, action+" "+id)
				}
				got := slices.DeleteFunc(verdicts[0], func(line string) bool { return !strings.Contains(line, "+") })
				for i := range got {
					got[i], _, _ = strings.Cut(got[i], " Vulnerability")
					got[i] = strings.Join(strings.Fields(got[i])[:2], " ")
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("findings: %s", diff)
				}
			}
		})
	}
}

// plantedIndex has the records of the planted packages, and others.
func plantedIndex(t *testing.T, others ...string) string {
	t.Helper()
	dir := t.TempDir()
	builder := index.NewBuilder(dir, scores.New())
	defer builder.Close()
	for _, path := range append(others, testimage.Write(t, "records.json", []byte(plantedRecords))) {
		if err := builder.Read(&osv.Source{Path: path}, osv.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(dir, "index")
	if err := builder.WriteFile(name); err != nil {
		t.Fatal(err)
	}
	return name
}

func judgePlanted(t *testing.T, bundle, benchmark, archive string, supplied *extract.Supplied) *evaluate.Result {
	t.Helper()
	var o evaluate.LoadOptions
	if benchmark != "" {
		definition, err := evaluate.ReadControls(benchmark, "")
		if err != nil {
			t.Fatal(err)
		}
		o.Benchmark = &evaluate.Benchmark{Definition: definition}
	}
	b, err := evaluate.LoadNamed(t.Context(), bundle, o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := b.Evaluate(t.Context(), imageRef("archive:"+archive), evaluate.Options{Request: evaluate.Request{
		Extract: extract.Options{Supplied: supplied}, Now: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), NowSet: true,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// describe are the findings on vulnerabilities, sorted.
func describe(d *decision.Decision) []string {
	var list []string
	for _, f := range d.Findings {
		if f.Gate == "vulnerabilities" {
			list = append(list, f.Action+" "+f.TriggerID+" "+f.Message)
		}
	}
	slices.Sort(list)
	slices.SortStableFunc(list, func(a, b string) int { return strings.Compare(strings.Fields(a)[1], strings.Fields(b)[1]) })
	return list
}
