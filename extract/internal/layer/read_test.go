package layer_test

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/internal/testimage"
)

func options(tb testing.TB) layer.Options {
	tb.Helper()
	store := spool.New(1 << 20)
	tb.Cleanup(func() {
		if err := store.Close(); err != nil {
			tb.Error(err)
		}
	})
	return layer.Options{
		Select: func(int, *layer.Entry) layer.Want {
			return layer.Want{Sums: layer.SHA256 | layer.SHA1 | layer.MD5, Keep: true, Limit: 100}
		},
		Store: store, Budget: layer.NewBudget(layer.DefaultLimits()),
	}
}

func read(tb testing.TB, data []byte, o layer.Options) (*layer.Records, error) {
	tb.Helper()
	return layer.Read(tb.Context(), io.NopCloser(bytes.NewReader(data)), o)
}

func TestReadCompressions(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("0123456789", 100_000)
	plain := testimage.Tar(t, testimage.Dir("d/"), testimage.File("d/big", big), testimage.File("small", "abc"), testimage.Symlink("l", "d/big"))
	plain = append(plain, "what follows the end is hashed too"...)
	frames := append(testimage.Compress(t, testimage.Zstd, plain[:1000]), testimage.Compress(t, testimage.Zstd, plain[1000:])...)
	skippable := append([]byte("\x50\x2a\x4d\x18\x03\x00\x00\x00abc"), frames...)
	members := append(testimage.Compress(t, testimage.Gzip, plain[:1000]), testimage.Compress(t, testimage.Gzip, plain[1000:])...)
	for name, stored := range map[string][]byte{
		"none": plain, "gzip": testimage.Compress(t, testimage.Gzip, plain), "gzip in two members": members,
		"zstd": testimage.Compress(t, testimage.Zstd, plain), "zstd in two frames": frames, "zstd with a skippable frame": skippable,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			o.Digest, o.DiffID = testimage.Digest(stored), testimage.Digest(plain)
			got, err := read(t, stored, o)
			if err != nil {
				t.Fatal(err)
			}
			want := &layer.Records{
				Digest: o.Digest, DiffID: o.DiffID, StoredSize: int64(len(stored)), Size: int64(len(plain)),
				Entries: []layer.Entry{
					{Path: "d", Kind: layer.Dir, Mode: 0o755},
					{Path: "d/big", Kind: layer.File, Mode: 0o644, Size: 1_000_000},
					{Path: "small", Kind: layer.File, Mode: 0o644, Size: 3},
					{Path: "l", Kind: layer.Symlink, Mode: 0o777, Link: "d/big"},
				},
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(layer.Entry{}, "Sums", "Contents")); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			sums := layer.Sums{
				SHA256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
				SHA1:   "a9993e364706816aba3e25717850c26c9cd0d89d", MD5: "900150983cd24fb0d6963f7d28e17f72",
			}
			if diff := cmp.Diff(sums, got.Entries[2].Sums); diff != "" {
				t.Errorf("sums of small (-want +got):\n%s", diff)
			}
			if data, err := got.Entries[2].Contents.Bytes(); err != nil || string(data) != "abc" {
				t.Errorf("small: got %q (%v)", data, err)
			}
			if got.Entries[1].Contents != nil || "sha256:"+got.Entries[1].Sums.SHA256 != testimage.Digest([]byte(big)) {
				t.Errorf("big: got contents %v, sums %+v", got.Entries[1].Contents, got.Entries[1].Sums)
			}
		})
	}
}

// TestReadFixtures are archives that GNU tar wrote (long-gnu.tar: --format=gnu;
// sparse-*.tar: --sparse with --format=gnu and with --format=posix, of a file of
// 300000 zeros but for "middle" at 150000).
func TestReadFixtures(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("n", 150)
	body := make([]byte, 300_000)
	copy(body[150_000:], "middle")
	hole := testimage.Digest(body)[len("sha256:"):]
	sparse := []layer.Entry{{Path: "f", Kind: layer.File, Mode: 0o644, Size: 300_000, Sums: layer.Sums{SHA256: hole}}}
	for name, want := range map[string][]layer.Entry{
		"sparse-gnu.tar": sparse, "sparse-posix.tar": sparse, "sparse-posix-0.1.tar": sparse,
		"long-gnu.tar": {
			{Path: long, Kind: layer.File, Mode: 0o644, Size: 3, Sums: layer.Sums{SHA256: "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4"}},
			{Path: "l", Kind: layer.Symlink, Mode: 0o777, Link: long},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			got, err := read(t, data, options(t))
			if err != nil {
				t.Fatal(err)
			}
			ignore := []cmp.Option{cmpopts.IgnoreFields(layer.Entry{}, "Contents", "PAX"), cmpopts.IgnoreFields(layer.Sums{}, "SHA1", "MD5")}
			if diff := cmp.Diff(want, got.Entries, ignore...); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	plain := testimage.Tar(t, testimage.File("a", strings.Repeat("x", 10_000)))
	gzip := testimage.Compress(t, testimage.Gzip, plain)
	broken := bytes.Clone(gzip)
	broken[len(broken)/2] ^= 0xff
	bomb, err := os.ReadFile("testdata/sparse-gnu.tar")
	if err != nil {
		t.Fatal(err)
	}
	small := options(t)
	small.Budget = layer.NewBudget(layer.Limits{Bytes: 200_000, Entries: 10, Records: 10_000})
	digest := func(d string) layer.Options { o := options(t); o.Digest = d; return o }
	diffID := func(d string) layer.Options { o := options(t); o.DiffID = d; return o }
	tests := []struct {
		name string
		data []byte
		o    layer.Options
		want string
	}{
		{"wrong digest", gzip, digest("sha256:00"), "its digest is " + testimage.Digest(gzip) + ", not sha256:00"},
		{"wrong digest, uncompressed", plain, digest("sha256:00"), "its digest is " + testimage.Digest(plain) + ", not sha256:00"},
		{"wrong diff_id", gzip, diffID("sha256:00"), "its diff_id is " + testimage.Digest(plain) + ", not sha256:00"},
		{"a flipped byte is told by the digest", broken, digest(testimage.Digest(gzip)), "its digest is " + testimage.Digest(broken) + ", not " + testimage.Digest(gzip)},
		{"truncated, told by the digest", gzip[:100], digest(testimage.Digest(gzip)), "its digest is " + testimage.Digest(gzip[:100]) + ", not " + testimage.Digest(gzip)},
		{"truncated gzip", gzip[:100], options(t), "unexpected EOF"},
		{"a window of zstd of 256 MiB", []byte("\x28\xb5\x2f\xfd\x00\x90\x01\x00\x00"), options(t), "decompressing zstd: it takes more than 128 MiB of memory (--limit zstd-window=SIZE sets another limit)"},
		{"truncated zstd", testimage.Compress(t, testimage.Zstd, plain)[:30], options(t), "unexpected EOF"},
		{"truncated tar", plain[:1000], options(t), "a: unexpected EOF"},
		{"no archive", []byte(strings.Repeat("text ", 200)), options(t), "it is not a tar archive, compressed or not: archive/tar: invalid tar header"},
		{"no archive in gzip", testimage.Compress(t, testimage.Gzip, []byte(strings.Repeat("text ", 200))), options(t), "it is not a tar archive, compressed or not: archive/tar: invalid tar header"},
		{"holes count as bytes", bomb, small, "f: the layers hold more than 200000 bytes uncompressed, which is the limit (--limit layer-bytes=SIZE sets another limit)"},
		{"xz", []byte("\xfd7zXZ\x00" + strings.Repeat("x", 600)), options(t), "it is compressed with xz, which is not supported: decompress it first"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := read(t, test.data, test.o)
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// TestReadSlowly gives the bytes one by one, and then breaks.
func TestReadSlowly(t *testing.T) {
	t.Parallel()
	plain := testimage.Tar(t, testimage.File("a", "abc"))
	for name, data := range map[string][]byte{"plain": plain, "gzip": testimage.Compress(t, testimage.Gzip, plain), "zstd": testimage.Compress(t, testimage.Zstd, plain)} {
		got, err := layer.Read(t.Context(), io.NopCloser(iotest.OneByteReader(bytes.NewReader(data))), options(t))
		if err != nil || len(got.Entries) != 1 || got.DiffID != testimage.Digest(plain) {
			t.Errorf("%s: got %+v (%v)", name, got, err)
		}
		broken := io.MultiReader(bytes.NewReader(data[:len(data)/2]), iotest.ErrReader(io.ErrClosedPipe))
		if _, err := layer.Read(t.Context(), io.NopCloser(broken), options(t)); err == nil || !strings.Contains(err.Error(), io.ErrClosedPipe.Error()) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestReadWhiteouts(t *testing.T) {
	t.Parallel()
	got, err := read(t, testimage.Tar(t,
		testimage.File("d/.wh.f", ""), testimage.File(".wh..wh..opq", ""), testimage.File("d/.wh..wh..opq", ""),
		testimage.File("d/.wh..wh.plnk/7", ""), testimage.File(".wh..", ""), testimage.Dir("d/.wh.t/"),
		testimage.Raw(tar.Header{Typeflag: 'Z', Name: "z"}, ""),
	), options(t))
	if err != nil {
		t.Fatal(err)
	}
	type brief struct {
		Path string
		Kind layer.Kind
	}
	var list []brief
	for _, e := range got.Entries {
		list = append(list, brief{e.Path, e.Kind})
	}
	want := []brief{{"d/f", layer.Whiteout}, {"", layer.Opaque}, {"d", layer.Opaque}, {"d/t", layer.Whiteout}, {"z", layer.Other}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// FuzzRead reads hostile layers: no panic, paths that are clean and relative, and
// the same from each reading.
func FuzzRead(f *testing.F) {
	plain := testimage.Tar(f, testimage.Dir("d"), testimage.File("d/f", "x"), testimage.Hardlink("l", "d/f"), testimage.File("../.wh.x", ""))
	f.Add(plain)
	f.Add(testimage.Compress(f, testimage.Gzip, plain))
	f.Add(testimage.Compress(f, testimage.Zstd, plain))
	for _, name := range []string{"sparse-gnu.tar", "sparse-posix.tar", "sparse-posix-0.1.tar", "long-gnu.tar"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o := options(t)
		o.Budget = layer.NewBudget(layer.Limits{Bytes: 1 << 22, Entries: 1000, Records: 1 << 20})
		records, err := read(t, data, o)
		if err != nil {
			return
		}
		for _, e := range records.Entries {
			if e.Path != layer.Clean(e.Path) || strings.HasPrefix(e.Path, "/") || strings.HasPrefix(e.Path+"/", "../") {
				t.Errorf("path %q", e.Path)
			}
			if e.Contents != nil && e.Contents.Size() > 100 {
				t.Errorf("%s: kept %d bytes", e.Path, e.Contents.Size())
			}
		}
	})
}
