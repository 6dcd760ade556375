package extract_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// richImage has something for every need.
func richImage(tb testing.TB) string {
	tb.Helper()
	reg, dir, sym, link := testimage.File, testimage.Dir, testimage.Symlink, testimage.Hardlink
	return archiveOf(tb, layers{
		{
			dir("etc"), reg("usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n"), sym("etc/os-release", "/usr/lib/os-release"),
			reg("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"), reg("etc/group", "root:x:0:\n"), reg("etc/shadow", "root:*:1::::::\n"),
			dir("usr/bin"), sym("bin", "usr/bin"), reg("usr/bin/su", "su").As(0o4755, 0, 0), reg("usr/bin/wall", "w").As(0o2755, 0, 5),
			dir("tmp").As(0o3777, 0, 0), reg("etc/latin1", "caf\xe9"), reg("etc/empty", ""),
		},
		{link("usr/bin/su2", "usr/bin/su"), reg("bin/late", "late"), reg("etc/.wh.group", ""), link("etc/linked", "etc/passwd"), sym("etc/slink", "passwd")},
	})
}

func mustExtract(tb testing.TB, o extract.Options) *document.Document {
	tb.Helper()
	doc, err := extract.Extract(tb.Context(), o)
	if err != nil {
		tb.Fatal(err)
	}
	return doc
}

// filter is what a document with all files should be cut down to for needs, written
// down anew from the words of document.Need.
func filter(all map[string]*document.File, needs []document.Need) map[string]*document.File {
	regular := func(f *document.File) bool { return f.Type == document.TypeFile || f.Type == document.TypeHardlink }
	var out map[string]*document.File
	for _, need := range needs {
		text := string(need)
		if !strings.HasPrefix(text, "files") {
			continue
		}
		if out == nil {
			out = map[string]*document.File{}
		}
		for path, f := range all {
			var named bool
			switch {
			case text == "files":
				named = true
			case text == "files.sha256":
				named = regular(f)
			case text == "files:setid":
				named = f.Mode&0o6000 != 0
			case text == "files:writable":
				named = f.Mode&0o002 != 0 && (regular(f) || f.Type == document.TypeDir && f.Mode&0o1000 == 0)
			case text == "files:capabilities":
				named = f.Capabilities != nil
			case strings.HasPrefix(text, "files:path:"):
				named = path == strings.TrimPrefix(text, "files:path:")
			case strings.HasPrefix(text, "files:match:"):
				named = regexp.MustCompile(strings.TrimPrefix(text, "files:match:")).MatchString(path)
			case strings.HasPrefix(text, "files.sha256:"):
				named = path == strings.TrimPrefix(text, "files.sha256:")
			}
			if named && out[path] == nil {
				entry := *f
				entry.SHA256 = nil
				out[path] = &entry
			}
		}
	}
	for path, entry := range out {
		if slices.Contains(needs, "files.sha256") || slices.Contains(needs, document.Need("files.sha256:"+path)) {
			entry.SHA256 = all[path].SHA256
		}
	}
	return out
}

// TestNeedsSelect is the property that facts on demand rest on: what needs select is
// the filter over the whole.
func TestNeedsSelect(t *testing.T) {
	t.Parallel()
	source := richImage(t)
	all := mustExtract(t, extract.Options{Source: imageRef(source)})
	paths := slices.Sorted(maps.Keys(all.Files))
	random := rand.New(rand.NewPCG(1, 2))
	pick := func() string { return append(paths, "/no/such", "/bin/su")[random.IntN(len(paths)+2)] }
	kinds := []func() string{
		func() string { return "files" },
		func() string { return "files.sha256" },
		func() string { return "files:setid" },
		func() string { return "files:writable" },
		func() string { return "files:capabilities" },
		func() string { return "files:path:" + pick() },
		func() string { return "files:path:" + pick() },
		func() string { return "files.sha256:" + pick() },
		func() string { return "files.sha256:" + pick() },
		func() string { return `files:match:\A(?:.*` + regexp.QuoteMeta(pick()[1:]) + `)` },
		func() string { return "files:match:" + []string{"s$", "^/etc", "", "nothing"}[random.IntN(4)] },
		func() string { return "image" },
		func() string { return "dockerfile" },
		func() string { return "image.distro" },
	}
	for range 150 {
		var needs []document.Need
		for range 1 + random.IntN(4) {
			needs = append(needs, document.Need(kinds[random.IntN(len(kinds))]()))
		}
		got := mustExtract(t, extract.Options{Source: imageRef(source), Needs: needs})
		if diff := cmp.Diff(filter(all.Files, needs), got.Files); diff != "" {
			t.Fatalf("needs %q: files (-want +got):\n%s", needs, diff)
		}
		for _, need := range needs {
			if !slices.Contains(got.Searched.Sections, string(need)) && !slices.Contains(got.Searched.Needs, string(need)) {
				t.Fatalf("needs %q: %s is not among those searched: %+v", needs, need, got.Searched)
			}
		}
		if has := got.Dockerfile != nil; has != slices.Contains(needs, "dockerfile") {
			t.Fatalf("needs %q: dockerfile is there: %v", needs, has)
		}
		if has := got.Image.Distro.Name != nil; has != slices.Contains(needs, "image.distro") {
			t.Fatalf("needs %q: distro is there: %v", needs, has)
		}
	}
}

func TestSearched(t *testing.T) {
	t.Parallel()
	source := richImage(t)
	tests := []struct {
		name     string
		needs    []document.Need
		retrieve []string
		want     document.Searched
	}{
		{name: "everything", want: document.Searched{
			Sections: []string{
				"accounts", "dockerfile", "files", "files.manifest", "files.sha256", "image", "image.distro",
				"image.size", "packages", "packages.files", "secret_search", "secrets", "secrets.deleted",
			},
			Needs:          []string{"retrieved_files"},
			RetrievedFiles: []string{"/etc/passwd"},
			SecretSearch:   defaultPatterns(),
			MaxFileSize:    map[string]int64{"retrieved_files": 1024000, "secret_search": 10000},
		}},
		{name: "nothing", needs: []document.Need{}, want: document.Searched{Sections: []string{"image"}}},
		{name: "needs that nobody knows", needs: []document.Need{
			"colours", "files:colour:red", "secret_search:x", "files.", "packages:colour", "malware", "content_search", "vulnerabilities", "feeds.npm",
		}, want: document.Searched{
			Sections: []string{"image"},
		}},
		{name: "one need twice", needs: []document.Need{"files:setid", "files:setid"}, want: document.Searched{
			Sections: []string{"image", "image.size"}, Needs: []string{"files:setid"},
		}},
		{name: "some packages", needs: []document.Need{"packages:npm"}, want: document.Searched{
			Sections: []string{"image", "image.distro", "image.size"}, Needs: []string{"packages:npm"},
		}},
		{name: "retrieved files", needs: []document.Need{"retrieved_files:/etc/x"}, retrieve: []string{"/etc/y"}, want: document.Searched{
			Sections:       []string{"image", "image.size"},
			RetrievedFiles: []string{"/etc/passwd", "/etc/x", "/etc/y"},
			MaxFileSize:    map[string]int64{"retrieved_files": 1024000},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: test.needs, Retrieve: test.retrieve})
			if diff := cmp.Diff(test.want, *doc.Searched); diff != "" {
				t.Errorf("searched (-want +got):\n%s", diff)
			}
			validate(t, doc)
		})
	}
}

func defaultPatterns() []document.ContentPattern {
	var patterns []document.ContentPattern
	for _, item := range content.Default().SecretSearch.Items {
		patterns = append(patterns, document.ContentPattern{Name: item.Name, Regex: item.Regex})
	}
	return patterns
}

func TestInvalidNeed(t *testing.T) {
	t.Parallel()
	_, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(richImage(t)), Needs: []document.Need{"files:match:("}})
	want := "parsing need \"files:match:(\": error parsing regexp: missing closing ): `(`"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestNoLayerOpened breaks the layers: whoever opens one finds out.
func TestNoLayerOpened(t *testing.T) {
	t.Parallel()
	source := richImage(t)
	path := strings.TrimPrefix(source, "archive:")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(data), "root:*:1")
	data[at] = 'X'
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, needs := range [][]document.Need{{}, {"dockerfile"}, {"dockerfile", "image"}, {"secrets"}, {"malware", "content_search"}} {
		doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: needs})
		if doc.Image.Size != nil || doc.Image.LayersSize != nil || doc.Files != nil {
			t.Errorf("%q: got facts of the layers: %s", needs, encode(t, doc))
		}
		validate(t, doc)
	}
	for _, need := range []document.Need{"files", "files:setid", "files:writable", "image.size", "image.distro", "accounts", "retrieved_files:/x", "files.sha256:/x", "packages", "packages:gem", "packages.files", "secret_search"} {
		_, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(source), Needs: []document.Need{need}})
		if err == nil || !strings.Contains(err.Error(), "its diff") && !strings.Contains(err.Error(), "its digest is sha256:") {
			t.Errorf("%s: got %v, want a wrong digest", need, err)
		}
	}
}

func TestRetrievedFiles(t *testing.T) {
	t.Parallel()
	doc := mustExtract(t, extract.Options{Source: imageRef(richImage(t)), Needs: []document.Need{
		"retrieved_files:/etc/latin1", "retrieved_files:/etc/empty", "retrieved_files:/etc/linked", "retrieved_files:/etc/slink",
		"retrieved_files:/bin/late", "retrieved_files:usr/bin/su", "retrieved_files:/usr/bin", "retrieved_files:/no",
	}})
	want := map[string]document.RetrievedFile{
		"/etc/passwd": {Content: "root:x:0:0:root:/root:/bin/sh\n", Encoding: "utf-8"},
		"/etc/latin1": {Content: "Y2Fm6Q==", Encoding: "base64"},
		"/etc/empty":  {Content: "", Encoding: "utf-8"},
		"/etc/linked": {Content: "root:x:0:0:root:/root:/bin/sh\n", Encoding: "utf-8"},
		"/bin/late":   {Content: "late", Encoding: "utf-8"},
		"usr/bin/su":  {Content: "su", Encoding: "utf-8"},
	}
	if diff := cmp.Diff(want, doc.RetrievedFiles); diff != "" {
		t.Errorf("retrieved_files (-want +got):\n%s", diff)
	}
}

// TestRetrievedDirectory has the files of a directory, also of one whose name is a link,
// but no links and nothing below.
func TestRetrievedDirectory(t *testing.T) {
	t.Parallel()
	source := archiveOf(t, layers{
		{testimage.Dir("etc/yum.repos.d/old"), testimage.File("etc/yum.repos.d/a.repo", "a"), testimage.File("etc/yum.repos.d/gone.repo", "x"), testimage.File("etc/yum.repos.d.bak", "x")},
		{testimage.File("etc/yum.repos.d/old/b.repo", "b"), testimage.File("etc/yum.repos.d/c.repo", "c"), testimage.File("etc/yum.repos.d/.wh.gone.repo", "")},
		{testimage.Symlink("repos", "etc/yum.repos.d"), testimage.Symlink("etc/yum.repos.d/d.repo", "c.repo"), testimage.File("repos/e.repo", "e")},
	})
	for _, dir := range []string{"/etc/yum.repos.d", "/repos"} {
		need := document.Need("retrieved_files:in:" + dir)
		doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{need, "retrieved_files:in:/no", "retrieved_files:in:/etc/yum.repos.d/a.repo"}})
		want := map[string]document.RetrievedFile{
			dir + "/a.repo": {Content: "a", Encoding: "utf-8"},
			dir + "/c.repo": {Content: "c", Encoding: "utf-8"},
			dir + "/e.repo": {Content: "e", Encoding: "utf-8"},
		}
		if diff := cmp.Diff(want, doc.RetrievedFiles); diff != "" {
			t.Errorf("%s (-want +got):\n%s", dir, diff)
		}
		if !slices.Contains(doc.Searched.Needs, string(need)) {
			t.Errorf("%s is not among those searched: %+v", need, doc.Searched)
		}
		validate(t, doc)
	}
}

// TestRetrievedTooMuch has a problem that concerns the directory where not all of it is there.
func TestRetrievedTooMuch(t *testing.T) {
	t.Parallel()
	var many []testimage.Entry
	for i := range 1001 {
		many = append(many, testimage.File(fmt.Sprintf("many/%04d", i), "x"))
	}
	source := archiveOf(t, layers{append(many, testimage.File("long/a", "a"), testimage.File("long/b", strings.Repeat("x", 1000*1024+1)))})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{"retrieved_files:in:/long", "retrieved_files:in:/many"}})
	const message = "it is too long, or there is too much before it, and was not retrieved"
	want := []document.Problem{
		{Section: "retrieved_files:in:/long", Path: new("/long/b"), Message: message},
		{Section: "retrieved_files:in:/many", Path: new("/many/1000"), Message: message},
	}
	if diff := cmp.Diff(want, doc.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if n := len(doc.RetrievedFiles); n != 1001 { // and /long/a
		t.Errorf("got %d files", n)
	}
}

// TestCapableFiles selects the entries with file capabilities.
func TestCapableFiles(t *testing.T) {
	t.Parallel()
	ping := testimage.File("bin/ping", "x").PAX("SCHILY.xattr.security.capability", "\x01\x00\x00\x02\x00\x20\x00\x00"+strings.Repeat("\x00", 12))
	doc := mustExtract(t, extract.Options{Source: imageRef(archiveOf(t, layers{{ping, testimage.File("bin/su", "x").As(0o4755, 0, 0)}})), Needs: []document.Need{"files:capabilities"}})
	if len(doc.Files) != 1 || doc.Files["/bin/ping"] == nil || *doc.Files["/bin/ping"].Capabilities != "cap_net_raw=ep" {
		t.Errorf("got %+v, want ping alone", doc.Files)
	}
}

// TestRetrievedFileSize: Anchore stores 1000 KB and no more.
func TestRetrievedFileSize(t *testing.T) {
	t.Parallel()
	source := archiveOf(t, layers{{
		testimage.File("fits", strings.Repeat("x", 1000*1024)), testimage.File("over", strings.Repeat("x", 1000*1024+1)),
	}})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Retrieve: []string{"/fits", "/over"}})
	if got := slices.Sorted(maps.Keys(doc.RetrievedFiles)); !slices.Equal(got, []string{"/fits"}) {
		t.Errorf("got %v", got)
	}
	want := []document.Problem{{
		Section: "retrieved_files:/over", Path: new("/over"),
		Message: "it has 1024001 bytes, more than the limit of 1024000, and was not retrieved",
	}}
	if diff := cmp.Diff(want, doc.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if got := doc.Searched.RetrievedFiles; !slices.Equal(got, []string{"/etc/passwd", "/fits", "/over"}) {
		t.Errorf("searched: got %v", got)
	}
}

// TestContentsOfTheRightEntry has a path several times in a layer while a hard link
// holds on to an earlier body.
func TestContentsOfTheRightEntry(t *testing.T) {
	t.Parallel()
	source := archiveOf(t, layers{
		{testimage.File("a", "1"), testimage.Hardlink("b", "a"), testimage.File("a", "2"), testimage.Hardlink("c", "a"), testimage.File("a", "3")},
		{testimage.File("d", "4"), testimage.Hardlink("e", "d"), testimage.File("d", "5")},
	})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{
		"retrieved_files:/a", "retrieved_files:/b", "retrieved_files:/c", "retrieved_files:/e", "files.sha256:/b", "files.sha256:/a",
	}})
	var got []string
	for _, path := range slices.Sorted(maps.Keys(doc.RetrievedFiles)) {
		got = append(got, path+"="+doc.RetrievedFiles[path].Content)
	}
	if diff := cmp.Diff([]string{"/a=3", "/b=1", "/c=2", "/e=4"}, got); diff != "" {
		t.Errorf("retrieved_files (-want +got):\n%s", diff)
	}
	for path, body := range map[string]string{"/a": "3", "/b": "1"} {
		if got, want := *doc.Files[path].SHA256, testimage.Digest([]byte(body))[len("sha256:"):]; got != want {
			t.Errorf("%s: got sha256 %s, want %s", path, got, want)
		}
	}
}

// TestLateContents reads a layer again, for a file whose entry has another name than
// was asked for, and loses nothing of the first reading.
func TestLateContents(t *testing.T) {
	t.Parallel()
	source := archiveOf(t, layers{{
		testimage.File("usr/bin/busybox", "BusyBox v1.36.1 (2024) multi-call"), testimage.Symlink("bin", "usr/bin"),
		testimage.File("data/passwd", "app:x:1:1::/:/bin/sh\n"), testimage.Symlink("etc", "data"),
	}})
	doc := mustExtract(t, extract.Options{Source: imageRef(source)})
	if got := doc.RetrievedFiles["/etc/passwd"].Content; got != "app:x:1:1::/:/bin/sh\n" {
		t.Errorf("retrieved: got %q", got)
	}
	if got := *doc.Image.Distro.Name + " " + *doc.Image.Distro.Version; got != "busybox v1.36.1" {
		t.Errorf("distro: got %s", got)
	}
	if len(doc.Accounts.Users) != 1 {
		t.Errorf("accounts: got %+v", doc.Accounts)
	}
	for path, f := range doc.Files {
		if f.Type == document.TypeFile && (f.SHA256 == nil || len(*f.SHA256) != 64) {
			t.Errorf("%s has no sha256", path)
		}
	}
}

func TestOtherDigests(t *testing.T) {
	t.Parallel()
	source := archiveOf(t, layers{{testimage.File("a", "abc"), testimage.Hardlink("b", "a")}})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{"files.md5", "files.sha1:/b"}})
	got := fmt.Sprintf("%s %v %s %v", *doc.Files["/a"].MD5, doc.Files["/a"].SHA1, *doc.Files["/b"].SHA1, doc.Files["/b"].SHA256)
	want := "900150983cd24fb0d6963f7d28e17f72 <nil> a9993e364706816aba3e25717850c26c9cd0d89d <nil>"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
