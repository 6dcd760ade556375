package content_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/content"
)

func named(name, regex string) content.Item { return content.Item{Name: &name, Regex: regex} }

func TestReadConfig(t *testing.T) {
	t.Parallel()
	f, err := os.Open("testdata/analyzer_config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, warnings, err := content.ReadConfig(f)
	if err != nil {
		t.Fatal(err)
	}
	want := content.Config{
		RetrieveFiles: content.Retrieve{Paths: []string{"/etc/passwd", "/etc/services"}, MaxFileSize: 512000},
		SecretSearch: content.Search{MaxFileSize: 20000, Items: []content.Item{
			named("AWS_ACCESS_KEY", "(?i).*aws_access_key_id( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20}(?![A-Z0-9]).*"),
			{Regex: ".*token"},
		}},
		ContentSearch: content.Search{Items: []content.Item{named("EXAMPLE_MATCH", "")}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
	wantWarnings := []string{
		`line 12: secret_search.match_params: "STOREONMATCH" is not known and ignored`,
		`line 21: malware is not known and ignored`,
	}
	if diff := cmp.Diff(wantWarnings, warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestReadConfigCases(t *testing.T) {
	t.Parallel()
	defaults := content.Default()
	for _, tc := range []struct {
		name, text string
		want       func(*content.Config)
		err        string
	}{
		{name: "empty"},
		{name: "null", text: "---\n"},
		{name: "null sections", text: "secret_search:\ncontent_search: ~\n", want: func(c *content.Config) { c.SecretSearch = content.Search{} }},
		{name: "no patterns", text: "secret_search: {regexp_match: []}", want: func(c *content.Config) { c.SecretSearch = content.Search{} }},
		{name: "aliases", text: "secret_search: &s {regexp_match: [x]}\ncontent_search: *s\n", want: func(c *content.Config) {
			c.SecretSearch = content.Search{Items: []content.Item{{Regex: "x"}}}
			c.ContentSearch = c.SecretSearch
		}},
		{name: "a list", text: "- x", err: "reading analyzer configuration: line 1: the file is a list, not a mapping"},
		{name: "section of the wrong type", text: "\nsecret_search: yes please", err: `reading analyzer configuration: line 2: secret_search is "yes please", not a mapping`},
		{name: "patterns of the wrong type", text: "secret_search:\n  regexp_match: x", err: `reading analyzer configuration: line 2: secret_search.regexp_match is "x", not a list`},
		{name: "pattern of the wrong type", text: "secret_search:\n  regexp_match:\n  - x\n  - 5", err: `reading analyzer configuration: line 4: secret_search.regexp_match[1] is "5", not a text`},
		{name: "size of the wrong type", text: "retrieve_files:\n  max_file_size_kb: big", err: `reading analyzer configuration: line 2: retrieve_files.max_file_size_kb is "big", not a number of kilobytes`},
		{name: "negative limit", text: "content_search:\n  match_params:\n  - MAXFILESIZE=-1", err: `reading analyzer configuration: line 3: content_search.match_params: MAXFILESIZE is "-1", not a number of bytes`},
		{name: "no YAML", text: "a: [", err: "reading analyzer configuration: yaml: line 1: did not find expected node content"},
		{name: "too large", text: strings.Repeat("#", 1<<20+1), err: "reading analyzer configuration: larger than 1048576 bytes"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, _, err := content.ReadConfig(strings.NewReader(tc.text))
			if tc.err != "" {
				if err == nil || err.Error() != tc.err {
					t.Fatalf("got error %v, want %s", err, tc.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := defaults
			if tc.want != nil {
				tc.want(&want)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("config (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzReadConfig(f *testing.F) {
	data, err := os.ReadFile("testdata/analyzer_config.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add("secret_search: &s {regexp_match: [x]}\ncontent_search: *s\n")
	f.Fuzz(func(t *testing.T, text string) {
		config, _, err := content.ReadConfig(strings.NewReader(text))
		if err == nil && (config.SecretSearch.MaxFileSize < 0 || config.RetrieveFiles.MaxFileSize < 0) {
			t.Errorf("negative limit in %+v", config)
		}
	})
}
