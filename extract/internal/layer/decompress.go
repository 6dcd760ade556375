package layer

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxWindow bounds the memory that a zstd stream can ask for, in bytes: what
// `zstd --long` uses, and what reference unpackers accept.
var maxWindow = limits.Bytes("zstd-window", 128<<20)

// bufferSize is the size of the buffer before a decompressor, in bytes: a
// decompressor that reads small pieces is what makes a slow unpacker.
const bufferSize = 128 << 10

// compression is the name of what data is compressed with, as its first four bytes tell,
// whatever a media type says; "" where it is not.
func compression(magic []byte) string {
	has := func(prefix string) bool { return bytes.HasPrefix(magic, []byte(prefix)) }
	switch {
	case has("\x1f\x8b"): // RFC 1952
		return "gzip"
	// A frame or, as zstd:chunked may begin, a skippable frame (RFC 8878).
	case has("\x28\xb5\x2f\xfd"), len(magic) >= 4 && magic[0]&0xf0 == 0x50 && bytes.Equal(magic[1:4], []byte("\x2a\x4d\x18")):
		return "zstd"
	case has("BZh") && len(magic) >= 4 && magic[3] >= '1' && magic[3] <= '9':
		return "bzip2"
	case has("\xfd7zX"):
		return "xz"
	case has("LZIP"):
		return "lzip"
	case has("\x04\x22\x4d\x18"):
		return "lz4"
	case has("PK\x03\x04"):
		return "zip"
	}
	return ""
}

// decompress uncompresses r. Plain is true where r is not compressed.
func decompress(r io.Reader) (out io.ReadCloser, plain bool, err error) {
	buffered := bufio.NewReaderSize(r, bufferSize)
	magic, err := buffered.Peek(4)
	if err != nil && err != io.EOF {
		return nil, false, err
	}
	switch name := compression(magic); name {
	case "":
		return io.NopCloser(buffered), true, nil
	case "gzip":
		out, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, false, fmt.Errorf("decompressing gzip: %w", err)
		}
		return out, false, nil
	case "zstd":
		decoder, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1),
			zstd.WithDecoderMaxWindow(uint64(maxWindow.Bytes())), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, false, fmt.Errorf("decompressing zstd: %w", err)
		}
		return decoder.IOReadCloser(), false, nil
	case "bzip2":
		return io.NopCloser(bzip2.NewReader(buffered)), false, nil
	default:
		// Decompressors in Go do not bound the memory that such a stream asks for.
		return nil, false, fmt.Errorf("it is compressed with %s, which is not supported: decompress it first", name)
	}
}

// Decompress is the uncompressed stream of r, which is gzip, zstd, bzip2 or not
// compressed at all.
func Decompress(r io.Reader) (io.ReadCloser, error) {
	out, _, err := decompress(r)
	return out, err
}

// IsCompressed says whether data begins as a compressed stream, supported or not.
func IsCompressed(data []byte) bool { return compression(data) != "" }
