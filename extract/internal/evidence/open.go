package evidence

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// maxToken bounds what one element, text or attribute may have, in bytes: what a decoder has
// to hold at once.
const maxToken = 16 << 20

// limited reads a file from its beginning, decompressed and within its bounds.
type limited struct {
	in          *bufio.Reader
	read, limit int64
	mark        int64 // where the present element begins
	closer      io.Closer
}

// open begins with a file. Gzip and bzip2 are unpacked; what is counted is what comes out.
func open(in io.ReadSeeker, limit int64) (*limited, error) {
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	l := &limited{limit: limit}
	packed := bufio.NewReaderSize(in, headSize)
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
		l.in, l.closer = bufio.NewReaderSize(unpacked, headSize), unpacked
	case bytes.HasPrefix(head, []byte("BZh")):
		l.in = bufio.NewReaderSize(bzip2.NewReader(packed), headSize)
	default:
		l.in = packed
	}
	if head, _ := l.in.Peek(len(bom)); bytes.Equal(head, bom) {
		_, _ = l.in.Discard(len(bom)) // they are there
	}
	return l, nil
}

// Close ends the decompression; the file stays open.
func (l *limited) Close() error {
	if l.closer == nil {
		return nil
	}
	return l.closer.Close()
}

// element says that a new element begins.
func (l *limited) element() { l.mark = l.read }

func (l *limited) Read(p []byte) (int, error) {
	switch {
	case l.read >= l.limit:
		if _, err := l.in.Peek(1); err != nil {
			return 0, err
		}
		return 0, fmt.Errorf("larger than %d bytes", l.limit)
	case l.read-l.mark > maxToken:
		return 0, fmt.Errorf("one element has more than %d bytes", maxToken)
	}
	n, err := l.in.Read(p[:min(int64(len(p)), l.limit-l.read)])
	l.read += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("reading the file: %w", err)
	}
	return n, err
}
