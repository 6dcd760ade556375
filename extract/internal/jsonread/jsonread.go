// Package jsonread reads JSON that users supply: bounded in size, and with the
// line in each error.
package jsonread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Decoder reads one JSON document.
type Decoder struct {
	*json.Decoder
	in *reader
}

// NewDecoder reads at most limit bytes from r; more is an error.
func NewDecoder(r io.Reader, limit int64) *Decoder {
	in := &reader{r: r, left: limit, limit: limit}
	return &Decoder{Decoder: json.NewDecoder(in), in: in}
}

// Strict reads the one document of r into v. Unknown keys are errors.
func Strict(r io.Reader, limit int64, v any) error {
	d := NewDecoder(r, limit)
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return d.Wrap(err)
	}
	return d.End()
}

// End makes sure that nothing follows the document.
func (d *Decoder) End() error {
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		if err == nil {
			err = errors.New("more follows the document")
		}
		return d.Wrap(err)
	}
	return nil
}

// Object calls visit for each key of the object that is read next; visit reads
// the value. A key that stands twice is an error: which value counts would be a
// matter of taste.
func (d *Decoder) Object(visit func(key string) error) error {
	if err := d.delimiter('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return d.Wrap(err)
		}
		key, _ := token.(string) // the decoder accepts no other key
		if seen[key] {
			return d.Wrap(fmt.Errorf("duplicate key %q", key))
		}
		seen[key] = true
		if err := visit(key); err != nil {
			return d.Wrap(err)
		}
	}
	return d.delimiter('}')
}

// Array calls visit for each element of the array that is read next; null is an
// empty array. visit reads the element.
func (d *Decoder) Array(visit func(index int) error) error {
	token, err := d.Token()
	if err != nil {
		return d.Wrap(err)
	}
	if token == nil {
		return nil
	}
	if token != json.Delim('[') {
		return d.Wrap(fmt.Errorf("%v instead of a list", shown(token)))
	}
	for i := 0; d.More(); i++ {
		if err := visit(i); err != nil {
			return d.Wrap(err)
		}
	}
	return d.delimiter(']')
}

// Skip reads over the next value, whatever its size.
func (d *Decoder) Skip() error {
	depth := 0
	for {
		token, err := d.Token()
		if err != nil {
			return d.Wrap(err)
		}
		if delim, ok := token.(json.Delim); ok {
			if delim == '{' || delim == '[' {
				depth++
			} else {
				depth--
			}
		}
		if depth == 0 {
			return nil
		}
	}
}

func (d *Decoder) delimiter(want json.Delim) error {
	token, err := d.Token()
	if err != nil {
		return d.Wrap(err)
	}
	if token != want {
		return d.Wrap(fmt.Errorf("%v instead of %v", shown(token), want))
	}
	return nil
}

func shown(token json.Token) string {
	switch token := token.(type) {
	case nil:
		return "null"
	case string:
		return "a text"
	case json.Delim:
		return token.String()
	}
	return fmt.Sprintf("%v", token)
}

// located is an error that names its line already.
type located struct{ error }

func (l located) Unwrap() error { return l.error }

// Wrap adds the line to an error, unless it has one. The line is that of the
// decoder's position, or of the offset that the decoder states.
func (d *Decoder) Wrap(err error) error {
	var done located
	switch {
	case err == nil || errors.As(err, &done):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return located{errors.New("the document ends too early")}
	case errors.Is(err, errSize):
		return located{fmt.Errorf("larger than %d bytes", d.in.limit)}
	}
	offset := d.InputOffset()
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = syntax.Offset
	}
	return located{fmt.Errorf("line %d: %w", d.in.line(offset), err)}
}

var errSize = errors.New("too large")

// reader bounds what is read and remembers where the lines begin.
type reader struct {
	r           io.Reader
	left, limit int64
	offset      int64
	newlines    []int64 // offsets, of the first million
}

func (r *reader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		// One byte more tells an exact fit from too much.
		if n, err := io.ReadFull(r.r, make([]byte, 1)); n == 0 {
			return 0, err
		}
		return 0, errSize
	}
	n, err := r.r.Read(p[:min(int64(len(p)), r.left)])
	for i, rest := 0, p[:n]; len(r.newlines) < 1<<20; {
		at := bytes.IndexByte(rest[i:], '\n')
		if at < 0 {
			break
		}
		i += at + 1
		r.newlines = append(r.newlines, r.offset+int64(i))
	}
	r.offset += int64(n)
	r.left -= int64(n)
	return n, err
}

func (r *reader) line(offset int64) int {
	line := 1
	for _, start := range r.newlines {
		if start > offset {
			break
		}
		line++
	}
	return line
}
