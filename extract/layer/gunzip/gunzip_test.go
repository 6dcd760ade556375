package gunzip_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/pratique-dev/pratique/extract/layer/gunzip"
)

// texts are contents of all kinds: repeated from near and far, of few bytes and of
// many, long and short.
func texts() map[string][]byte {
	r := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // the same texts each time
	noise := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return b
	}
	var words, skewed bytes.Buffer
	for words.Len() < 400_000 {
		fmt.Fprintf(&words, "%x %s", r.IntN(1<<r.IntN(16)), strings.Repeat("ab", r.IntN(9)))
	}
	for skewed.Len() < 300_000 { // codes of all lengths
		skewed.WriteByte(byte(255 - min(255, r.IntN(1<<r.IntN(16))/(1+r.IntN(64)))))
	}
	far := noise(32 << 10)
	return map[string][]byte{
		"empty":  nil,
		"one":    []byte("x"),
		"short":  []byte("hello, hello, hello"),
		"zeros":  make([]byte, 1<<20),
		"noise":  noise(200_000),
		"words":  words.Bytes(),
		"skewed": skewed.Bytes(),
		"far":    bytes.Join([][]byte{far, far, noise(3), far}, nil),
		"period": bytes.Repeat([]byte("abcdefg"), 50_000),
	}
}

func compressed(t testing.TB, text []byte, level int) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, level)
	if err == nil {
		_, err = w.Write(text)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func decompressed(r io.Reader) ([]byte, error) {
	z, err := gunzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func TestRead(t *testing.T) {
	t.Parallel()
	sources := map[string]func(io.Reader) io.Reader{
		"at once": func(r io.Reader) io.Reader { return r }, "by halves": iotest.HalfReader,
		"by bytes": iotest.OneByteReader, "with its end": iotest.DataErrReader,
	}
	for name, text := range texts() {
		for _, level := range []int{gzip.HuffmanOnly, gzip.NoCompression, gzip.BestSpeed, gzip.DefaultCompression, gzip.BestCompression} {
			t.Run(fmt.Sprint(name, " ", level), func(t *testing.T) {
				t.Parallel()
				stream := compressed(t, text, level)
				for how, source := range sources {
					if got, err := decompressed(source(bytes.NewReader(stream))); err != nil || !bytes.Equal(got, text) {
						t.Errorf("%s: got %d bytes and error %v, want %d bytes", how, len(got), err, len(text))
					}
				}
			})
		}
	}
}

// TestMembers has headers with everything in them, and several members.
func TestMembers(t *testing.T) {
	t.Parallel()
	var stream bytes.Buffer
	for _, text := range []string{"one ", "", "two"} {
		w := gzip.NewWriter(&stream)
		w.Name, w.Comment, w.Extra = "name", "comment", []byte("extra")
		_, err := io.WriteString(w, text)
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
	}
	// Go writes no sum of the header.
	header := "\x1f\x8b\x08\x02\x00\x00\x00\x00\x00\xff"
	sum := crc32.ChecksumIEEE([]byte(header))
	summed := header + string([]byte{byte(sum), byte(sum >> 8)}) + "\x03\x00" + strings.Repeat("\x00", 8)
	header += string([]byte{byte(sum), byte(sum>>8) + 1})
	for _, tt := range []struct {
		name, stream, want string
		err                error
	}{
		{name: "all of it", stream: stream.String(), want: "one two"},
		{name: "header with its sum", stream: summed},
		{name: "header with another sum", stream: header, err: gzip.ErrHeader},
		{name: "nothing", err: io.EOF},
		{name: "no gzip", stream: "PK\x03\x04______", err: gzip.ErrHeader},
		{name: "not deflated", stream: "\x1f\x8b\x07_______", err: gzip.ErrHeader},
		{name: "zeros behind it", stream: stream.String() + strings.Repeat("\x00", 20), want: "one two", err: gzip.ErrHeader},
		{name: "a byte behind it", stream: stream.String() + "\x1f", want: "one two", err: io.ErrUnexpectedEOF},
		{name: "a reserved type of block", stream: "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x07", err: flate.CorruptInputError(11)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := decompressed(strings.NewReader(tt.stream))
			if string(got) != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %q and error %v, want %q and %v", got, err, tt.want, tt.err)
			}
			same(t, []byte(tt.stream))
		})
	}
}

// same compares with the standard library: what it takes, and only that, is taken.
func same(t *testing.T, stream []byte) {
	t.Helper()
	want, wantErr := []byte(nil), error(nil)
	z, wantErr := gzip.NewReader(bytes.NewReader(stream))
	if wantErr == nil {
		want, wantErr = io.ReadAll(z)
	}
	got, err := decompressed(bytes.NewReader(stream))
	if (err == nil) != (wantErr == nil) {
		t.Errorf("got error %v, want %v, for %x", err, wantErr, stream)
	}
	if err == nil && !bytes.Equal(got, want) {
		t.Errorf("got %x, want %x, for %x", got, want, stream)
	}
}

func TestTruncatedAndChanged(t *testing.T) {
	t.Parallel()
	for name, text := range texts() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, level := range []int{gzip.HuffmanOnly, gzip.NoCompression, gzip.DefaultCompression} {
				stream := compressed(t, text[:min(len(text), 700)], level)
				for i := range stream {
					if got, err := decompressed(bytes.NewReader(stream[:i])); i > 0 && !errors.Is(err, io.ErrUnexpectedEOF) || !bytes.HasPrefix(text, got) {
						t.Errorf("the first %d bytes of %x: got %x and error %v", i, stream, got, err)
					}
					changed := bytes.Clone(stream)
					for bit := range 8 {
						changed[i] ^= 1 << bit
						same(t, changed)
						changed[i] ^= 1 << bit
					}
				}
			}
		})
	}
}

func TestSourceErrors(t *testing.T) {
	t.Parallel()
	stream := compressed(t, texts()["words"], gzip.DefaultCompression)
	broken := errors.New("broken")
	if _, err := decompressed(io.MultiReader(bytes.NewReader(stream[:len(stream)/2]), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("got error %v, want the source's", err)
	}
	if _, err := decompressed(io.MultiReader(bytes.NewReader(stream[:len(stream)/2]), idle{})); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("got error %v, want one that says that nothing comes", err)
	}
}

// idle gives nothing, and no error.
type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

func FuzzRead(f *testing.F) {
	for _, text := range texts() {
		f.Add(compressed(f, text[:min(len(text), 300)], gzip.DefaultCompression))
	}
	f.Fuzz(same)
}

func BenchmarkRead(b *testing.B) {
	for name, text := range texts() {
		stream := compressed(b, text, gzip.DefaultCompression)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				z, err := gunzip.NewReader(bytes.NewReader(stream))
				if err == nil {
					_, err = io.Copy(io.Discard, z)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
