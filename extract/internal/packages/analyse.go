package packages

import (
	"errors"
	"fmt"
	"io"
)

// Facts are what one file's content says. They are opaque to callers.
type Facts struct {
	kind  Kind
	value any // by kind; nil where the content declares nothing
	err   error
	// tooLong is set where the file was not read for its length.
	tooLong bool
}

// Analyse reads the content of one file of a kind that Wants returned. r has
// f.Size bytes; it is nil where that is more than the kind's limit. The result is
// nil where the file says nothing.
func (s *Selection) Analyse(k Kind, f File, r io.ReaderAt) (facts *Facts) {
	facts = &Facts{kind: k}
	if k.limit == present {
		if f.Size == 0 {
			return nil
		}
		facts.value = f.Size
		return facts
	}
	if f.Size > k.Limit() || r == nil {
		facts.err, facts.tooLong = fmt.Errorf("it has %d bytes, more than the limit of %d", f.Size, k.Limit()), true
		return facts
	}
	// Nothing of a hostile file may end the extraction of the image. The readers
	// are fuzzed not to panic; this is the belt to those braces.
	defer func() {
		if reason := recover(); reason != nil {
			facts.value, facts.err = nil, fmt.Errorf("reading it: %v", reason)
		}
	}()
	facts.value, facts.err = k.read(s, f, r)
	if facts.value == nil && facts.err == nil {
		return nil
	}
	return facts
}

// cutOff is an error where a database of lines does not end with one: then it has
// lost its end, and nobody knows how many packages with it.
func cutOff(r io.ReaderAt, size int64) error {
	if size == 0 {
		return nil
	}
	var last [1]byte
	if _, err := r.ReadAt(last[:], size-1); err != nil {
		return fmt.Errorf("reading its end: %w", err)
	}
	if last[0] != '\n' {
		return errors.New("it ends in the middle of a line")
	}
	return nil
}
