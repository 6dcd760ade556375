package printable

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// JSONWriter writes JSON text to w, in which characters that steer a terminal or turn the direction
// of text are escapes: the value is the same, and whoever looks at the file sees what it says. What
// JSON has to escape is escaped already.
func JSONWriter(w io.Writer) io.Writer { return &jsonWriter{w: w} }

type jsonWriter struct {
	w    io.Writer
	held []byte // the beginning of a character, whose end the next Write has
}

// Write implements [io.Writer].
func (j *jsonWriter) Write(p []byte) (int, error) {
	text := p
	if len(j.held) > 0 {
		text = append(j.held, p...)
		j.held = nil
	}
	begin := 0
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && c != 0x7f {
			i++
			continue
		}
		if !utf8.FullRune(text[i:]) {
			j.held = append([]byte{}, text[i:]...)
			text = text[:i]
			break
		}
		r, size := utf8.DecodeRune(text[i:])
		if steers(r) {
			if _, err := j.w.Write(text[begin:i]); err != nil {
				return 0, err
			}
			if _, err := fmt.Fprintf(j.w, `\u%04x`, r); err != nil {
				return 0, err
			}
			begin = i + size
		}
		i += size
	}
	if _, err := j.w.Write(text[begin:]); err != nil {
		return 0, err
	}
	return len(p), nil
}

// steers says whether a terminal may take a character as a command, or shows what follows it in
// another direction.
func steers(r rune) bool {
	switch {
	case r >= 0x7f && r <= 0x9f, r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}
