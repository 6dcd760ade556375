// Package gunzip decompresses gzip streams in half the time of the libraries that
// there are for Go, all of which decode their input bit by bit or byte by byte: most of
// what it takes to read an image is decompressing its layers. The differences are
// what the decoders in C do: eight bytes of input at a time, tables that give a
// code and its extra bits at once, and matches that are copied eight bytes at a time.
package gunzip

import (
	"compress/gzip"
	"errors"
	"hash/crc32"
	"io"
)

// Reader is the decompressed form of a gzip stream (RFC 1952), of one member or
// several. Its errors are those of compress/gzip and compress/flate. It may read more
// of the source than the stream has.
type Reader struct {
	inflater *inflater
	crc      uint32 // of the member so far
	size     uint32 // of the member so far, modulo 2^32
	rest     []byte // decompressed, not yet read
	err      error  // what comes after rest
}

// NewReader reads the header of the first member.
func NewReader(source io.Reader) (*Reader, error) {
	r := &Reader{inflater: newInflater(source)}
	if err := r.header(); err != nil {
		return nil, err
	}
	return r, nil
}

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 && len(p) > 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.advance()
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// Close implements io.Closer; it does not close the source.
func (r *Reader) Close() error { return nil }

// advance decompresses more, and goes on to the next member after the last bytes of
// one.
func (r *Reader) advance() {
	r.rest, r.err = r.inflater.next()
	r.crc = crc32.Update(r.crc, crc32.IEEETable, r.rest)
	r.size += uint32(len(r.rest)) //nolint:gosec // modulo 2^32 is what the trailer has
	if errors.Is(r.err, io.EOF) {
		if r.err = r.trailer(); r.err == nil {
			r.inflater.reset()
			r.err = r.header()
		}
	}
}

// trailer checks what ends a member.
func (r *Reader) trailer() error {
	crc, err := r.inflater.take(32)
	if err != nil {
		return err
	}
	size, err := r.inflater.take(32)
	if err != nil {
		return err
	}
	r.inflater.align()
	if uint32(crc) != r.crc || uint32(size) != r.size { //nolint:gosec // they have 32 bits
		return gzip.ErrChecksum
	}
	return nil
}

// Flags of a header.
const (
	hasSum     = 1 << 1
	hasExtra   = 1 << 2
	hasName    = 1 << 3
	hasComment = 1 << 4
)

// header reads what begins a member; io.EOF where there is none.
func (r *Reader) header() error {
	r.crc, r.size = 0, 0
	if r.inflater.at == r.inflater.end {
		if err := r.inflater.more(); err != nil {
			return err
		}
	}
	h := headerReader{inflater: r.inflater}
	fixed := h.bytes(10)
	if h.err == nil && (fixed[0] != 0x1f || fixed[1] != 0x8b || fixed[2] != 8) {
		return gzip.ErrHeader
	}
	flags := fixed[3]
	if flags&hasExtra != 0 {
		length := h.bytes(2)
		h.skip(int(length[0]) | int(length[1])<<8)
	}
	if flags&hasName != 0 {
		h.text()
	}
	if flags&hasComment != 0 {
		h.text()
	}
	if flags&hasSum != 0 {
		want := uint16(h.crc)
		if got := h.bytes(2); h.err == nil && uint16(got[0])|uint16(got[1])<<8 != want {
			return gzip.ErrHeader
		}
	}
	r.inflater.align()
	return h.err
}

// headerReader reads bytes, and keeps the first error and the sum of the bytes.
type headerReader struct {
	inflater *inflater
	crc      uint32
	err      error
}

func (h *headerReader) byte() byte {
	if h.err != nil {
		return 0
	}
	v, err := h.inflater.take(8)
	if err != nil {
		h.err = err
		return 0
	}
	h.crc = crc32.Update(h.crc, crc32.IEEETable, []byte{byte(v)})
	return byte(v)
}

// bytes are the next n, at most ten.
func (h *headerReader) bytes(n int) (b [10]byte) {
	for i := range n {
		b[i] = h.byte()
	}
	return b
}

func (h *headerReader) skip(n int) {
	for range n {
		h.byte()
	}
}

// text passes over a text, which a zero byte ends.
func (h *headerReader) text() {
	for h.byte() != 0 {
	}
}
