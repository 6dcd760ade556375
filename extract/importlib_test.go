package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestImportlib wants Python itself to find the distributions that we list, in directories of all the forms that
// it has had. Where metadata has no name or version Python has none, and we take those of the directory.
func TestImportlib(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, content string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	metadata := func(name string) string { return "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n" }
	write("plain-1.0.dist-info/METADATA", metadata("plain"))
	write("upper-1.0.DIST-INFO/METADATA", metadata("upper"))
	write("egg-1.0-py3.9.egg-info/PKG-INFO", metadata("egg"))
	write("eggmeta-1.0.egg-info/METADATA", metadata("eggmeta"))
	write("distpkg-1.0.dist-info/PKG-INFO", metadata("distpkg"))
	write("both-1.0.egg-info/METADATA", metadata("both"))
	write("both-1.0.egg-info/PKG-INFO", metadata("notthis"))
	write("file-1.0.egg-info", metadata("file"))
	write("fileupper-1.0.EGG-INFO", metadata("fileupper"))
	write("dirs-1.0-py3.9.egg/EGG-INFO/PKG-INFO", metadata("dirs"))
	write("dirsmeta-1.0-py3.9.egg/EGG-INFO/METADATA", metadata("dirsmeta"))
	write("folded-1.0.dist-info/METADATA", "name: folded\nVERSION: 1.0\nName: second\n")
	write("crlf-1.0.dist-info/METADATA", "Name: crlf\r\nVersion: 1.0\r\n\r\nName: body\r\n")
	write("zipped-1.0-py3.9.egg", testimage.Zip(map[string]string{"EGG-INFO/PKG-INFO": metadata("zipped")}))
	write("nothing.dist-info/RECORD", "")
	write("lower-1.0.dist-info/metadata", metadata("lower"))
	listed := ask(t, "python3", "-c", `
import importlib.metadata, os, sys
root = sys.argv[1]
paths = [root] + [os.path.join(root, name) for name in os.listdir(root) if name.lower().endswith('.egg')]
for d in importlib.metadata.distributions(path=paths):
    if d.metadata['Name']:
        print(d.metadata['Name'], d.version)
`, dir)
	doc := mustExtract(t, extract.Options{Source: imageRef("dir:" + dir), Needs: []document.Need{"packages:python"}})
	var got []string
	for _, p := range doc.Packages {
		got = append(got, p.Name+" "+p.Version)
	}
	want := strings.Split(listed, "\n")
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-importlib +extract):\n%s", diff)
	}
}
