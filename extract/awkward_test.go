package extract_test

import (
	"archive/tar"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

type layers [][]testimage.Entry

// archiveOf is a docker-archive of the layers; its path is a source.
func archiveOf(tb testing.TB, content layers) string {
	tb.Helper()
	var stored []testimage.Layer
	for _, files := range content {
		stored = append(stored, testimage.Plain(tb, files...))
	}
	config := testimage.Config(tb, nil, stored...)
	return "archive:" + testimage.Write(tb, "image.tar", testimage.Docker(tb, "example.test/app:1", config, stored...))
}

// brief writes an entry as "PATH TYPE MODE UID BODY-OR-LINK"; contents are told by
// the digests of the bodies that the layers hold.
func brief(files map[string]*document.File, content layers) []string {
	bodies := map[string]string{}
	for _, l := range content {
		for _, f := range l {
			bodies[testimage.Digest([]byte(f.Body()))] = f.Body()
		}
	}
	lines := []string{}
	for _, line := range listing(files) {
		field := strings.Split(line, "\t")
		last := field[7]
		if field[6] != "" {
			last = bodies["sha256:"+field[6]]
		}
		lines = append(lines, strings.TrimRight(strings.Join([]string{field[0], field[1], field[2], field[3], last}, " "), " "))
	}
	return lines
}

// TestAwkwardLayers are the entries that unpackers get wrong.
func TestAwkwardLayers(t *testing.T) {
	t.Parallel()
	var (
		reg  = func(name, body string) testimage.Entry { return testimage.File(name, body).Named(name) }
		dir  = testimage.Dir
		sym  = testimage.Symlink
		link = func(name, target string) testimage.Entry {
			return testimage.Hardlink(name, target).Header(func(h *tar.Header) { h.Linkname = target })
		}
	)
	long := strings.Repeat("long/", 50) + strings.Repeat("n", 200)
	tests := []struct {
		name   string
		layers layers
		want   []string
	}{
		{"implied parents are 0755 and root's", layers{{reg("a/b/c", "x").As(0o600, 7, 7)}},
			[]string{"/a d 755 0", "/a/b d 755 0", "/a/b/c f 600 7 x"}},
		{"an entry for an implied parent comes later", layers{{reg("a/b", "x"), dir("a").As(0o700, 5, 5)}},
			[]string{"/a d 700 5", "/a/b f 644 0 x"}},
		{"a directory is described anew", layers{{dir("d"), reg("d/f", "x")}, {dir("d").As(0o1777, 3, 3)}},
			[]string{"/d d 1777 3", "/d/f f 644 0 x"}},
		{"an upper layer that implies a directory leaves it as it is", layers{{dir("d").As(0o700, 3, 3)}, {reg("d/f", "x")}},
			[]string{"/d d 700 3", "/d/f f 644 0 x"}},
		{"names are cleaned", layers{{reg("./a", "1"), reg("/b", "2"), reg("../../c", "3"), reg("x/../../d", "4"), dir("./"), reg("e/./f//g", "5")}},
			[]string{"/a f 644 0 1", "/b f 644 0 2", "/c f 644 0 3", "/d f 644 0 4", "/e d 755 0", "/e/f d 755 0", "/e/f/g f 644 0 5"}},
		{"a name that ends in a dot is kept", layers{{reg("x.d./f", "1")}},
			[]string{"/x.d. d 755 0", "/x.d./f f 644 0 1"}},
		{"long names and link targets", layers{{reg(long, "x"), sym("l", "/"+long)}},
			append([]string{"/l l 777 0 /" + long}, append(parents(long), "/"+long+" f 644 0 x")...)},
		{"of repeated entries the last counts", layers{{reg("a", "1"), reg("a", "2").As(0o600, 1, 1)}},
			[]string{"/a f 600 1 2"}},
		{"whiteouts of a file and of a tree", layers{{reg("d/f", "1"), reg("d/t/x", "2"), reg("d/k", "3")}, {reg("d/.wh.f", ""), reg("d/.wh.t", "")}},
			[]string{"/d d 755 0", "/d/k f 644 0 3"}},
		{"a whiteout and the file again", layers{{reg("f", "1")}, {reg(".wh.f", ""), reg("f", "2")}},
			[]string{"/f f 644 0 2"}},
		{"a file and then its whiteout", layers{{reg("f", "1")}, {reg("f", "2"), reg(".wh.f", "")}}, []string{"/f f 644 0 2"}},
		{"a file and then its whiteout, in the first layer", layers{{reg("f", "2"), reg(".wh.f", "")}}, []string{"/f f 644 0 2"}},
		{"a link and then its whiteout", layers{{reg("f", "1")}, {sym("f", "x"), reg(".wh.f", "")}}, []string{"/f l 777 0 x"}},
		{"a directory and then its whiteout", layers{{dir("d").As(0o700, 1, 1), reg("d/low", "1")}, {dir("d"), reg("d/own", "2"), reg(".wh.d", "")}},
			[]string{"/d d 755 0", "/d/own f 644 0 2"}},
		{"files in a directory and then its whiteout", layers{{dir("d").As(0o700, 1, 1), reg("d/low", "1"), reg("d/e/low", "1")}, {reg("d/e/own", "2"), reg(".wh.d", "")}},
			[]string{"/d d 755 0", "/d/e d 755 0", "/d/e/own f 644 0 2"}},
		{"a whiteout and then files in the directory", layers{{dir("d").As(0o700, 1, 1), reg("d/low", "1")}, {reg(".wh.d", ""), reg("d/own", "2")}},
			[]string{"/d d 755 0", "/d/own f 644 0 2"}},
		{"a whiteout of a file that an upper layer wrote again", layers{{reg("f", "1")}, {reg("f", "2")}, {reg(".wh.f", "")}}, []string{}},
		{"a whiteout of nothing, in nothing", layers{{reg("no/such/.wh.f", ""), reg(".wh.g", ""), reg("a", "1")}},
			[]string{"/a f 644 0 1"}},
		{"whiteouts of odd names", layers{{reg("d/f", "1")}, {reg("d/.wh.", ""), reg("d/.wh..", ""), reg("d/.wh...", ""), reg(".wh..wh.plnk/1.2", "")}},
			[]string{"/d d 755 0", "/d/f f 644 0 1"}},
		{"an opaque marker in the middle hides the lower layers only", layers{
			{dir("o").As(0o750, 2, 2), reg("o/low", "1"), reg("o/sub/low", "2"), reg("o/both", "3")},
			{reg("o/before", "4"), reg("o/both", "5"), reg("o/.wh..wh..opq", ""), reg("o/after", "6")},
		}, []string{"/o d 750 2", "/o/after f 644 0 6", "/o/before f 644 0 4", "/o/both f 644 0 5"}},
		{"an opaque marker leaves what the layer implies", layers{
			{reg("o/sub/low", "1")},
			{reg("o/sub/new", "2"), reg("o/.wh..wh..opq", "")},
		}, []string{"/o d 755 0", "/o/sub d 755 0", "/o/sub/new f 644 0 2"}},
		{"an opaque marker below a repeated directory", layers{
			{reg("o/d/low", "1")},
			{dir("o"), dir("o/d"), reg("o/d/new", "2"), reg("o/.wh..wh..opq", "")},
		}, []string{"/o d 755 0", "/o/d d 755 0", "/o/d/new f 644 0 2"}},
		{"an opaque root", layers{{reg("a", "1")}, {reg(".wh..wh..opq", ""), reg("b", "2")}}, []string{"/b f 644 0 2"}},
		{"a file in place of a directory: its tree goes", layers{{reg("x/y/z", "1")}, {reg("x", "2")}}, []string{"/x f 644 0 2"}},
		{"a directory in place of a file", layers{{reg("x", "1")}, {dir("x"), reg("x/y", "2")}}, []string{"/x d 755 0", "/x/y f 644 0 2"}},
		{"a file below what was a file", layers{{reg("x", "1")}, {reg("x/y", "2")}}, []string{"/x d 755 0", "/x/y f 644 0 2"}},
		{"a symbolic link in place of a directory", layers{{reg("x/y", "1"), dir("usr")}, {sym("x", "usr")}},
			[]string{"/usr d 755 0", "/x l 777 0 usr"}},
		{"a directory in place of a symbolic link", layers{{sym("x", "usr"), reg("usr/f", "1")}, {dir("x"), reg("x/g", "2")}},
			[]string{"/usr d 755 0", "/usr/f f 644 0 1", "/x d 755 0", "/x/g f 644 0 2"}},
		{"parents that are symbolic links are followed", layers{{dir("usr/bin"), sym("bin", "usr/bin"), sym("abs", "/bin")}, {reg("bin/a", "1"), reg("abs/b", "2")}},
			[]string{"/abs l 777 0 /bin", "/bin l 777 0 usr/bin", "/usr d 755 0", "/usr/bin d 755 0", "/usr/bin/a f 644 0 1", "/usr/bin/b f 644 0 2"}},
		{"a symbolic link to a directory that is not there yet", layers{{sym("lib", "usr/lib")}, {reg("lib/x", "1")}},
			[]string{"/lib l 777 0 usr/lib", "/usr d 755 0", "/usr/lib d 755 0", "/usr/lib/x f 644 0 1"}},
		{"symbolic links do not lead out", layers{{sym("up", "../../../.."), sym("deep/up", "../../.."), reg("up/etc/a", "1"), reg("deep/up/etc/b", "2")}},
			[]string{"/deep d 755 0", "/deep/up l 777 0 ../../..", "/etc d 755 0", "/etc/a f 644 0 1", "/etc/b f 644 0 2", "/up l 777 0 ../../../.."}},
		{"dot dot behind a symbolic link is its target's parent", layers{{dir("a/b"), sym("l", "a/b"), sym("m", "l/.."), reg("m/f", "1")}},
			[]string{"/a d 755 0", "/a/b d 755 0", "/a/f f 644 0 1", "/l l 777 0 a/b", "/m l 777 0 l/.."}},
		{"a whiteout through a symbolic link", layers{{reg("usr/bin/x", "1"), sym("bin", "usr/bin")}, {reg("bin/.wh.x", "")}},
			[]string{"/bin l 777 0 usr/bin", "/usr d 755 0", "/usr/bin d 755 0"}},
		{"a hard link keeps the body when its target is rewritten", layers{{reg("t", "old").As(0o640, 4, 4), link("l", "t")}, {reg("t", "new")}},
			[]string{"/l f 640 4 old", "/t f 644 0 new"}},
		{"a hard link across layers", layers{{reg("t", "old").As(0o640, 4, 4)}, {link("d/l", "/t")}, {reg("t", "new")}},
			[]string{"/d d 755 0", "/d/l f 640 4 old", "/t f 644 0 new"}},
		{"a hard link whose target goes in the same layer", layers{{reg("t", "old")}, {link("l", "./t"), reg(".wh.t", "")}}, []string{"/l f 644 0 old"}},
		{"a hard link whose target is rewritten in the same layer", layers{{reg("t", "old")}, {link("l", "t"), reg("t", "new")}},
			[]string{"/l f 644 0 old", "/t f 644 0 new"}},
		{"a hard link to a symbolic link is one", layers{{sym("s", "nowhere"), link("l", "s")}}, []string{"/l l 777 0 nowhere", "/s l 777 0 nowhere"}},
		{"a hard link to itself", layers{{reg("a", "1"), link("a", "a")}}, []string{"/a f 644 0 1"}},
		{"a hard link through a symbolic link", layers{{reg("usr/bin/x", "1"), sym("bin", "usr/bin"), link("y", "bin/x")}},
			[]string{"/bin l 777 0 usr/bin", "/usr d 755 0", "/usr/bin d 755 0", "/usr/bin/x f 644 0 1", "/y f 644 0 1"}},
		{"special files", layers{{
			testimage.Raw(tar.Header{Typeflag: tar.TypeFifo, Name: "p", Mode: 0o644}, ""),
			testimage.Raw(tar.Header{Typeflag: tar.TypeChar, Name: "c", Mode: 0o666, Devmajor: 1, Devminor: 3}, ""),
			testimage.Raw(tar.Header{Typeflag: tar.TypeBlock, Name: "b", Mode: 0o660}, ""),
			reg("suid", "").As(0o4755, 0, 0), reg("sgid", "").As(0o2755, 0, 0), dir("tmp").As(0o1777, 0, 0),
		}}, []string{"/b b 660 0", "/c c 666 0", "/p p 644 0", "/sgid f 2755 0", "/suid f 4755 0", "/tmp d 1777 0"}},
		{"odd names", layers{{reg("sp ace and 'quote'", "1"), reg("ünïcode", "2"), reg("a____b", "3")}},
			[]string{"/a____b f 644 0 3", "/sp ace and 'quote' f 644 0 1", "/ünïcode f 644 0 2"}},
		{"a global header is not a file", layers{{testimage.Raw(tar.Header{Typeflag: tar.TypeXGlobalHeader, Name: "g", PAXRecords: map[string]string{"comment": "x"}}, ""), reg("a", "1")}},
			[]string{"/a f 644 0 1"}},
		{"no layers", layers{}, []string{}},
		{"an empty layer, twice", layers{{}, {reg("a", "1")}, {}}, []string{"/a f 644 0 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(archiveOf(t, test.layers))})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, brief(doc.Files, test.layers)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			validate(t, doc)
		})
	}
}

// parents are the implied directories above a path.
func parents(path string) []string {
	var lines []string
	for i, c := range path {
		if c == '/' {
			lines = append(lines, "/"+path[:i]+" d 755 0")
		}
	}
	return lines
}

// TestImpossibleLayers are layers that no runtime could unpack.
func TestImpossibleLayers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files []testimage.Entry
		want  string
	}{
		{"hard link to nothing", []testimage.Entry{testimage.Hardlink("l", "no")}, "entry /l: it is a hard link to /no, which is not there"},
		{"hard link to a directory", []testimage.Entry{testimage.Dir("d"), testimage.Hardlink("d/l", "d")}, "entry /d/l: it is a hard link to /d, which is a directory"},
		{"symbolic links in a ring", []testimage.Entry{testimage.Symlink("a", "b"), testimage.Symlink("b", "a"), testimage.File("a/f", "")}, "entry /a/f: too many levels of symbolic links"},
		{"a root that is a file", []testimage.Entry{testimage.File("./x/..", "")}, "entry /: the root can only be a directory"},
		{"a path that is too long", []testimage.Entry{testimage.File(strings.Repeat("a/", 2050)+"b", "")}, "has 4101 bytes, more than the 4095 that Linux takes"},
		{"a link that is too long", []testimage.Entry{testimage.Symlink("l", strings.Repeat("b", 5000))}, "has 5000 bytes, more than the 4095 that Linux takes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(archiveOf(t, layers{test.files}))})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want … %s", err, test.want)
			}
		})
	}
}

// TestLinkNames says which of several names is the file, and that an entry's layer
// is the one that wrote the name.
func TestLinkNames(t *testing.T) {
	t.Parallel()
	doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(archiveOf(t, layers{
		{testimage.File("b", "x"), testimage.Hardlink("c", "b")},
		{testimage.Hardlink("a", "c")},
	}))})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for path, f := range doc.Files {
		got[path] = f.Type
		if f.Link != nil {
			got[path] += " " + *f.Link
		}
	}
	want := map[string]string{"/a": "file", "/b": "hardlink /a", "/c": "hardlink /a"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	layersOf := map[string]int{}
	for _, path := range slices.Sorted(maps.Keys(doc.Files)) {
		layersOf[path] = doc.Files[path].Layer
	}
	if diff := cmp.Diff(map[string]int{"/a": 1, "/b": 0, "/c": 0}, layersOf); diff != "" {
		t.Errorf("layers (-want +got):\n%s", diff)
	}
}
