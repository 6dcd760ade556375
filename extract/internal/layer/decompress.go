package layer

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds the memory that a zstd stream can ask for, in bytes: what
// `zstd --long` uses, and what reference unpackers accept.
const maxWindow = 128 << 20

// bufferSize is the size of the buffer before a decompressor, in bytes: a
// decompressor that reads small pieces is what makes a slow unpacker.
const bufferSize = 128 << 10

// decompress tells gzip, zstd and uncompressed data apart by their first bytes,
// whatever a media type says. Plain is true where r is not compressed.
func decompress(r io.Reader) (out io.ReadCloser, plain bool, err error) {
	buffered := bufio.NewReaderSize(r, bufferSize)
	magic, err := buffered.Peek(4)
	if err != nil && err != io.EOF {
		return nil, false, err
	}
	switch {
	case IsGzip(magic):
		out, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, false, fmt.Errorf("decompressing gzip: %w", err)
		}
		return out, false, nil
	case IsZstd(magic):
		decoder, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1),
			zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, false, fmt.Errorf("decompressing zstd: %w", err)
		}
		return decoder.IOReadCloser(), false, nil
	default:
		return io.NopCloser(buffered), true, nil
	}
}

// Decompress is the uncompressed stream of r, which is gzip, zstd or not
// compressed at all.
func Decompress(r io.Reader) (io.ReadCloser, error) {
	out, _, err := decompress(r)
	return out, err
}

// IsGzip says whether data begins as a gzip stream (RFC 1952).
func IsGzip(data []byte) bool { return bytes.HasPrefix(data, []byte{0x1f, 0x8b}) }

// IsZstd says whether data begins as a zstd frame or, as zstd:chunked may, with a
// skippable frame (RFC 8878).
func IsZstd(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(data) >= 4 && data[0]&0xf0 == 0x50 && data[1] == 0x2a && data[2] == 0x4d && data[3] == 0x18
}
