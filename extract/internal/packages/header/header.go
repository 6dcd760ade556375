// Package header reads the "Key: value" blocks of package databases: Debian
// control files, Python metadata, Java manifests' cousins. Continuation lines
// begin with white space.
//
// It is not net/textproto: keys of these formats may hold characters that mail
// headers may not, values keep their line structure, and one bad line must not
// cost the rest of a database.
package header

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// MaxLine is the longest line in bytes that a block may have. A longer one ends
// the reading: no package database comes near it.
const MaxLine = 4 << 20

// Field is one key and its value. Continuation lines are joined to the value by
// a newline and a blank, without the white space around them.
type Field struct {
	Key, Value string
}

// Block is the fields of one paragraph in file order.
type Block []Field

// Get returns the value of the first field named key, and "" where there is none.
func (b Block) Get(key string) string {
	for _, f := range b {
		if f.Key == key {
			return f.Value
		}
	}
	return ""
}

// Repeated returns the key of a field that is there twice, and "" where none is.
func (b Block) Repeated() string {
	for i, f := range b {
		if slices.ContainsFunc(b[:i], func(before Field) bool { return before.Key == f.Key }) {
			return f.Key
		}
	}
	return ""
}

// Reader reads blocks.
type Reader struct {
	lines *bufio.Scanner
	keys  func(key []byte) string
	odd   int
	// BlankEnds has a line of blanks end a block, as an empty line does (Debian Policy 5.1).
	BlankEnds bool
}

// Odd is how many lines so far were neither a field nor a continuation.
func (r *Reader) Odd() int { return r.odd }

// NewReader returns a Reader of r. Fields for whose key keep returns false are
// skipped without being stored: a status file is mostly descriptions and
// dependencies that nobody reads. A nil keep keeps all.
func NewReader(r io.Reader, keep ...string) *Reader {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), MaxLine)
	return &Reader{lines: lines, keys: keeper(keep)}
}

// keeper returns a function that gives the kept key's text without allocating
// one for every line, and "" for keys that are not kept.
func keeper(keep []string) func([]byte) string {
	if len(keep) == 0 {
		return func(key []byte) string { return string(key) }
	}
	// Neither dpkg nor mail parsers, which Python's metadata is read with, tell
	// "package" from "Package".
	return func(key []byte) string {
		for _, k := range keep {
			if len(key) == len(k) && strings.EqualFold(string(key), k) {
				return k
			}
		}
		return ""
	}
}

// Next returns the next block that has a kept field, and io.EOF after the last
// one. Lines that are neither a field nor a continuation are skipped.
func (r *Reader) Next() (Block, error) {
	var block Block
	var value []byte // of the last field; grows in place, since a value may have many lines
	kept := false    // whether the field that the current line belongs to is kept
	finish := func() {
		if len(block) > 0 {
			block[len(block)-1].Value = string(value)
		}
	}
	for r.lines.Scan() {
		line := bytes.TrimRight(r.lines.Bytes(), "\r")
		if r.BlankEnds && len(bytes.TrimSpace(line)) == 0 {
			line = nil
		}
		switch {
		case len(line) == 0:
			if len(block) > 0 {
				finish()
				return block, nil
			}
			kept = false
		case line[0] == ' ' || line[0] == '\t':
			if kept {
				value = append(append(value, "\n "...), bytes.TrimSpace(line)...)
			}
		default:
			key, text, ok := bytes.Cut(line, []byte(":"))
			name := ""
			if !ok {
				r.odd++
			} else {
				name = r.keys(bytes.TrimSpace(key))
			}
			if kept = name != ""; kept {
				finish()
				block = append(block, Field{Key: name})
				value = append(value[:0], bytes.TrimSpace(text)...)
			}
		}
	}
	if err := r.lines.Err(); err != nil {
		return nil, fmt.Errorf("reading a line: %w", err)
	}
	if len(block) == 0 {
		return nil, io.EOF
	}
	finish()
	return block, nil
}
