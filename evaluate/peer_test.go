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
)

var osvScanner = flag.String("osv-scanner", "", "record what this osv-scanner (make peers builds it) says of the same images and data")

// peerImages has what osv-scanner 2.5.0 has said: image -> "PACKAGE ID", the ids as it has them.
const peerImages = "testdata/osv-scanner.json"

// sourced is a Debian image whose packages have other versions than their sources.
func sourced() []testimage.Entry {
	var status strings.Builder
	for i := range 20 {
		fmt.Fprintf(&status, "Package: part%d\nStatus: install ok installed\nArchitecture: amd64\nSource: gcc-defaults (1.%d)\nVersion: 4:12.%d.0-3\n\n", i, 195+i, i)
	}
	return []testimage.Entry{testimage.File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"), testimage.File("var/lib/dpkg/status", status.String())}
}

// known are the differences, by image and package: osv-scanner compares the binary package's version with data that speak of
// the source (vulnerability-matching.md, F4), knows nothing of Azure Linux, and lists neither a package.json without an author
// nor a gemspec in an image.
func known(image, name string) bool {
	return image == "rpm" || image == "sources" || image == "debian" && name == "gcc" || image == "languages" && name != "flask"
}

// TestPeer compares the matches of images with osv-scanner's.
func TestPeer(t *testing.T) {
	t.Parallel()
	images := map[string][]testimage.Entry{"sources": sourced()}
	for _, p := range plantedPackages {
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
	indexed := supplies(t, extract.SuppliedFiles{Vulnerable: extract.VulnerabilityOptions{Index: plantedIndex(t)}})
	common := 0
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
	if common < 4 {
		t.Errorf("only %d matches in common", common)
	}
}

// pairs are the matches as "PACKAGE ID" -> all ids of the match.
func pairs(doc *document.Document) map[string][]string {
	got := map[string][]string{}
	for _, m := range doc.Vulnerabilities.Matches {
		got[strings.ToLower(m.Package.Name)+" "+m.Vulnerability.ID] = slices.Concat([]string{m.Vulnerability.ID}, m.Vulnerability.Aliases, m.Advisories)
	}
	return got
}

// sameRecord says whether osv-scanner's "PACKAGE RECORD" is one that a match was made of.
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
	byFamily := map[string]map[string]map[string]any{}
	for _, family := range []string{"Debian", "Alpine", "npm", "PyPI", "RubyGems"} {
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
						Name          string
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
					own := p.Package.Name
					if p.Package.OSPackageName != "" {
						own = p.Package.OSPackageName
					}
					said[name] = append(said[name], strings.ToLower(own)+" "+v.ID)
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
	if err := os.WriteFile(peerImages, append(text, '\n'), 0o644); err != nil { //nolint:gosec // a file of the project
		t.Fatal(err)
	}
}
