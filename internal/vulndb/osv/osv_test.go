package osv_test

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/internal/vulndb/osv"
)

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       osv.Record
		tally      osv.Tally
	}{
		{
			"what is not known is passed over",
			`{"id": "A", "modified": "2024-01-01T01:00:00+01:00", "new": {"x": 1}, "database_specific": ["x"], "affected": [
				{"package": {"ecosystem": "npm", "name": "a"}, "ecosystem_specific": "x", "ranges": [{"type": "SEMVER", "database_specific": 1, "events": [{"introduced": "0"}, {"fixed": "1"}]}]},
				{"ranges": [{"type": "GIT", "events": []}]}]}`,
			osv.Record{ID: "A", Modified: "2024-01-01T00:00:00Z", Link: "https://osv.dev/vulnerability/A", Affected: []osv.Affected{
				{Ecosystem: "npm", Name: "a", Ranges: []osv.Range{{SemVer: true, Events: []osv.Event{{Kind: osv.Introduced, Version: "0"}, {Kind: osv.Fixed, Version: "1"}}}}},
			}},
			osv.Tally{Records: 1},
		},
		{
			"ranges of commits, of no known type, with odd events",
			`{"id": "A", "modified": "2024-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "ranges": [
				{"type": "GIT", "events": [{"introduced": "0"}]}, {"type": "NEW", "events": []}, {"type": "ECOSYSTEM", "events": [{"introduced": "0", "fixed": "1"}]},
				{"type": "ECOSYSTEM", "events": [{"repaired": "1"}]}, {"type": "ECOSYSTEM", "events": [{"fixed": 1}]}, {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"limit": "*"}]}]}]}`,
			osv.Record{ID: "A", Modified: "2024-01-01T00:00:00Z", Link: "https://osv.dev/vulnerability/A", Affected: []osv.Affected{{Ecosystem: "PyPI", Name: "a", Ranges: []osv.Range{
				{Bad: `its type "NEW" is not known`}, {Bad: "an event says 2 things"}, {Bad: `the event "repaired" is not known`}, {Bad: `the event "fixed" has no version`},
				{Events: []osv.Event{{Kind: osv.Introduced, Version: "0"}}},
			}}}},
			osv.Tally{Records: 1, GitRanges: 1, BadRanges: 4},
		},
		{
			"severities, names, links",
			`{"id": "ALSA-2024:1", "summary": "Moderate: go-toolset:rhel8 security update", "modified": "2024-01-01T00:00:00Z", "withdrawn": "2024-02-01T00:00:00Z", "aliases": ["CVE-1"], "upstream": ["CVE-2"], "related": ["CVE-3"],
				"references": [{"type": "WEB", "url": "https://w"}, {"type": "ADVISORY", "url": "https://a"}], "severity": [{"type": "CVSS_V3", "score": "x"}],
				"affected": [{"package": {"ecosystem": "Debian:12", "name": "a"}, "versions": ["1"], "ecosystem_specific": {"urgency": "low", "binaries": [{"b": "1"}, {"binary_name": "c", "binary_version": "1"}]}}]}`,
			osv.Record{
				ID: "ALSA-2024:1", Modified: "2024-01-01T00:00:00Z", Withdrawn: "2024-02-01T00:00:00Z", Summary: "Moderate: go-toolset:rhel8 security update", Link: "https://a", Word: "Moderate",
				Aliases: []string{"CVE-1"}, Upstream: []string{"CVE-2"}, Related: []string{"CVE-3"}, Severity: []osv.Severity{{Type: "CVSS_V3", Score: "x"}}, Streams: []string{"go-toolset:rhel8"},
				Affected: []osv.Affected{{Ecosystem: "Debian:12", Name: "a", Versions: []string{"1"}, Word: "low", Binaries: []string{"b", "c"}}},
			},
			osv.Tally{Records: 1, Withdrawn: 1},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, tally, err := osv.Parse([]byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.tally, tally); diff != "" {
				t.Error(diff)
			}
		})
	}
	for name, text := range map[string]string{
		"no JSON": "{", "no id": `{"modified": "2024-01-01T00:00:00Z"}`, "no time": `{"id": "A"}`, "an odd time": `{"id": "A", "modified": "yesterday"}`,
		"withdrawn at no time": `{"id": "A", "modified": "2024-01-01T00:00:00Z", "withdrawn": "yes"}`,
		"a name with a NUL":    `{"id": "A", "modified": "2024-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "a\u0000b"}}]}`,
	} {
		if _, _, err := osv.Parse([]byte(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestYAML: times stay texts, and so do versions that look like numbers.
func TestYAML(t *testing.T) {
	t.Parallel()
	got, _, err := osv.ParseYAML([]byte("id: PYSEC-1\nmodified: 2023-05-04T03:49:46.887089Z\nwithdrawn: null\naffected:\n- package: {ecosystem: PyPI, name: a}\n  versions: [1.10, \"2.0\"]\n  ranges:\n  - type: ECOSYSTEM\n    events: [{introduced: \"0\"}, {fixed: 1.10}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := osv.Record{ID: "PYSEC-1", Modified: "2023-05-04T03:49:46Z", Link: "https://osv.dev/vulnerability/PYSEC-1", Affected: []osv.Affected{{
		Ecosystem: "PyPI", Name: "a", Versions: []string{"1.10", "2.0"}, Ranges: []osv.Range{{Events: []osv.Event{{Kind: osv.Introduced, Version: "0"}, {Kind: osv.Fixed, Version: "1.10"}}}},
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"", "a: [", "a: &x [1]\nb: *x\n"} {
		if _, _, err := osv.ParseYAML([]byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

func record(id string) string {
	return fmt.Sprintf(`{"id": %q, "modified": "2024-01-01T00:00:00Z"}`, id)
}

func zipped(t *testing.T, name string, files map[string]string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := zip.NewWriter(f)
	for entry, text := range files {
		out, err := w.Create(entry)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestRead reads the layouts in which people have records.
func TestRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	zipped(t, filepath.Join(dir, "osv-scalibr/npm/all.zip"), map[string]string{"GHSA-1.json": record("GHSA-1"), "MAL-1.json": record("MAL-1"), "readme.md": "x"})
	write("pypa/PYSEC-1.yaml", "id: PYSEC-1\nmodified: 2024-01-01T00:00:00Z\n")
	write("one.json", record("A"))
	write("list.json", "["+record("B")+","+record("C")+"]")
	write("modified_id.csv", "x")
	read := func(path string, o osv.Options) ([]string, *osv.Source, error) {
		source := &osv.Source{Path: path}
		var ids []string
		err := source.Read(o, func(r osv.Record) error { ids = append(ids, r.ID); return nil })
		return ids, source, err
	}
	ids, source, err := read(dir, osv.Options{ExcludePrefixes: []string{"MAL-"}})
	if err != nil || len(ids) != 5 || source.Tally.Records != 5 || len(source.Digest) != 64 || source.Newest != "2024-01-01T00:00:00Z" {
		t.Errorf("%q, %+v, %v", ids, source, err)
	}
	if ids, _, err := read(filepath.Join(dir, "osv-scalibr/npm/all.zip"), osv.Options{}); err != nil || len(ids) != 2 {
		t.Errorf("an archive: %q, %v", ids, err)
	}
	write("broken.json", "{")
	if _, _, err := read(dir, osv.Options{}); err == nil || !strings.Contains(err.Error(), "broken.json") || !strings.Contains(err.Error(), "--skip-unreadable") {
		t.Errorf("a broken record: %v", err)
	}
	if ids, source, err := read(dir, osv.Options{SkipUnreadable: true}); err != nil || len(ids) != 6 || source.Tally.Unreadable != 1 || len(source.Refused) != 1 {
		t.Errorf("a broken record, skipped: %q, %+v, %v", ids, source, err)
	}
	for _, path := range []string{filepath.Join(dir, "nowhere"), t.TempDir(), filepath.Join(dir, "broken.json")} {
		if _, _, err := read(path, osv.Options{}); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
	write("broken.zip", "PK")
	if _, _, err := read(filepath.Join(dir, "broken.zip"), osv.Options{}); err == nil {
		t.Error("a broken archive: no error")
	}
}

func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("../testdata/osv/pitfalls/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _, _ = osv.Parse(data)
		_, _, _ = osv.ParseYAML(data)
	})
}
