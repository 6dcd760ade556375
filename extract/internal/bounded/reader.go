// Package bounded reads files that users supply and others have written: decompressed, within
// bounds of size, length and depth, and XML without entities of its own.
package bounded

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// byteOrderMark begins texts of some editors on Windows.
var byteOrderMark = []byte("\xef\xbb\xbf")

// MaxElement bounds what one element, text or attribute may have, in bytes: what a decoder has
// to hold at once.
const MaxElement = 16 << 20

// HeadSize is how much of a file Peek gives at most, to tell its format.
const HeadSize = 64 << 10

// Reader reads a file from its beginning, decompressed and within its bounds.
type Reader struct {
	in          *bufio.Reader
	read, limit int64
	mark        int64 // where the present element begins
	closer      io.Closer
}

// Open begins with a file. Gzip and bzip2 are unpacked; what is counted is what comes out.
func Open(in io.ReadSeeker, limit int64) (*Reader, error) {
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	l := &Reader{limit: limit}
	packed := bufio.NewReaderSize(in, HeadSize)
	head, err := packed.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		unpacked, err := gzip.NewReader(packed)
		if err != nil {
			return nil, fmt.Errorf("decompressing gzip: %w", err)
		}
		l.in, l.closer = bufio.NewReaderSize(unpacked, HeadSize), unpacked
	case bytes.HasPrefix(head, []byte("BZh")):
		l.in = bufio.NewReaderSize(bzip2.NewReader(packed), HeadSize)
	default:
		l.in = packed
	}
	if head, _ := l.in.Peek(len(byteOrderMark)); bytes.Equal(head, byteOrderMark) {
		_, _ = l.in.Discard(len(byteOrderMark)) // they are there
	}
	return l, nil
}

// Peek gives what comes next, up to HeadSize bytes, and does not read it.
func (l *Reader) Peek() ([]byte, error) {
	head, err := l.in.Peek(HeadSize)
	if len(head) > 0 || errors.Is(err, io.EOF) {
		return head, nil
	}
	return nil, err
}

// Limit is the most bytes that are read.
func (l *Reader) Limit() int64 { return l.limit }

// Close ends the decompression; the file stays open.
func (l *Reader) Close() error {
	if l.closer == nil {
		return nil
	}
	return l.closer.Close()
}

// Element says that a new element begins.
func (l *Reader) Element() { l.mark = l.read }

func (l *Reader) Read(p []byte) (int, error) {
	switch {
	case l.read >= l.limit:
		if _, err := l.in.Peek(1); err != nil {
			return 0, err
		}
		return 0, fmt.Errorf("larger than %d bytes", l.limit)
	case l.read-l.mark > MaxElement:
		return 0, fmt.Errorf("one element has more than %d bytes", MaxElement)
	}
	n, err := l.in.Read(p[:min(int64(len(p)), l.limit-l.read)])
	l.read += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("reading the file: %w", err)
	}
	return n, err
}
