package distribution

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
)

func archive(t testing.TB, files ...file) []byte {
	t.Helper()
	data, err := pack(files)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestUnpackErrors(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: "x.rego", Size: maxPolicy.Bytes() + 1, Mode: 0o644}); err != nil {
		t.Fatal(err)
	}
	for range maxPolicy.Bytes()>>20 + 1 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil && !errors.Is(err, tar.ErrWriteTooLong) {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	z = gzip.NewWriter(&plain)
	if _, err := z.Write(bytes.Repeat([]byte("no tar "), 100)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"no gzip":     {[]byte("x"), "reading the tarball: unexpected EOF"},
		"no tar":      {plain.Bytes(), "reading the tarball"},
		"cut off":     {archive(t, file{"x", []byte("y")})[:40], "reading the tarball"},
		"out of it":   {archive(t, file{"../x", nil}), `"../x" leads out of it`},
		"a tar bomb":  {bomb.Bytes(), "it has more than 67108864 bytes or 10000 files, which are the limits"},
		"two of them": {archive(t, file{"x.rego", nil}, file{"x.rego", nil}), ""},
	} {
		_, err := unpack(tt.data)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want %q in it", name, err, tt.want)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(archive(f, file{"a.rego", []byte("package a")}, file{".manifest", []byte("{}")}))
	f.Add([]byte{0x1f, 0x8b})
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := unpack(data)
		if err != nil {
			return
		}
		for _, f := range files {
			if strings.HasPrefix(f.name, "/") || strings.Contains(f.name, "..") && strings.HasPrefix(f.name, "../") {
				t.Errorf("got %q", f.name)
			}
		}
	})
}
