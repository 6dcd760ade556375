package layer_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestTaps has a tap that counts lines as they pass, and one that reads from the end.
func TestTaps(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("line\n", 300_000)
	files := []testimage.Entry{testimage.File("a", "1\n2\n"), testimage.File("b", long), testimage.File("empty", ""), testimage.File("other", "x")}
	dir := t.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name()), []byte(f.Body()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := options(t)
	o.Select = func(_ int, entry *layer.Entry) layer.Want {
		if entry.Path == "other" {
			return layer.Want{}
		}
		lines := &bytes.Buffer{}
		return layer.Want{Sums: layer.MD5, Taps: []layer.Tap{
			{Name: "lines", Stream: lines, Facts: func(r io.ReaderAt) any {
				if r != nil {
					t.Error("the streamed tap was given contents")
				}
				return bytes.Count(lines.Bytes(), []byte("\n"))
			}},
			{Name: "last", Buffered: true, Facts: func(r io.ReaderAt) any {
				var last [2]byte
				if _, err := r.ReadAt(last[:], int64(lines.Len())-2); err != nil {
					return nil
				}
				return string(last[:])
			}},
		}}
	}
	want := map[string]map[string]any{
		"a": {"lines": 2, "last": "2\n"}, "b": {"lines": 300_000, "last": "e\n"}, "empty": {"lines": 0}, "other": nil,
	}
	for name, read := range map[string]func() (*layer.Records, error){
		"archive":   func() (*layer.Records, error) { return read(t, testimage.Tar(t, files...), o) },
		"directory": func() (*layer.Records, error) { return layer.ReadDirectory(t.Context(), dir, o) },
	} {
		records, err := read()
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]map[string]any{}
		for _, e := range records.Entries {
			if e.Path == "" {
				continue
			}
			got[e.Path] = e.Facts
			if e.Contents != nil {
				t.Errorf("%s: %s is still kept", name, e.Path)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: facts (-want +got):\n%s", name, diff)
		}
	}
}
