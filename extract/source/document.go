package source

import (
	"bufio"
	"bytes"
	"io"
)

// IsDocument says whether what comes on standard input is an input document in
// JSON rather than an archive, by its first bytes. Rest reads all of it, the bytes
// looked at included.
func IsDocument(stdin io.Reader) (yes bool, rest io.Reader, err error) {
	const block = 512 // a tar header, whose name could begin with a brace
	buffered := bufio.NewReaderSize(stdin, block)
	head, err := buffered.Peek(block)
	if err != nil && err != io.EOF {
		return false, nil, err
	}
	if len(head) == block && bytes.HasPrefix(head[257:], []byte("ustar")) {
		return false, buffered, nil
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")) // a byte order mark
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")), buffered, nil
}
