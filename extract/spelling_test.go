package extract_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestNamesThatAreNotUTF8 wants two files to stay two, wherever they are named, and the
// document to be the same to whoever reads it.
func TestNamesThatAreNotUTF8(t *testing.T) {
	t.Parallel()
	files := []testimage.Entry{
		testimage.File("x/a\xff", key).Mode(0o4755), testimage.File("x/a\xfe", "harmless"), testimage.File(`x/a\xff`, "literal"), testimage.File(`x/system\x2d`, "systemd's"),
		testimage.Symlink("to\xff", "x/a\xff"), testimage.Hardlink("hard", "x/a\xfe"), testimage.File("d\xff/package.json", manifest), testimage.Symlink("l", "d\xff"),
		testimage.File("gone\xff", key), testimage.File("etc/os-release", "ID=debian\n"),
		testimage.File("var/lib/dpkg/status", "Package: p\xff\nStatus: install ok installed\nVersion: 1\n\nPackage: p\xfe\nStatus: install ok installed\nVersion: 1\n\n"),
		testimage.File("var/lib/dpkg/info/p\xff.md5sums", "d41d8cd98f00b204e9800998ecf8427e  x/a\xff\n"),
	}
	source := archiveOf(t, layers{files, {testimage.Whiteout("gone\xff")}})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Retrieve: []string{"/x/a\xfe", `/x/a\\xff`, `/to\xff`}})
	validate(t, doc)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(doc.Files)) {
		if !strings.HasPrefix(name, "/var") && !strings.HasPrefix(name, "/etc") {
			names = append(names, name)
		}
	}
	want := []string{`/d\xff`, `/d\xff/package.json`, "/hard", "/l", `/to\xff`, "/x", `/x/a\\xff`, `/x/a\xfe`, `/x/a\xff`, `/x/system\x2d`}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if got := *doc.Files[`/to\xff`].Link; got != `x/a\xff` {
		t.Errorf("the link leads to %s", got)
	}
	if doc.Files[`/x/a\xff`].Mode&0o4000 == 0 || doc.Files[`/x/a\xfe`].Mode&0o4000 != 0 {
		t.Error("the modes are confused")
	}
	for name, content := range map[string]string{`/x/a\xfe`: "harmless", `/x/a\\xff`: "literal", `/to\xff`: key} {
		if got := doc.RetrievedFiles[name].Content; got != content {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if diff := cmp.Diff([]string{`/to\xff PRIV_KEY [0]`, `/x/a\xff PRIV_KEY [0]`}, found(doc.SecretSearch)); diff != "" {
		t.Errorf("secret_search (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`npm left-pad 1.3.0 /d\xff/package.json`, `dpkg p\xfe 1 pkgdb`, `dpkg p\xff 1 pkgdb`}, listed(doc.Packages)); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
	if got := doc.Packages[len(doc.Packages)-1].Files; len(got) != 1 || got[0].Path != `/x/a\xff` {
		t.Errorf("manifest: got %+v", got)
	}
	deleted := slices.ContainsFunc(doc.Secrets, func(s document.Secret) bool { return s.Deleted && *s.Path == `/gone\xff` })
	if !deleted {
		t.Errorf("secrets: got %+v", doc.Secrets)
	}
	live, err := policy.Value(doc)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := policy.ReadValue(strings.NewReader(string(text)), 1<<20, nil)
	if err != nil {
		t.Fatal(err)
	}
	if live.Compare(stored) != 0 {
		t.Errorf("the stored document is another one")
	}
}

// TestDirectoryOfNamesThatAreNotUTF8 reads such files by their own names.
func TestDirectoryOfNamesThatAreNotUTF8(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the file system takes UTF-8 only")
	}
	dir := t.TempDir()
	for name, content := range map[string]string{"a\xff": "1", `a\xff`: "2"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	doc := mustExtract(t, extract.Options{Source: imageRef("dir:" + dir), Retrieve: []string{`/a\xff`, `/a\\xff`}})
	if got := doc.RetrievedFiles[`/a\xff`].Content + doc.RetrievedFiles[`/a\\xff`].Content; got != "12" {
		t.Errorf("got %q", got)
	}
}

// TestConfigurationThatIsNotUTF8 has two labels, and not one.
func TestConfigurationThatIsNotUTF8(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := strings.Replace(string(testimage.Config(t, nil, l)), `"config":{}`, "\"config\":{\"Labels\":{\"a\xff\":\"1\",\"a\xfe\":\"2\"}}", 1)
	doc := mustExtract(t, extract.Options{Source: imageRef("archive:" + testimage.Write(t, "image.tar", testimage.Docker(t, "x:1", []byte(config), l)))})
	if got := string(doc.Image.Config); got != `{"Labels":{"a\\xfe":"2","a\\xff":"1"}}` {
		t.Errorf("got %s", got)
	}
}
