package imagesize_test

import (
	"archive/tar"
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestOf has sizes that Python's tarfile gave for the squashed archive in PAX
// format with a record for each path (compatibility.md#image-size).
func TestOf(t *testing.T) {
	t.Parallel()
	reg, dir, sym, link := testimage.File, testimage.Dir, testimage.Symlink, testimage.Hardlink
	attribute := func(f testimage.Entry, key, value string) testimage.Entry {
		return f.PAX(key, value)
	}
	many := func(n int, make func(i int) testimage.Entry) []testimage.Entry {
		var files []testimage.Entry
		for i := range n {
			files = append(files, make(i))
		}
		return files
	}
	name := func(i int) string { return "f" + strings.Repeat("x", i) }
	owner := func(f testimage.Entry) testimage.Entry {
		return f.Owner(3_000_000, 0).At(time.Unix(1_600_000_000, 123_456_789)).Header(func(h *tar.Header) { h.Uname = strings.Repeat("ü", 20) })
	}
	tests := []struct {
		name   string
		layers [][]testimage.Entry
		want   int64
	}{
		{"one small file", [][]testimage.Entry{{reg("a", "x")}}, 10240},
		{"nothing", [][]testimage.Entry{{}}, 10240},
		{"without an entry for the root", [][]testimage.Entry{{reg("a", strings.Repeat("x", 15*512))}}, 10240},
		{"with an entry for the root", [][]testimage.Entry{{dir("./"), reg("a", strings.Repeat("x", 15*512))}}, 20480},
		{"long names need more blocks", [][]testimage.Entry{many(100, func(i int) testimage.Entry { return reg("d/"+strings.Repeat(name(i), 8), "x") })}, 225280},
		{"attributes", [][]testimage.Entry{many(40, func(i int) testimage.Entry {
			return attribute(reg(name(i), "x"), "SCHILY.xattr.user.a", strings.Repeat("v", 20*i))
		})}, 92160},
		{"links", [][]testimage.Entry{append(many(30, func(i int) testimage.Entry { return sym("s"+name(i), strings.Repeat("t", 25*i)) }),
			append([]testimage.Entry{reg("target", strings.Repeat("x", 5000))}, many(30, func(i int) testimage.Entry { return link("l"+name(i), "target") })...)...)}, 112640},
		{"owners and times", [][]testimage.Entry{many(20, func(i int) testimage.Entry { return owner(reg(name(i), "")) })}, 40960},
		{"upper layers", [][]testimage.Entry{
			{dir("d"), reg("d/a", strings.Repeat("x", 30_000)), reg("d/b", strings.Repeat("x", 30_000)), reg("c", strings.Repeat("x", 30_000))},
			{dir("d"), reg("d/.wh.a", ""), reg("d/b", "short")},
		}, 40960},
		{"a hard link whose target is rewritten has the body", [][]testimage.Entry{
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
			doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("archive:" + path)})
			if err != nil {
				t.Fatal(err)
			}
			if got := *doc.Image.Size; got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}
