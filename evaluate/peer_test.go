package evaluate_test

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

var osvScanner = flag.String("osv-scanner", "", "record what this osv-scanner (make peers builds it) says of the same images and data")

// peerImages has what osv-scanner 2.5.0 has said: image -> "PACKAGE@VERSION ID", the ids as it has them.
const peerImages = "testdata/osv-scanner.json"

// sourced is a Debian image whose packages have other versions than their sources.
func sourced() []testimage.Entry {
	var status strings.Builder
	for i := range 20 {
		fmt.Fprintf(&status, "Package: part%d\nStatus: install ok installed\nArchitecture: amd64\nSource: gcc-defaults (1.%d)\nVersion: 4:12.%d.0-3\n\n", i, 195+i, i)
	}
	return []testimage.Entry{testimage.File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"), testimage.File("var/lib/dpkg/status", status.String())}
}

// samples are the folders of real records; sampled are images with packages around the versions that these name.
var samples = []string{"../internal/vulndb/testdata/osv/pypi", "../internal/vulndb/testdata/osv/ghsa"}

func sampled(t *testing.T) map[string][]testimage.Entry {
	t.Helper()
	images := map[string][]testimage.Entry{}
	seen := map[string]bool{}
	for _, folder := range samples {
		err := (&osv.Source{Path: folder}).Read(osv.Options{}, func(r osv.Record) error {
			for _, a := range r.Affected {
				versions := slices.Clone(a.Versions[:min(3, len(a.Versions))])
				for _, of := range a.Ranges {
					for _, e := range of.Events {
						if e.Version != "0" {
							versions = append(versions, e.Version, e.Version+".1")
						}
					}
				}
				for _, v := range versions {
					group, artifact, _ := strings.Cut(a.Name, ":")
					if seen[a.Name+" "+v] || version.Of(a.Ecosystem) == version.None {
						continue
					}
					if _, err := version.Of(a.Ecosystem).Parse(v); err != nil {
						continue
					}
					seen[a.Name+" "+v] = true
					switch a.Ecosystem {
					case "PyPI":
						images["python"] = append(images["python"], testimage.File(fmt.Sprintf("srv/%d/site-packages/%s-%s.dist-info/METADATA", len(seen), a.Name, v),
							"Metadata-Version: 2.1\nName: "+a.Name+"\nVersion: "+v+"\n"))
					case "Maven":
						images["java"] = append(images["java"], testimage.File(fmt.Sprintf("srv/%d/%s-%s.jar", len(seen), artifact, v), testimage.Zip(map[string]string{
							"META-INF/maven/" + group + "/" + artifact + "/pom.properties": "groupId=" + group + "\nartifactId=" + artifact + "\nversion=" + v + "\n",
						})))
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return images
}

// known are the differences, by image and package: osv-scanner compares the binary package's version with data that speak of
// the source, knows nothing of Azure Linux, reads no rpm database when it is built without cgo,
// and lists neither a package.json without an author nor a gemspec in an image.
func known(image, name string) bool {
	name, _, _ = strings.Cut(name, "@")
	return image == "rpm" || image == "rocky" || image == "sources" || image == "debian" && name == "gcc" || image == "languages" && name != "flask"
}

// TestPeer compares the matches of images with osv-scanner's.
func TestPeer(t *testing.T) {
	t.Parallel()
	images := sampled(t)
	images["sources"] = sourced()
	for _, p := range plantedImages(t) {
		images[p.name] = p.files
	}
	archives := map[string]string{}
	for name, files := range images {
		archive := filepath.Join(t.TempDir(), name+".tar")
		f, err := os.Create(archive)
		if err != nil {
			t.Fatal(err)
		}
		if err := testimage.New().Reference("acme/" + name + ":1").Layer(testimage.WithParents(files...)...).Archive(f); err != nil {
			t.Fatal(err)
		}
		f.Close()
		archives[name] = archive
	}
	if *osvScanner != "" {
		recordImages(t, archives)
	}
	data, err := os.ReadFile(peerImages)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string][]string{}
	if err := json.Unmarshal(data, &said); err != nil {
		t.Fatal(err)
	}
	indexed := supplies(t, extract.SuppliedFiles{Vulnerable: extract.VulnerabilityOptions{Index: plantedIndex(t, samples...)}})
	gitFirst, common, ours := withGitFirst(t), 0, 0
	for name, archive := range archives {
		doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("archive:" + archive), Supplied: indexed})
		if err != nil {
			t.Fatal(err)
		}
		got := pairs(doc)
		for pair := range got {
			switch p, _, _ := strings.Cut(pair, " "); {
			case slices.ContainsFunc(said[name], func(other string) bool { return sameRecord(other, pair, got[pair]) }):
				common++
			case slices.ContainsFunc(got[pair], func(id string) bool { return gitFirst[id] }): // F2: it stops at a range of commits
				ours++
			case !known(name, p):
				t.Errorf("%s: %s is found here only", name, pair)
			}
		}
		for _, other := range said[name] {
			found := false
			for pair, names := range got {
				found = found || sameRecord(other, pair, names)
			}
			if p, _, _ := strings.Cut(other, " "); !found && !known(name, p) {
				t.Errorf("%s: %s is found by osv-scanner only", name, other)
			}
		}
	}
	// Of 20 packages of a source, those below its fixed version 1.204, whatever their own versions.
	doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("archive:" + archives["sources"]), Supplied: indexed})
	if err != nil {
		t.Fatal(err)
	}
	if got, theirs := len(doc.Vulnerabilities.Matches), len(said["sources"]); got != 9 || theirs == got {
		t.Errorf("by source: %d matches, osv-scanner has %d", got, theirs)
	}
	t.Logf("%d images: %d matches in common, %d that osv-scanner loses at a range of commits", len(images), common, ours)
	if common < 100 || ours < 10 {
		t.Errorf("only %d matches in common, %d here only", common, ours)
	}
}

// withGitFirst are the records in which a range of commits stands before others.
func withGitFirst(t *testing.T) map[string]bool {
	t.Helper()
	first := map[string]bool{}
	for _, folder := range samples {
		for _, r := range readRecords(t, folder) {
			text, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			var record struct {
				ID       string
				Affected []struct{ Ranges []struct{ Type string } }
			}
			if err := json.Unmarshal(text, &record); err != nil {
				t.Fatal(err)
			}
			for _, a := range record.Affected {
				for i, of := range a.Ranges {
					first[record.ID] = first[record.ID] || of.Type == "GIT" && i < len(a.Ranges)-1
				}
			}
		}
	}
	return first
}

func readRecords(t *testing.T, folder string) []map[string]any {
	t.Helper()
	names, err := filepath.Glob(folder + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var r map[string]any
		if err := json.Unmarshal(data, &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

// pairs are the matches as "PACKAGE@VERSION ID" -> all ids of the match.
func pairs(doc *document.Document) map[string][]string {
	got := map[string][]string{}
	for _, m := range doc.Vulnerabilities.Matches {
		got[strings.ToLower(m.Package.Name)+"@"+m.Package.Version+" "+m.Vulnerability.ID] = slices.Concat([]string{m.Vulnerability.ID}, m.Vulnerability.Aliases, m.Advisories)
	}
	return got
}

// sameRecord says whether osv-scanner's "PACKAGE@VERSION RECORD" is one that a match was made of.
func sameRecord(other, pair string, names []string) bool {
	name, record, _ := strings.Cut(other, " ")
	own, _, _ := strings.Cut(pair, " ")
	for _, prefix := range []string{"DEBIAN-", "ALPINE-"} {
		record = strings.TrimPrefix(record, prefix)
	}
	return name == own && slices.Contains(names, record)
}

func recordImages(t *testing.T, archives map[string]string) {
	t.Helper()
	dir := t.TempDir()
	var records []map[string]any
	if err := json.Unmarshal([]byte(plantedRecords), &records); err != nil {
		t.Fatal(err)
	}
	for _, folder := range samples {
		records = append(records, readRecords(t, folder)...)
	}
	byFamily := map[string]map[string]map[string]any{}
	for _, family := range []string{"Debian", "Alpine", "npm", "PyPI", "RubyGems", "Rocky Linux", "Maven"} {
		byFamily[family] = map[string]map[string]any{}
		for _, r := range records {
			r["schema_version"] = "1.7.3"
			text, _ := json.Marshal(r["affected"])
			if strings.Contains(string(text), `"ecosystem":"`+family) {
				byFamily[family][fmt.Sprint(r["id"])] = r
			}
		}
	}
	for family, list := range byFamily {
		name := filepath.Join(dir, "osv-scalibr", family, "all.zip")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w := zip.NewWriter(f)
		for id, r := range list {
			entry, err := w.Create(id + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if err := json.NewEncoder(entry).Encode(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	said := map[string][]string{}
	for name, archive := range archives {
		said[name] = []string{}
		command := exec.Command(*osvScanner, "scan", "image", "--archive", "--offline", "--offline-vulnerabilities", "--format", "json", archive)
		command.Env = append(os.Environ(), "OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY="+dir)
		out, err := command.Output()
		var exit *exec.ExitError
		if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1 && len(out) == 0) {
			t.Logf("%s: %v: %s", name, err, exit.Stderr)
			continue
		}
		var report struct {
			Results []struct {
				Packages []struct {
					Package struct {
						Name, Version string
						OSPackageName string `json:"os_package_name"`
					}
					Vulnerabilities []struct{ ID string }
				}
			}
		}
		if err := json.Unmarshal(out, &report); err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		for _, r := range report.Results {
			for _, p := range r.Packages {
				for _, v := range p.Vulnerabilities {
					_, own, isMaven := strings.Cut(p.Package.Name, ":")
					if !isMaven {
						own = p.Package.Name
					}
					if p.Package.OSPackageName != "" {
						own = p.Package.OSPackageName
					}
					said[name] = append(said[name], strings.ToLower(own)+"@"+p.Package.Version+" "+v.ID)
				}
			}
		}
		slices.Sort(said[name])
		said[name] = slices.Compact(said[name])
	}
	text, err := json.MarshalIndent(said, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(peerImages), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(peerImages, append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
