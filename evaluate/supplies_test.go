package evaluate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

// shop is the demonstration image in an archive.
func shop(t *testing.T) (source string, id string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "webshop.tar")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := webshop.Image().Archive(f); err != nil {
		t.Fatal(err)
	}
	doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("archive:" + path), Needs: []document.Need{}})
	if err != nil {
		t.Fatal(err)
	}
	return "archive:" + path, *doc.Image.ID
}

// files writes a file for each name, and gives their paths in the names' order.
func files(t *testing.T, contents ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i, content := range contents {
		path := filepath.Join(dir, strconv.Itoa(i)+".json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

const (
	scan = `{"clamav": {"scanner": "clamav", "findings": [{"path": "/x", "signature": "Eicar"}]}}`
	npm  = `{"synced_at": "2024-03-01T00:00:00Z", "packages": {"lodash": {"latest": "4.17.21", "versions": ["4.17.21"]}, "zx": {"latest": null, "versions": []}}}`
	gem  = `{"synced_at": null, "packages": {"rack": {"latest": "3.0.0", "versions": ["3.0.0"]}}}`
	// bench is a run of docker-bench-security on 15 March 2024.
	bench = `{"dockerbenchsecurity": "1.3.4", "start": 1710504000, "tests": [{"id": "2", "desc": "Docker daemon configuration", "results": [
		{"id": "2.1", "desc": "Ensure network traffic is restricted (Scored)", "result": "PASS"},
		{"id": "2.2", "desc": "Ensure the logging level is set to 'info' (Scored)", "result": "WARN"}]}], "checks": 2, "score": 0, "end": 1710504060}`
	team = `{"owner": "shop", "contact": ["a", 1.50]}`
)

// trivyReport is a report of trivy, of the image with an id.
func trivyReport(id string) string {
	return fmt.Sprintf(`{"SchemaVersion": 2, "CreatedAt": "2024-03-14T08:00:00Z", "ArtifactName": "webshop", "ArtifactType": "container_image",
		"Metadata": {"ImageID": "sha256:%s"}, "Results": [{"Class": "os-pkgs", "Type": "debian", "Vulnerabilities": [
		{"VulnerabilityID": "CVE-2023-1", "PkgName": "curl", "InstalledVersion": "7", "Severity": "HIGH", "PrimaryURL": "https://cve.example.com/CVE-2023-1"}]}]}`, id)
}

func supplies(t *testing.T, f extract.SuppliedFiles) *extract.Supplied {
	t.Helper()
	s, err := extract.ReadSupplied(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sections are those that supplies give, as JSON.
func sections(t *testing.T, doc any) string {
	t.Helper()
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	some := map[string]any{}
	for _, key := range []string{"malware", "vulnerabilities", "feeds", "custom", "problems"} {
		some[key] = all[key]
	}
	some["searched"] = all["searched"].(map[string]any)["sections"]
	text, err = json.MarshalIndent(some, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSupplies gives the same to an image that is extracted now and to the
// document of one that was extracted before.
func TestSupplies(t *testing.T) {
	t.Parallel()
	source, id := shop(t)
	paths := files(t, scan, trivyReport(id), npm, gem, team)
	given := supplies(t, extract.SuppliedFiles{
		Malware: paths[0], Vulnerabilities: paths[1], Feeds: []string{"npm=" + paths[2], "gem=" + paths[3]}, Facts: []string{"team=" + paths[4]},
	})
	got, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(source), Supplied: given})
	if err != nil {
		t.Fatal(err)
	}
	validate(t, got)
	if diff := cmp.Diff([]string{"lodash"}, names(got.Feeds.NPM)); diff != "" {
		t.Errorf("the npm feed has what is installed (-want +got):\n%s", diff)
	}
	if len(got.Feeds.Gem.Packages) != 0 || got.Feeds.Gem.SyncedAt != nil {
		t.Errorf("the gem feed: got %+v", got.Feeds.Gem)
	}
	if m := got.Vulnerabilities.Matches; len(m) != 1 || m[0].Vulnerability.ID != "CVE-2023-1" {
		t.Errorf("matches: got %+v", m)
	}
	if string(got.Custom["team"]) != team {
		t.Errorf("custom: got %s", got.Custom["team"])
	}
	for _, section := range []string{"malware", "vulnerabilities", "feeds.npm", "feeds.gem"} {
		if !slices.Contains(got.Searched.Sections, section) {
			t.Errorf("%s is not among those searched: %q", section, got.Searched.Sections)
		}
	}
	if !slices.IsSorted(got.Searched.Sections) {
		t.Errorf("not sorted: %q", got.Searched.Sections)
	}

	bare, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(source)})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(bare)
	if err != nil {
		t.Fatal(err)
	}
	merged, err := evaluate.Input(t.Context(), evaluate.Request{
		Extract: extract.Options{Source: imageRef("-"), Stdin: strings.NewReader(string(text)), Supplied: given},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sorted(t, sections(t, got)), sorted(t, sections(t, merged))); diff != "" {
		t.Errorf("merged into a document (-extracted +merged):\n%s", diff)
	}
}

// sorted sorts the names of sections, which a document of another's need not have in order.
func sorted(t *testing.T, text string) string {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all["searched"].([]any), func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	out, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func names(feed *document.PackageFeed) []string {
	var names []string
	for name := range feed.Packages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// TestSuppliesOnDemand leaves out what nobody reads of feeds, and nothing else.
func TestSuppliesOnDemand(t *testing.T) {
	t.Parallel()
	source, id := shop(t)
	paths := files(t, scan, trivyReport(id), npm, team, gem)
	got, err := extract.Extract(t.Context(), extract.Options{
		Source: imageRef(source), Needs: []document.Need{"feeds.npm"},
		Supplied: supplies(t, extract.SuppliedFiles{
			Malware: paths[0], Vulnerabilities: paths[1], Feeds: []string{"npm=" + paths[2], "gem=" + paths[4]}, Facts: []string{"team=" + paths[3]},
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Malware == nil || got.Vulnerabilities == nil || got.Custom == nil {
		t.Errorf("got %s", sections(t, got))
	}
	if got.Feeds.Gem.SyncedAt != nil || len(got.Feeds.Gem.Packages) > 0 || slices.Contains(got.Searched.Sections, "feeds.gem") {
		t.Errorf("the gem feed: got %+v, searched %q", got.Feeds.Gem, got.Searched.Sections)
	}
	if diff := cmp.Diff([]string{"lodash", "zx"}, names(got.Feeds.NPM)); diff != "" {
		t.Errorf("without a list of packages the feed is whole (-want +got):\n%s", diff)
	}
}

func TestReportOfAnotherImage(t *testing.T) {
	t.Parallel()
	source, id := shop(t)
	other := strings.Repeat("ab", 32)
	paths := files(t, trivyReport(other), `{"results": []}`)
	tests := []struct {
		name, source, report, problem, err string
		force                              bool
	}{
		{name: "refused", source: source, report: paths[0], err: "using the vulnerability report: the report is of webshop (sha256:" + other + "), the image is sha256:" + id},
		{name: "forced", source: source, report: paths[0], force: true, problem: "the report is of webshop (sha256:" + other + "), the image is sha256:" + id},
		{name: "it does not say", source: source, report: paths[1], problem: "the report does not say which image it is of"},
		{name: "no image", source: "", report: paths[0], problem: "the report does not say which image it is of"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			given := supplies(t, extract.SuppliedFiles{Vulnerabilities: test.report, ForceReport: test.force})
			o := extract.Options{Source: imageRef(test.source), Supplied: given}
			if test.source == "" {
				o.Dockerfile = &extract.DockerfileOptions{Contents: []byte("FROM x\n")}
			}
			doc, err := extract.Extract(t.Context(), o)
			if test.err != "" {
				if err == nil || !strings.HasPrefix(err.Error(), test.err) {
					t.Errorf("got %v, want %s", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			validate(t, doc)
			found := slices.ContainsFunc(doc.Problems, func(p document.Problem) bool {
				return p.Section == "vulnerabilities" && p.Minor && strings.HasPrefix(p.Message, test.problem)
			})
			if !found {
				t.Errorf("got the problems %+v, want %q", doc.Problems, test.problem)
			}
		})
	}
}

// TestMergeIntoAnyDocument has documents that leave out or contradict what is supplied.
func TestMergeIntoAnyDocument(t *testing.T) {
	t.Parallel()
	paths := files(t, scan, team)
	given := supplies(t, extract.SuppliedFiles{Malware: paths[0], Facts: []string{"team=" + paths[1]}})
	ours := `"clamav": {"scanner": "clamav", "findings": [{"path": "/x", "signature": "Eicar"}]}`
	tests := []struct{ name, document, want string }{
		{"empty", `{}`, `{"malware": {` + ours + `}, "custom": {"team": ` + team + `}}`},
		{"nothing in it", `{"malware": {}, "custom": {}, "searched": {"sections": []}, "problems": []}`,
			`{"malware": {` + ours + `}, "custom": {"team": ` + team + `}, "searched": {"sections": ["malware"]}, "problems": []}`},
		{"others' are kept, ours count",
			`{"malware": {"other": {"findings": []}, "clamav": {"findings": []}}, "custom": {"x": 1, "team": 2}, "searched": {"sections": ["files"], "needs": []}}`,
			`{"malware": {"other": {"findings": []}, ` + ours + `}, "custom": {"x": 1, "team": ` + team + `}, "searched": {"sections": ["files", "malware"], "needs": []}}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			input := `{"schema_version": "1", "evaluated_at": "2024-03-15T12:00:00Z", ` + strings.TrimPrefix(test.document, "{")
			input = strings.Replace(input, ", }", "}", 1)
			got, err := evaluate.Input(t.Context(), evaluate.Request{Extract: extract.Options{Source: imageRef("-"), Stdin: strings.NewReader(input), Supplied: given}})
			if err != nil {
				t.Fatal(err)
			}
			var want map[string]any
			decoder := json.NewDecoder(strings.NewReader(test.want))
			decoder.UseNumber()
			if err := decoder.Decode(&want); err != nil {
				t.Fatal(err)
			}
			want["schema_version"], want["evaluated_at"] = "1", "2024-03-15T12:00:00Z"
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadSuppliesErrors(t *testing.T) {
	t.Parallel()
	bad := files(t, `{"clamav": {}}`)[0]
	good := files(t, npm, team)
	tests := []struct {
		name  string
		files extract.SuppliedFiles
		want  string
	}{
		{"no such file", extract.SuppliedFiles{Malware: "no/such"}, "reading malware scans: open no/such: no such file or directory"},
		{"a bad scan", extract.SuppliedFiles{Malware: bad}, bad + ": reading malware scans: clamav: it has no findings; a scan that found nothing has an empty list"},
		{"no report", extract.SuppliedFiles{Vulnerabilities: bad}, bad + ": reading vulnerability report: "},
		{"an unknown feed", extract.SuppliedFiles{Feeds: []string{"pip=" + good[0]}}, good[0] + `: reading feed "pip": a feed is npm or gem`},
		{"a feed twice", extract.SuppliedFiles{Feeds: []string{"npm=" + good[0], "npm=" + good[0]}}, "reading feeds: there are two of npm"},
		{"a feed without a kind", extract.SuppliedFiles{Feeds: []string{good[0]}}, "reading feeds: "},
		{"facts twice", extract.SuppliedFiles{Facts: []string{"a=" + good[1], "a=" + good[1]}}, "reading facts: there are two of the name a"},
		{"facts without a name", extract.SuppliedFiles{Facts: []string{"=" + good[1]}}, "reading facts: "},
	}
	for _, test := range tests {
		if _, err := extract.ReadSupplied(test.files); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
}

// TestDocumentIsNoImage refuses what only an image could answer.
func TestDocumentIsNoImage(t *testing.T) {
	t.Parallel()
	for _, o := range []extract.Options{
		{Clamd: "unix:/x"}, {APKDigests: true}, {Retrieve: []string{"/x"}}, {Dockerfile: &extract.DockerfileOptions{}},
	} {
		o.Source, o.Stdin = imageRef("-"), strings.NewReader(`{"schema_version": "1"}`)
		if _, err := evaluate.Input(t.Context(), evaluate.Request{Extract: o}); err == nil || !strings.HasPrefix(err.Error(), "judging an input document: ") {
			t.Errorf("%+v: got %v", o, err)
		}
	}
}

func validate(t *testing.T, doc *document.Document) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../internal/schemas/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("the document is not valid: %v", err)
	}
}
