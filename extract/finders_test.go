package extract_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/internal/testimage"
)

const (
	key      = "-----BEGIN RSA PRIVATE KEY-----\nnot really\n"
	manifest = `{"name": "left-pad", "version": "1.3.0", "license": "WTFPL"}`
)

// found writes content matches one a line: path, name, lines.
func found(matches document.ContentMatches) []string {
	var lines []string
	for _, path := range slices.Sorted(maps.Keys(matches)) {
		for _, m := range matches[path] {
			name := m.Regex
			if m.Name != nil {
				name = *m.Name
			}
			lines = append(lines, fmt.Sprint(path, " ", name, " ", m.Lines))
		}
	}
	return lines
}

// listed writes packages one a line: type, name, version, path.
func listed(packages []document.Package) []string {
	var lines []string
	for _, p := range packages {
		lines = append(lines, fmt.Sprintf("%s %s %s %s", p.Type, p.Name, p.FullVersion, *p.Path))
	}
	return lines
}

// problems writes problems one a line.
func problems(doc *document.Document) []string {
	var lines []string
	for _, p := range doc.Problems {
		line := p.Section + ": "
		if p.Path != nil {
			line += *p.Path + ": "
		}
		if line += p.Message; p.Minor {
			line += " (minor)"
		}
		if p.Absent {
			line += " (absent)"
		}
		lines = append(lines, line)
	}
	return lines
}

// TestSearchNames has a file under names of all kinds. Only what survives counts.
func TestSearchNames(t *testing.T) {
	t.Parallel()
	reg, sym, link := testimage.File, testimage.Symlink, testimage.Hardlink
	source := archiveOf(t, layers{
		{
			reg("srv/key", key), link("srv/hard", "srv/key"), sym("srv/relative", "key"), sym("srv/absolute", "/srv/key"), sym("up", "srv/../srv/key"),
			sym("linked", "srv"), sym("through", "linked/key"), sym("srv/chain", "relative"), sym("loop", "loop"), sym("dangling", "no/such"), sym("dir", "srv"),
			sym("srv/from-root", "srv/key"), sym("cut", "xsrv/key"), sym("none", ""),
			reg("gone", key), reg("rewritten", key), reg("second", "nothing\n"), reg("long", key+strings.Repeat(" ", 10000)),
		},
		{reg(".wh.gone", ""), reg("rewritten", "harmless\n"), reg("second", "\n"+key), link("kept", "srv/key")},
		{reg("srv/key", "new\n")},
	})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{"secret_search"}})
	validate(t, doc)
	want := []string{"/kept PRIV_KEY [0]", "/second PRIV_KEY [1]", "/srv/hard PRIV_KEY [0]"}
	if diff := cmp.Diff(want, found(doc.SecretSearch)); diff != "" {
		t.Errorf("the key rewritten (-want +got):\n%s", diff)
	}
	doc = mustExtract(t, extract.Options{Needs: []document.Need{"secret_search"}, Source: imageRef(archiveOf(t, layers{{
		reg("srv/key", key), link("srv/hard", "srv/key"), sym("srv/relative", "key"), sym("srv/absolute", "/srv/key"), sym("up", "srv/../srv/key"),
		sym("linked", "srv"), sym("through", "linked/key"), sym("srv/chain", "relative"), sym("loop", "loop"), sym("dangling", "no/such"), sym("dir", "srv"),
		sym("srv/from-root", "srv/key"), sym("cut", "xsrv/key"),
	}}))})
	want = nil
	for _, name := range []string{"/cut", "/srv/absolute", "/srv/chain", "/srv/from-root", "/srv/hard", "/srv/key", "/srv/relative", "/up"} {
		want = append(want, name+" PRIV_KEY [0]")
	}
	if diff := cmp.Diff(want, found(doc.SecretSearch)); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// TestAnalyzer searches for what the configuration says, and retrieves it too.
func TestAnalyzer(t *testing.T) {
	t.Parallel()
	config, warnings, err := content.ReadConfig(strings.NewReader(`
retrieve_files: {file_list: [/etc/motd, /etc/long], max_file_size_kb: 1}
secret_search: {match_params: [MAXFILESIZE=20], regexp_match: ["PIN=.*pin: ?[0-9]{4}"]}
content_search: {regexp_match: ["TODO=.*TODO", ".*back(?!x)track", ".*(a+)+$"]}
`))
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	source := archiveOf(t, layers{{
		testimage.File("etc/motd", "welcome\n"), testimage.File("etc/long", strings.Repeat("x", 1025)),
		testimage.File("a", "my pin: 1234\n"), testimage.File("b", "my pin: 1234\nand more of it\n"), testimage.File("c", "\n\nTODO backtrack\n"),
	}})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Analyzer: &config})
	validate(t, doc)
	if diff := cmp.Diff([]string{"/a PIN [0]"}, found(doc.SecretSearch)); diff != "" {
		t.Errorf("secret_search (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"/c TODO [2]", "/c .*back(?!x)track [2]"}, found(doc.ContentSearch)); diff != "" {
		t.Errorf("content_search (-want +got):\n%s", diff)
	}
	if got := doc.RetrievedFiles["/etc/motd"].Content; got != "welcome\n" {
		t.Errorf("retrieved: got %q", got)
	}
	if diff := cmp.Diff([]string{"retrieved_files:/etc/long: /etc/long: it has 1025 bytes, more than the limit of 1024, and was not retrieved"}, problems(doc)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int64{"retrieved_files": 1024, "secret_search": 20}, doc.Searched.MaxFileSize); diff != "" {
		t.Errorf("max_file_size (-want +got):\n%s", diff)
	}
	if got := len(doc.Searched.ContentSearch); got != 3 || !slices.Contains(doc.Searched.Sections, "content_search") {
		t.Errorf("searched: got %d patterns, sections %q", got, doc.Searched.Sections)
	}
	config.SecretSearch.Items[0].Regex = "("
	if _, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(source), Analyzer: &config}); err == nil || !strings.HasPrefix(err.Error(), `preparing secret_search: compiling "PIN=(": `) {
		t.Errorf("got %v", err)
	}
}

// TestPackageNames has declarations that only a link's name announces.
func TestPackageNames(t *testing.T) {
	t.Parallel()
	reg, sym, link := testimage.File, testimage.Symlink, testimage.Hardlink
	status := "Package: tiny\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n"
	source := archiveOf(t, layers{
		{
			reg("data/one", manifest), link("app/package.json", "data/one"), link("again/package.json", "data/one"),
			reg("data/two", strings.Replace(manifest, "left-pad", "two", 1)), sym("lib/two/package.json", "/data/two"),
			reg("real/package.json", strings.Replace(manifest, "left-pad", "real", 1)), sym("mirror/package.json", "../real/package.json"), sym("alias", "real"),
			reg("gone/package.json", manifest), reg("old/package.json", strings.Replace(manifest, "1.3.0", "0.1", 1)),
			reg("data/status", status), sym("var/lib/dpkg/status", "/data/status"),
			reg("data/free", "License: MIT\n"), sym("usr/share/doc/tiny", "tiny-base"), sym("usr/share/doc/tiny-base/copyright", "/data/free"),
			reg("both", manifest), link("x/package.json", "both"), link("x/composer.lock", "both"),
		},
		{reg("gone/.wh.package.json", ""), reg("old/package.json", strings.Replace(manifest, "1.3.0", "0.2", 1))},
	})
	doc := mustExtract(t, extract.Options{Source: imageRef(source)})
	validate(t, doc)
	want := []string{
		"npm left-pad 0.2 /old/package.json",
		"npm left-pad 1.3.0 /again/package.json", "npm left-pad 1.3.0 /app/package.json", "npm left-pad 1.3.0 /x/package.json",
		"npm real 1.3.0 /real/package.json",
		"dpkg tiny 1 pkgdb",
		"npm two 1.3.0 /lib/two/package.json",
	}
	if diff := cmp.Diff(want, listed(doc.Packages)); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
	if p := doc.Packages[5]; *p.License != "MIT" {
		t.Errorf("the licence of %s: got %s", p.Name, *p.License)
	}
	some := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{"packages:dpkg"}})
	if diff := cmp.Diff([]string{"dpkg tiny 1 pkgdb"}, listed(some.Packages)); diff != "" {
		t.Errorf("only dpkg (-want +got):\n%s", diff)
	}
	if some.SecretSearch != nil || some.Files != nil {
		t.Error("got sections that nobody asked for")
	}
}

// TestProblems: what cannot be read is said, once for each file that survives.
func TestProblems(t *testing.T) {
	t.Parallel()
	reg, link := testimage.File, testimage.Hardlink
	many := []testimage.Entry{
		reg("var/lib/rpm/rpmdb.sqlite", "garbage"), reg("opt/a.jar", "PK\x03\x04 cut off"), link("opt/b.jar", "opt/a.jar"),
		reg("app/package.json", "{"), reg("fixed/package.json", "{"), reg("gone/x.jar", "PK\x03\x04"),
	}
	for i := range 60 {
		many = append(many, reg(fmt.Sprintf("many/%02d/package.json", i), "{"))
	}
	source := archiveOf(t, layers{many, {reg("fixed/package.json", manifest), reg("gone/.wh.x.jar", "")}})
	doc := mustExtract(t, extract.Options{Source: imageRef(source)})
	validate(t, doc)
	var got []string
	minor := 0
	for _, p := range doc.Problems {
		if p.Minor {
			minor++
			continue
		}
		got = append(got, p.Section+" "+*p.Path)
	}
	if diff := cmp.Diff([]string{"packages:java /opt/a.jar", "packages:java /opt/b.jar", "packages:rpm /var/lib/rpm/rpmdb.sqlite"}, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if minor != 51 || !slices.Contains(problems(doc), "packages:npm: 11 more files have problems (minor)") {
		t.Errorf("got %d minor problems, want 50 and how many more there are: %q", minor, problems(doc))
	}
	if diff := cmp.Diff([]string{"npm left-pad 1.3.0 /fixed/package.json"}, listed(doc.Packages)); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
}

// TestSecrets points at secrets and never shows one.
func TestSecrets(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", ""))
	config := testimage.Config(t, map[string]any{
		"config":  map[string]any{"Env": []string{"PATH=/bin", "DB_PASSWORD=hunter2"}, "Labels": map[string]string{"api_key": "s3cr3t"}, "N": json.Number("12345678901234567890")},
		"history": []map[string]any{{"created_by": "RUN |1 TOKEN=abcdef /bin/sh -c make # buildkit"}},
	}, l)
	source := "archive:" + testimage.Write(t, "image.tar", testimage.Docker(t, "", config, l))
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Dockerfile: &extract.DockerfileOptions{
		Contents: []byte("FROM x\nARG NPM_TOKEN\nENV SECRET_KEY=qwerty\n"), BuildArgs: map[string]string{"NPM_TOKEN": "letmein"},
	}})
	validate(t, doc)
	var got []string
	for _, s := range doc.Secrets {
		got = append(got, s.Source+" "+s.Name+" "+*s.Path)
	}
	want := []string{
		"env DB_PASSWORD /image/config/Env/1", "label api_key /image/config/Labels/api_key", "history TOKEN /image/history/0",
		"dockerfile SECRET_KEY /dockerfile/instructions/2", "build_arg NPM_TOKEN /dockerfile/instructions/1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
	image, err := json.Marshal(doc.Image)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"hunter2", "s3cr3t", "abcdef"} {
		if strings.Contains(string(image), value) {
			t.Errorf("%s is in the image section: %s", value, image)
		}
	}
	if want := `"Env":["PATH=/bin","DB_PASSWORD=[redacted]"],"Labels":{"api_key":"[redacted]"},"N":12345678901234567890`; !strings.Contains(string(image), want) {
		t.Errorf("got %s, want %s", image, want)
	}
	doc = mustExtract(t, extract.Options{Dockerfile: &extract.DockerfileOptions{Contents: []byte("FROM x\nENV SECRET_KEY=qwerty\n")}})
	if len(doc.Secrets) != 1 || !slices.Equal(doc.Searched.Sections, []string{"dockerfile", "secrets"}) {
		t.Errorf("a Dockerfile alone: got %+v, %+v", doc.Secrets, doc.Searched)
	}
	_, err = extract.Extract(t.Context(), extract.Options{Dockerfile: &extract.DockerfileOptions{Contents: []byte("FROM x\nENV SECRET_KEY=qwerty \"open\nHEALTHCHECK --password=qwerty x\n")}})
	if err == nil || strings.Contains(err.Error(), "qwerty") {
		t.Errorf("a Dockerfile with an error: got %v", err)
	}
	config = testimage.Config(t, map[string]any{"config": map[string]any{"Env": "odd"}, "history": []map[string]any{{"created_by": "ENV TOKEN=abcdef"}}}, l)
	source = "archive:" + testimage.Write(t, "image.tar", testimage.Docker(t, "", config, l))
	if _, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(source)}); err == nil || !strings.Contains(err.Error(), "wrong type for Env") {
		t.Errorf("a configuration that no engine takes: got %v", err)
	}
}

// TestFindersSameBytes extracts what finders see in no particular order: layers side
// by side, links that are read again, problems.
func TestFindersSameBytes(t *testing.T) {
	t.Parallel()
	var content layers
	for i := range 12 {
		name := fmt.Sprintf("n%02d", i)
		content = append(content, []testimage.Entry{
			testimage.File("data/"+name, strings.Replace(manifest, "left-pad", name, 1)), testimage.Hardlink(name+"/package.json", "data/"+name),
			testimage.File("srv/"+name, key), testimage.Symlink("etc/"+name, "../srv/"+name), testimage.File("opt/"+name+".jar", "no zip"),
		})
	}
	source := archiveOf(t, content)
	want := encode(t, mustExtract(t, extract.Options{Source: imageRef(source)}))
	if n := strings.Count(want, `"PRIV_KEY"`); n != 12*2+1 {
		t.Errorf("got %d matches, want 24 and the pattern", n)
	}
	for range 5 {
		if diff := cmp.Diff(want, encode(t, mustExtract(t, extract.Options{Source: imageRef(source)}))); diff != "" {
			t.Fatalf("extracted again (-want +got):\n%s", diff)
		}
	}
}
