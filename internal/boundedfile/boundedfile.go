// Package boundedfile reads files that the user names, and no more of them than they may have: a
// name may be a device or a pipe without end.
package boundedfile

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// ErrTooLong is the error of a file that has more bytes than its limit.
var ErrTooLong = errors.New("it is too long")

// Read gives the contents of a file of at most limit bytes. Of a longer one it reads one byte more
// than the limit, and the error is ErrTooLong.
func Read(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("%s: %w: it has more than %d bytes, which is the limit", path, ErrTooLong, limit)
	}
	return text, nil
}

// Reader gives what r gives, and ErrTooLong where it has more than limit bytes: an io.LimitReader
// would end there, and what follows would be missing without a word.
func Reader(r io.Reader, limit int64) io.Reader { return &reader{r, limit, limit} }

type reader struct {
	r           io.Reader
	left, limit int64
}

// Read implements [io.Reader].
func (r *reader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p[:min(int64(len(p)), r.left+1)])
	if r.left -= int64(n); r.left < 0 {
		r.left = 0
		return n - 1, fmt.Errorf("%w: it has more than %d bytes, which is the limit", ErrTooLong, r.limit)
	}
	return n, err
}
