package extract_test

import (
	"crypto/md5"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestManifestDigests has the digests that manifests can be compared with, and no
// others, wherever the database is found to be one.
func TestManifestDigests(t *testing.T) {
	t.Parallel()
	reg := testimage.File
	sum := func(body string) string { return fmt.Sprintf("%x", md5.Sum([]byte(body))) }
	status := reg("var/lib/dpkg/status", "Package: tool\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n")
	sums := reg("var/lib/dpkg/info/tool.md5sums", sum("one")+"  usr/bin/one\n"+sum("two")+"  usr/bin/two\n"+sum("x")+"  usr/bin/none\n"+sum("x")+"  usr/share\n"+sum("three")+"  srv/three\n")
	one, two, other, release := reg("usr/bin/one", "one"), reg("usr/bin/two", "changed"), reg("srv/other", "other"), reg("etc/os-release", "ID=debian\n")
	three := reg("srv/three", "three") // where packages put nothing
	deb, apk, share := reg("etc/debian_version", "12\n"), reg("etc/alpine-release", "3\n"), testimage.Dir("usr/share")
	for name, content := range map[string]layers{
		"known before":          {{deb, release, one, two, three, other, share, status, sums}},
		"known too late":        {{other, three, one, two, release, share, status, sums}},
		"taken for another":     {{apk, other, one, two, three, release, share, status, sums}},
		"in a layer of its own": {{release, one, share}, {two, three, other}, {status, sums}},
	} {
		doc := mustExtract(t, extract.Options{Source: imageRef(archiveOf(t, content)), Needs: []document.Need{"files.manifest"}})
		validate(t, doc)
		var got []string
		for _, path := range slices.Sorted(maps.Keys(doc.Files)) {
			f := doc.Files[path]
			if f.SHA256 != nil || f.SHA1 != nil {
				t.Errorf("%s: %s has digests that no manifest has", name, path)
			}
			if f.MD5 != nil {
				got = append(got, path+" "+*f.MD5)
			}
		}
		want := []string{"/srv/three " + sum("three"), "/usr/bin/one " + sum("one"), "/usr/bin/two " + sum("changed")}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: digests (-want +got):\n%s", name, diff)
		}
		if !slices.Contains(doc.Searched.Sections, "files.manifest") || slices.Contains(doc.Searched.Sections, "files.md5") {
			t.Errorf("%s: searched: got %q", name, doc.Searched.Sections)
		}
	}
}
