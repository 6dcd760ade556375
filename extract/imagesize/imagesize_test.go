package imagesize_test

import (
	"archive/tar"
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/internal/testimage"
)

// TestOf has sizes that Python's tarfile gave for the squashed archive in PAX
// format with a record for each path (extraction.md 8).
func TestOf(t *testing.T) {
	t.Parallel()
	reg, dir, sym, link := testimage.Reg, testimage.Dir, testimage.Sym, testimage.Link
	attribute := func(f testimage.File, key, value string) testimage.File {
		f.Format = tar.FormatPAX
		f.PAXRecords = map[string]string{key: value}
		return f
	}
	many := func(n int, make func(i int) testimage.File) []testimage.File {
		var files []testimage.File
		for i := range n {
			files = append(files, make(i))
		}
		return files
	}
	name := func(i int) string { return "f" + strings.Repeat("x", i) }
	owner := func(f testimage.File) testimage.File {
		f.Format, f.Uname, f.Uid = tar.FormatPAX, strings.Repeat("ü", 20), 3_000_000
		f.ModTime = time.Unix(1_600_000_000, 123_456_789)
		return f
	}
	tests := []struct {
		name   string
		layers [][]testimage.File
		want   int64
	}{
		{"one small file", [][]testimage.File{{reg("a", "x")}}, 10240},
		{"nothing", [][]testimage.File{{}}, 10240},
		{"without an entry for the root", [][]testimage.File{{reg("a", strings.Repeat("x", 15*512))}}, 10240},
		{"with an entry for the root", [][]testimage.File{{dir("./"), reg("a", strings.Repeat("x", 15*512))}}, 20480},
		{"long names need more blocks", [][]testimage.File{many(100, func(i int) testimage.File { return reg("d/"+strings.Repeat(name(i), 8), "x") })}, 225280},
		{"attributes", [][]testimage.File{many(40, func(i int) testimage.File {
			return attribute(reg(name(i), "x"), "SCHILY.xattr.user.a", strings.Repeat("v", 20*i))
		})}, 92160},
		{"links", [][]testimage.File{append(many(30, func(i int) testimage.File { return sym("s"+name(i), strings.Repeat("t", 25*i)) }),
			append([]testimage.File{reg("target", strings.Repeat("x", 5000))}, many(30, func(i int) testimage.File { return link("l"+name(i), "target") })...)...)}, 112640},
		{"owners and times", [][]testimage.File{many(20, func(i int) testimage.File { return owner(reg(name(i), "")) })}, 40960},
		{"upper layers", [][]testimage.File{
			{dir("d"), reg("d/a", strings.Repeat("x", 30_000)), reg("d/b", strings.Repeat("x", 30_000)), reg("c", strings.Repeat("x", 30_000))},
			{dir("d"), reg("d/.wh.a", ""), reg("d/b", "short")},
		}, 40960},
		{"a hard link whose target is rewritten has the body", [][]testimage.File{
			{reg("t", strings.Repeat("x", 30_000)), link("l", "t")}, {reg("t", "short")},
		}, 40960},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stored []testimage.Layer
			for _, files := range test.layers {
				stored = append(stored, testimage.Plain(t, files...))
			}
			path := testimage.Write(t, "image.tar", testimage.Docker(t, "", testimage.Config(t, nil, stored...), stored...))
			doc, err := extract.Extract(t.Context(), extract.Options{Source: "archive:" + path})
			if err != nil {
				t.Fatal(err)
			}
			if got := *doc.Image.Size; got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}
