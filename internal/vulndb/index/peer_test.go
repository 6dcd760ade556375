package index_test

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

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/internal/vulndb/index"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

var peer = flag.String("osv-scanner", "", "record what this osv-scanner (make peers builds it) says of the same packages and data")

// peerFile has what osv-scanner 2.5.0 has said: package -> ids of records.
const peerFile = "testdata/osv-scanner.json"

// peerPackage is a package, as both are asked for it.
type peerPackage struct{ Ecosystem, Name, Version string }

func (p peerPackage) String() string { return p.Ecosystem + " " + p.Name + " " + p.Version }

// peerSources have real records and those that are written in the forms of other databases.
func peerSources() []string {
	var list []string
	for _, folder := range []string{"go", "crates.io", "pypi", "ghsa", "pitfalls"} {
		list = append(list, "../testdata/osv/"+folder)
	}
	return append(list, "../../../extract/internal/vulnmatch/testdata/records.json")
}

// purlOf is the package URL from which osv-scanner makes the package again; none for ecosystems whose
// package URLs it passes over (rpm).
func purlOf(p peerPackage) string {
	family, release, _ := strings.Cut(p.Ecosystem, ":")
	url := packageurl.PackageURL{Name: p.Name, Version: p.Version}
	switch family {
	case "PyPI":
		url.Type = packageurl.TypePyPi
	case "npm", "Go", "Packagist":
		url.Type = map[string]string{"npm": packageurl.TypeNPM, "Go": packageurl.TypeGolang, "Packagist": packageurl.TypeComposer}[family]
		if i := strings.LastIndexByte(p.Name, '/'); i >= 0 {
			url.Namespace, url.Name = p.Name[:i], p.Name[i+1:]
		}
	case "Maven":
		url.Type = packageurl.TypeMaven
		url.Namespace, url.Name, _ = strings.Cut(p.Name, ":")
	case "crates.io":
		url.Type = packageurl.TypeCargo
	case "RubyGems":
		url.Type = packageurl.TypeGem
	case "NuGet":
		url.Type = packageurl.TypeNuget
	case "Debian":
		url.Type, url.Namespace, url.Qualifiers = packageurl.TypeDebian, "debian", packageurl.QualifiersFromMap(map[string]string{"distro": "debian-" + release})
	case "Alpine":
		url.Type, url.Namespace, url.Qualifiers = "apk", "alpine", packageurl.QualifiersFromMap(map[string]string{"distro": "alpine-" + strings.TrimPrefix(release, "v") + ".5"})
	default:
		return ""
	}
	return url.ToString()
}

// peerPackages are packages around the boundaries of what records say. Spelled are records and names, "ID NAME", where the
// record does not write the name as its ecosystem compares it.
func peerPackages(t *testing.T) (packages []peerPackage, spelled map[string]bool) {
	t.Helper()
	spelled = map[string]bool{}
	seen := map[peerPackage]bool{}
	for _, path := range peerSources() {
		err := (&osv.Source{Path: path}).Read(osv.Options{}, func(r osv.Record) error {
			for _, a := range r.Affected {
				var versions []string
				for _, of := range a.Ranges {
					for _, e := range of.Events {
						versions = append(versions, e.Version, e.Version+".1", e.Version+"-1", "1."+e.Version)
					}
				}
				versions = append(versions, a.Versions[:min(8, len(a.Versions))]...)
				for _, v := range versions {
					family, _, _ := strings.Cut(a.Ecosystem, ":")
					p := peerPackage{a.Ecosystem, index.Name(family, a.Name), v}
					if p.Name != a.Name {
						spelled[r.ID+" "+p.Name] = true
					}
					if purlOf(p) != "" && !seen[p] && readable(family, v) {
						seen[p] = true
						packages = append(packages, p)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.SortFunc(packages, func(a, b peerPackage) int { return strings.Compare(a.String(), b.String()) })
	return packages, spelled
}

// withGitFirst are the records of which a package's first range is one of commits: osv-scanner 2.5.0 stops at it.
func withGitFirst(t *testing.T) map[string]bool {
	t.Helper()
	first := map[string]bool{}
	for _, folder := range peerSources() {
		names, err := filepath.Glob(folder + "/*.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var r struct {
				ID       string
				Affected []struct{ Ranges []struct{ Type string } }
			}
			if err := json.Unmarshal(data, &r); err != nil {
				t.Fatal(err)
			}
			for _, a := range r.Affected {
				for i, of := range a.Ranges {
					first[r.ID] = first[r.ID] || of.Type == "GIT" && i < len(a.Ranges)-1
				}
			}
		}
	}
	return first
}

// readable says whether a text is a version: what is none, osv-scanner gives some order.
func readable(family, v string) bool {
	_, err := version.Of(family).Parse(v)
	return err == nil
}

// TestPeer compares with what osv-scanner has said of the same packages under the same data, record by record.
func TestPeer(t *testing.T) {
	t.Parallel()
	packages, spelled := peerPackages(t)
	gitFirst := withGitFirst(t)
	if *peer != "" {
		recordPeer(t, packages)
	}
	data, err := os.ReadFile(peerFile)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string][]string{}
	if err := json.Unmarshal(data, &said); err != nil {
		t.Fatal(err)
	}
	x := open(t, build(t, peerSources()...))
	common, ours := 0, 0
	for _, p := range packages {
		family, release, _ := strings.Cut(p.Ecosystem, ":")
		result, _, err := x.Match(index.Query{Family: family, Release: release, Name: p.Name, Version: strings.TrimPrefix(p.Version, "v")})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, hit := range result.Hits {
			if !slices.Contains(got, hit.ID) {
				got = append(got, hit.ID)
			}
		}
		for _, id := range got {
			switch {
			case slices.Contains(said[p.String()], id):
				common++
			case gitFirst[id]:
				ours++
			case spelled[id+" "+p.Name]:
				// osv-scanner compares names as they are written, also where case or punctuation means nothing.
			default:
				t.Errorf("%s: %s is found here only", p, id)
			}
		}
		for _, id := range said[p.String()] {
			if !slices.Contains(got, id) {
				t.Errorf("%s: %s is found by osv-scanner only", p, id)
			}
		}
	}
	t.Logf("%d packages: %d matches in common, %d that osv-scanner loses at a range of commits", len(packages), common, ours)
	if common < 200 || ours < 10 {
		t.Errorf("too little was compared: %d in common, %d here only", common, ours)
	}
}

// recordPeer asks osv-scanner.
func recordPeer(t *testing.T, packages []peerPackage) {
	t.Helper()
	dir := t.TempDir()
	peerDatabases(t, dir)
	type component struct {
		Type    string `json:"type"`
		Name    string `json:"name"`
		Version string `json:"version"`
		PURL    string `json:"purl"`
	}
	bom := map[string]any{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1}
	var components []component
	for _, p := range packages {
		components = append(components, component{"library", p.Name, p.Version, purlOf(p)})
	}
	bom["components"] = components
	text, err := json.Marshal(bom)
	if err != nil {
		t.Fatal(err)
	}
	sbom := filepath.Join(dir, "packages.cdx.json")
	if err := os.WriteFile(sbom, text, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(*peer, "scan", "source", "--offline", "--offline-vulnerabilities", "--format", "json", "-L", sbom)
	command.Env = append(os.Environ(), "OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY="+dir)
	out, err := command.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != 1) { // 1: something was found
		t.Fatal(err)
	}
	var report struct {
		Results []struct {
			Packages []struct {
				Package         struct{ Name, Version, Ecosystem string }
				Vulnerabilities []struct{ ID string }
			}
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatal(err)
	}
	said := map[string][]string{}
	for _, r := range report.Results {
		for _, p := range r.Packages {
			family, _, _ := strings.Cut(p.Package.Ecosystem, ":")
			key := peerPackage{p.Package.Ecosystem, index.Name(family, p.Package.Name), p.Package.Version}.String()
			for _, v := range p.Vulnerabilities {
				said[key] = append(said[key], v.ID)
			}
			slices.Sort(said[key])
			said[key] = slices.Compact(said[key])
		}
	}
	recorded, err := json.MarshalIndent(said, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(peerFile), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(peerFile, append(recorded, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// peerDatabases writes the records as osv.dev offers them. What osv-scanner 2.5.0 cannot read at all is left out of
// its copy: a field that it does not know, an ecosystem that it does not know (F3).
func peerDatabases(t *testing.T, dir string) {
	t.Helper()
	byFamily := map[string]map[string]map[string]any{}
	add := func(r map[string]any) {
		delete(r, "a_new_field")
		if r["schema_version"] == nil {
			r["schema_version"] = "1.7.3"
		}
		affected, _ := r["affected"].([]any)
		r["affected"] = slices.DeleteFunc(affected, func(a any) bool { return ecosystemOf(a) == "Brandnew" })
		for _, a := range affected {
			family, _, _ := strings.Cut(ecosystemOf(a), ":")
			if family == "" || family == "Brandnew" {
				continue
			}
			if byFamily[family] == nil {
				byFamily[family] = map[string]map[string]any{}
			}
			byFamily[family][fmt.Sprint(r["id"])] = r
		}
	}
	for _, path := range peerSources() {
		names := []string{path}
		if !strings.HasSuffix(path, ".json") {
			names, _ = filepath.Glob(path + "/*.json")
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var list []map[string]any
			if err := json.Unmarshal(data, &list); err != nil {
				list = []map[string]any{{}}
				if err := json.Unmarshal(data, &list[0]); err != nil {
					t.Fatal(err)
				}
			}
			for _, r := range list {
				add(r)
			}
		}
	}
	for family, records := range byFamily {
		name := filepath.Join(dir, "osv-scalibr", family, "all.zip")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w := zip.NewWriter(f)
		for id, r := range records {
			entry, err := w.Create(strings.ReplaceAll(id, "/", "_") + ".json")
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
}

func ecosystemOf(affected any) string {
	a, _ := affected.(map[string]any)
	p, _ := a["package"].(map[string]any)
	return fmt.Sprint(p["ecosystem"])
}
