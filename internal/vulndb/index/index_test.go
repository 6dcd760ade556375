package index_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/internal/vulndb/index"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/scores"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

// build makes an index of sources, as bytes.
func build(tb testing.TB, sources ...string) []byte {
	tb.Helper()
	builder := index.NewBuilder(tb.TempDir(), scores.New())
	defer builder.Close()
	for _, source := range sources {
		if err := builder.Read(&osv.Source{Path: source}, osv.Options{}); err != nil {
			tb.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := builder.Write(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func file(tb testing.TB, data []byte) string {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "index")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return name
}

func open(tb testing.TB, data []byte) *index.Index {
	tb.Helper()
	x, err := index.Open(file(tb, data))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { x.Close() })
	return x
}

// records writes records to a folder, one text each.
func records(tb testing.TB, texts ...string) string {
	tb.Helper()
	dir := tb.TempDir()
	for i, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.json", i)), []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

func TestReproducible(t *testing.T) {
	t.Parallel()
	first := build(t, "../testdata/osv")
	for range 3 {
		if !bytes.Equal(first, build(t, "../testdata/osv")) {
			t.Fatal("the same sources give other bytes")
		}
	}
}

// TestDamaged: one byte that differs, and every shorter file, is an error that names the file.
func TestDamaged(t *testing.T) {
	t.Parallel()
	data := build(t, "../testdata/osv/pitfalls", "../testdata/osv/go")
	random := rand.New(rand.NewPCG(1, 2))
	check := func(what string, damaged []byte) {
		name := file(t, damaged)
		x, err := index.Open(name)
		if err == nil {
			x.Close()
			t.Fatalf("%s: no error", what)
		}
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v does not name the file", what, err)
		}
	}
	places := []int{0, 7, 8, 11, 12, len(data) - 1}
	for range 300 {
		places = append(places, random.IntN(len(data)))
	}
	for _, i := range places {
		damaged := bytes.Clone(data)
		damaged[i] ^= 1 << random.IntN(8)
		check(fmt.Sprintf("byte %d", i), damaged)
	}
	for _, n := range []int{0, 5, 11, 12, 100, len(data) / 2, len(data) - 1} {
		check(fmt.Sprintf("%d bytes", n), data[:n])
	}
	check("longer", append(bytes.Clone(data), 0))
}

func TestForeign(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, data, want string }{
		{"a zip archive", "PK\x03\x04aaaaaaaaaaaaaaaa", "it is a zip archive"},
		{"a report", `{"matches": []}            `, "--vulnerabilities takes the reports of scanners"},
		{"another version", "PRVULN9\naaaaaaaaaaaaaaa", "build it again"},
		{"something else", "#!/bin/sh\nexit 0\naaaaaa", "it is not a vulnerability index"},
		{"SQLite", "SQLite format 3\x00aaaaaaaa", "it is an SQLite database"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := index.Open(file(t, []byte(tt.data))); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := index.Open(t.TempDir()); err == nil {
		t.Error("a folder: no error")
	}
	if _, err := index.Open("/nowhere/index"); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("missing: %v", err)
	}
}

// TestCopies: of several copies of a record the newest counts, in each ecosystem.
func TestCopies(t *testing.T) {
	t.Parallel()
	affected := func(ecosystem, name, fixed string) string {
		return fmt.Sprintf(`{"package":{"ecosystem":%q,"name":%q},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":%q}]}]}`, ecosystem, name, fixed)
	}
	record := func(modified, more string, list ...string) string {
		return fmt.Sprintf(`{"id":"ALSA-1","modified":%q%s,"affected":[%s]}`, modified, more, strings.Join(list, ","))
	}
	tests := []struct {
		name    string
		records []string
		want    []string // "ECOSYSTEM NAME RANGE"
	}{
		{
			"one for each release", []string{record("2024-01-01T00:00:00Z", "", affected("AlmaLinux:8", "a", "1")), record("2024-02-01T00:00:00Z", "", affected("AlmaLinux:9", "a", "2"))},
			[]string{"AlmaLinux:8 a >= 0, < 1", "AlmaLinux:9 a >= 0, < 2"},
		},
		{
			"the newer one leaves a package out",
			[]string{
				record("2024-02-01T00:00:00Z", "", affected("AlmaLinux:8", "a", "2")),
				record("2024-01-01T00:00:00Z", "", affected("AlmaLinux:8", "a", "1"), affected("AlmaLinux:8", "b", "1")),
			},
			[]string{"AlmaLinux:8 a >= 0, < 2"},
		},
		{"the same twice", []string{record("2024-01-01T00:00:00Z", "", affected("AlmaLinux:8", "a", "1")), record("2024-01-01T00:00:00Z", "", affected("AlmaLinux:8", "a", "1"))}, []string{"AlmaLinux:8 a >= 0, < 1"}},
		{
			"withdrawn later", []string{record("2024-01-01T00:00:00Z", "", affected("AlmaLinux:8", "a", "1")), record("2024-02-01T00:00:00Z", `,"withdrawn":"2024-02-01T00:00:00Z"`, affected("AlmaLinux:8", "a", "1"))},
			nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			x := open(t, build(t, records(t, tt.records...)))
			found, err := x.Get("ALSA-1")
			if err != nil || len(found) != 1 {
				t.Fatalf("%+v, %v", found, err)
			}
			var got []string
			for _, a := range found[0].Packages {
				got = append(got, fmt.Sprintf("%s %s %s", a.Ecosystem, a.Name, strings.Join(a.Ranges, "|")))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSamples: of real records, every fixed version is no hit, and every version that is listed is one.
func TestSamples(t *testing.T) {
	t.Parallel()
	x := open(t, build(t, "../testdata/osv"))
	fixed, listed := 0, 0
	for _, folder := range []string{"go", "crates.io", "pypi", "almalinux", "ghsa"} {
		source := &osv.Source{Path: "../testdata/osv/" + folder}
		err := source.Read(osv.Options{}, func(r osv.Record) error {
			// Of GO-2025-3825 one entry has no fix: its own is of versions that are not canonical.
			if r.Withdrawn != "" || r.ID == "GO-2025-3825" {
				r.Affected = nil
			}
			for _, a := range r.Affected {
				family, release, _ := strings.Cut(a.Ecosystem, ":")
				hits := func(v string) bool {
					result, _, err := x.Match(index.Query{Family: family, Release: release, Name: a.Name, Version: v})
					if err != nil {
						t.Fatal(err)
					}
					return slices.ContainsFunc(result.Hits, func(h index.Hit) bool { return h.ID == r.ID })
				}
				for _, v := range a.Versions {
					listed++
					if !hits(v) {
						t.Errorf("%s: %s %s is listed and no hit", r.ID, a.Name, v)
					}
				}
				for _, of := range a.Ranges {
					for _, event := range of.Events {
						if event.Kind != osv.Fixed || slices.Contains(a.Versions, event.Version) {
							continue
						}
						fixed++
						if hits(event.Version) {
							t.Errorf("%s: %s %s is fixed and a hit", r.ID, a.Name, event.Version)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if fixed < 100 || listed < 500 {
		t.Errorf("only %d fixes and %d listed versions were looked at", fixed, listed)
	}
}

// walk is the algorithm as the specification has it, without an index.
func walk(scheme version.Scheme, events []osv.Event, v string) (bool, error) {
	own, err := scheme.Parse(v)
	if err != nil {
		return false, err
	}
	compare := func(e osv.Event) int {
		if e.Version == "0" && e.Kind == osv.Introduced {
			return -1
		}
		other, err := scheme.Parse(e.Version)
		if err != nil {
			panic(err)
		}
		order, _ := other.Compare(own)
		return order
	}
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b osv.Event) int {
		switch zeroA, zeroB := a.Version == "0" && a.Kind == osv.Introduced, b.Version == "0" && b.Kind == osv.Introduced; {
		case zeroA && zeroB:
			return 0
		case zeroA:
			return -1
		case zeroB:
			return 1
		}
		x, _ := scheme.Parse(a.Version)
		y, _ := scheme.Parse(b.Version)
		if order, _ := x.Compare(y); order != 0 {
			return order
		}
		return int(a.Kind) - int(b.Kind)
	})
	inside := false
	for _, e := range sorted {
		order := compare(e)
		switch {
		case e.Kind == osv.Introduced && order <= 0:
			inside = true
		case e.Kind == osv.LastAffected && order < 0, (e.Kind == osv.Fixed || e.Kind == osv.Limit) && order <= 0:
			inside = false
		}
	}
	return inside, nil
}

// TestWalk compares the index with the algorithm written plainly, on random ranges.
func TestWalk(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	versions := map[string][]string{
		"PyPI":      {"0.1", "1.0", "1.0.0", "1.0rc1", "1.0.post1", "1.1", "2.0", "10.0", "1!0.1", "1.0.dev1", "2.0.0"},
		"npm":       {"0.1.0", "1.0.0", "1.0.0-rc.1", "1.0.0+build", "1.1.0", "2.0.0", "10.0.0", "1.0.0-alpha"},
		"Debian":    {"0.1-1", "1.0-1", "1:0.1-1", "1.0~rc1-1", "1.0-1+deb12u1", "1.0+dfsg-1", "2.0-1", "10.0-1"},
		"Alpine":    {"0.1-r0", "1.0-r0", "1.0_rc1-r0", "1.0-r10", "1.0-r9", "1.0a-r0", "10.0-r0", "1.0_p1-r0"},
		"Red Hat":   {"0.1-1.el9", "1:0.1-1.el9", "1.0-1.el9", "1.0~rc1-1.el9", "1.0-1.el9_2", "1.0-10.el9", "0:1.0-1.el9"},
		"Maven":     {"0.1", "1.0", "1.0.0", "1.0-SNAPSHOT", "1.0.RELEASE", "1.0-alpha-1", "2.0", "10.0"},
		"RubyGems":  {"0.1", "1.0", "1.0.0", "1.0.pre1", "2.0.0", "10.0"},
		"NuGet":     {"0.1.0", "1.0.0", "1.0.0.0", "1.0.0-beta", "2.0.0", "10.0.0"},
		"Packagist": {"0.1", "1.0", "1.0.0", "1.0-beta", "2.0", "10.0"},
	}
	type asked struct {
		family, name string
		events       []osv.Event
	}
	var texts []string
	var all []asked
	for family, list := range versions {
		for i := range 40 {
			var events []osv.Event
			var parts []string
			for range 1 + random.IntN(5) {
				e := osv.Event{Kind: osv.EventKind(random.IntN(4)), Version: list[random.IntN(len(list))]}
				if e.Kind == osv.Introduced && random.IntN(3) == 0 {
					e.Version = "0"
				}
				events = append(events, e)
				parts = append(parts, fmt.Sprintf(`{%q:%q}`, []string{"introduced", "fixed", "last_affected", "limit"}[e.Kind], e.Version))
			}
			name := fmt.Sprintf("p%d", i)
			texts = append(texts, fmt.Sprintf(`{"id":"%s-%d","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":%q,"name":%q},"ranges":[{"type":"ECOSYSTEM","events":[%s]}]}]}`, family, i, family, name, strings.Join(parts, ",")))
			all = append(all, asked{family, name, events})
		}
	}
	x := open(t, build(t, records(t, texts...)))
	for _, a := range all {
		for _, v := range versions[a.family] {
			want, err := walk(version.Of(a.family), a.events, v)
			if err != nil {
				t.Fatal(err)
			}
			result, found, err := x.Match(index.Query{Family: a.family, Name: a.name, Version: v})
			if err != nil || !found {
				t.Fatal(found, err)
			}
			if got := len(result.Hits) == 1; got != want {
				t.Errorf("%s %s in %v: got %v, want %v (%+v)", a.family, v, a.events, got, want, result)
			}
		}
	}
}

func TestBrowse(t *testing.T) {
	t.Parallel()
	x := open(t, build(t, "../testdata/osv"))
	found, err := x.Get("CVE-2024-9355")
	if err != nil || len(found) != 1 || found[0].Relation != "related" || found[0].Detail.ID != "ALSA-2024:7502" || len(found[0].Packages) != 8 {
		t.Errorf("by another name: %+v, %v", found, err)
	}
	if found, err := x.Get("CVE-1"); err != nil || found != nil {
		t.Errorf("unknown: %+v, %v", found, err)
	}
	list, err := x.Search("zope.interface")
	if err != nil || len(list) != 1 || list[0].Ecosystem != "PyPI" || !slices.Equal(list[0].Ranges, []string{">= 0, < 5"}) {
		t.Errorf("search: %+v, %v", list, err)
	}
	if list, err := x.Search("openssl"); err != nil || len(list) != 2 {
		t.Errorf("search in releases: %+v, %v", list, err)
	}
	if names, err := x.Like("EFT-PA", 5); err != nil || !slices.Equal(names, []string{"left-pad"}) {
		t.Errorf("like: %q, %v", names, err)
	}
}

func TestChanges(t *testing.T) {
	t.Parallel()
	record := func(id, modified, more string) string {
		return fmt.Sprintf(`{"id":%q,"modified":%q%s,"affected":[{"package":{"ecosystem":"npm","name":"a"},"versions":["1.0.0"]}]}`, id, modified, more)
	}
	before := open(t, build(t, records(t, record("A", "2024-01-01T00:00:00Z", ""), record("B", "2024-01-01T00:00:00Z", ""), record("C", "2024-01-01T00:00:00Z", ""), record("D", "2024-01-01T00:00:00Z", ""))))
	after := open(t, build(t, records(t, record("A", "2024-01-01T00:00:00Z", ""), record("B", "2024-02-01T00:00:00Z", `,"aliases":["CVE-1"]`), record("D", "2024-02-01T00:00:00Z", `,"withdrawn":"2024-02-01T00:00:00Z"`), record("E", "2024-02-01T00:00:00Z", ""))))
	list, err := index.Changes(before, after)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, c.Kind+" "+c.ID)
	}
	if diff := cmp.Diff([]string{"changed B", "removed C", "withdrawn D", "added E"}, got); diff != "" {
		t.Error(diff)
	}
	if list, err := index.Changes(after, after); err != nil || len(list) != 0 {
		t.Errorf("with itself: %+v, %v", list, err)
	}
}

// TestSpilled: what does not fit into memory is sorted all the same.
func TestSpilled(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds an index of 30,000 records")
	}
	dir := t.TempDir()
	many(t, filepath.Join(dir, "all.zip"), 30_000, 100)
	x := open(t, build(t, filepath.Join(dir, "all.zip")))
	if x.Header.Records != 30_000 {
		t.Errorf("%d records", x.Header.Records)
	}
	result, _, err := x.Match(index.Query{Family: "Debian", Release: "12", Name: "linux", Version: "6.1.50-1"})
	if err != nil || len(result.Hits) == 0 || len(result.Hits) == 100 {
		t.Errorf("%d hits, %v", len(result.Hits), err)
	}
	if err := x.Check(nil); err != nil {
		t.Error(err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(build(f, "../testdata/osv/pitfalls"))
	f.Add([]byte("PRVULN1\n\x00\x00\x00\x02{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := index.Open(file(t, data))
		if err != nil {
			return
		}
		defer x.Close()
		_, _, _ = x.Match(index.Query{Family: "PyPI", Name: "bottle", Version: "0.11"})
		_, _ = x.Get("PIT-1-git-first")
		_, _ = x.Search("openssl")
	})
}

// many writes an archive of n records in the forms of a distribution and a language, of which some are about
// one package.
func many(tb testing.TB, name string, n, ofOne int) {
	tb.Helper()
	f, err := os.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	w := zip.NewWriter(f)
	for i := range n {
		text := fmt.Sprintf(`{"id":"GHSA-%08d","modified":"2024-01-01T00:00:00Z","aliases":["CVE-2024-%d"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"ecosystem":"npm","name":"package-%d"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"%d.%d.%d"}]}]}]}`, i, i, i/3, i%7, i%50, i%11)
		if i < ofOne {
			text = fmt.Sprintf(`{"id":"DEBIAN-CVE-2023-%d","modified":"2024-01-01T00:00:00Z","upstream":["CVE-2023-%d"],"affected":[{"package":{"ecosystem":"Debian:12","name":"linux"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"6.1.%d-%d"}]}],"ecosystem_specific":{"urgency":"not yet assigned"}}]}`, i, i, i%100, i/100)
		}
		entry, err := w.Create(fmt.Sprintf("%d.json", i))
		if err == nil {
			_, err = entry.Write([]byte(text))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
}
