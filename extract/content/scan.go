package content

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/pratique-dev/pratique/document"
	"github.com/pratique-dev/pratique/extract/content/pattern"
)

const (
	chunkSize = 64 << 10
	// maxLine bounds the lines that are held whole, in bytes. Of longer ones only the
	// literals of the items are looked for.
	maxLine = 8 << 20
	// maxLines is how many lines are recorded of one item in one file; the gates
	// read none of them.
	maxLines = 1000
)

// Scan is the search of one file. The file is written to it; it is then closed.
type Scan struct {
	searcher *Searcher
	buffer   []byte // the last line so far, after lines that are complete
	complete int    // bytes of buffer that are complete lines
	lowered  []byte
	line     pattern.Line
	number   int   // of the first line in buffer, from 0
	order    []int // items in the order of their first hit
	hits     [][]int
	stopped  []bool // items that are given up in this file
	problems []error
	long     bool // the line in buffer goes on from before, and is too long
}

// Write takes the next bytes of the file. It never gives an error.
func (s *Scan) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		part := p[:min(len(p), chunkSize)]
		p = p[len(part):]
		if end := bytes.LastIndexByte(part, '\n'); end >= 0 {
			s.complete = len(s.buffer) + end + 1
		}
		s.buffer = append(s.buffer, part...)
		switch {
		case len(s.buffer) < chunkSize:
		case s.complete > 0:
			s.lines(s.complete)
		case s.long || len(s.buffer) > maxLine:
			s.overlong(s.buffer)
			s.long = true
			s.remove(len(s.buffer) - min(len(s.buffer), pattern.MaxLiteral-1)) // a literal may lie across the parts
		}
	}
	return n, nil
}

// Close ends the search: the items that matched in the order of their first hit,
// and what could not be searched, joined. The errors name items and lines, never
// what stands there. The scan must not be used again.
func (s *Scan) Close() ([]document.ContentMatch, error) {
	s.lines(len(s.buffer))
	var matches []document.ContentMatch
	for _, i := range s.order {
		it := s.searcher.items[i]
		matches = append(matches, document.ContentMatch{Name: it.Name, Regex: it.Regex, Lines: s.hits[i]})
	}
	err := errors.Join(s.problems...)
	s.reset()
	return matches, err
}

func (s *Scan) reset() {
	clear(s.hits)
	clear(s.stopped)
	s.buffer, s.complete, s.order, s.problems, s.number, s.long = s.buffer[:0], 0, nil, nil, 0, false
	s.line.Reset(nil)
	if cap(s.buffer) <= 4*chunkSize { // the buffers of a long line are not worth keeping
		s.searcher.scans.Put(s)
	}
}

// lines searches the first n bytes of the buffer, which are complete lines, and
// removes them.
func (s *Scan) lines(n int) {
	text := s.buffer[:n]
	if s.long && n > 0 {
		end := lineEnd(text)
		s.overlong(text[:end])
		s.long = false
		s.number++
		text = text[end:]
	}
	candidates := s.candidates(text)
	for len(text) > 0 {
		end := lineEnd(text)
		if len(candidates) > 0 {
			s.match(text[:end], candidates)
		}
		s.number++
		text = text[end:]
	}
	s.remove(n)
	s.complete = 0
}

// lineEnd is where the first line of text ends, its newline included.
func lineEnd(text []byte) int {
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return end + 1
	}
	return len(text)
}

func (s *Scan) remove(n int) { s.buffer = s.buffer[:copy(s.buffer, s.buffer[n:])] }

// candidates are the items that may match in text, by their literals. Few files
// hold any.
func (s *Scan) candidates(text []byte) []int {
	var found []int
	if len(text) == 0 {
		return nil
	}
	s.lowered = pattern.AppendLower(s.lowered[:0], text)
	for i, it := range s.searcher.items {
		if !s.stopped[i] && holds(s.lowered, it.pattern.Literals()) {
			found = append(found, i)
		}
	}
	return found
}

func holds(text []byte, literals [][]byte) bool {
	for _, literal := range literals {
		if bytes.Contains(text, literal) {
			return true
		}
	}
	return len(literals) == 0
}

func (s *Scan) match(line []byte, candidates []int) {
	s.lowered = pattern.AppendLower(s.lowered[:0], line)
	s.line.Reset(line)
	for _, i := range candidates {
		it := s.searcher.items[i]
		if s.stopped[i] || !holds(s.lowered, it.pattern.Literals()) {
			continue
		}
		matched, err := it.match(&s.line)
		if err != nil {
			s.problem(i, err)
		}
		if !matched {
			continue
		}
		if s.hits[i] == nil {
			s.order = append(s.order, i)
		}
		if len(s.hits[i]) < maxLines {
			s.hits[i] = append(s.hits[i], s.number)
		}
	}
}

func (it *item) match(line *pattern.Line) (bool, error) {
	if !it.pattern.Backtracks() {
		return it.pattern.Match(line)
	}
	if it.spent.Load() > int64(itemTime) {
		return false, pattern.ErrTime
	}
	start := time.Now()
	matched, err := it.pattern.Match(line)
	it.spent.Add(int64(time.Since(start)))
	return matched, err
}

// problem gives up an item in this file. Its matches so far hold.
func (s *Scan) problem(i int, err error) {
	s.stopped[i] = true
	it := s.searcher.items[i]
	name := strconv.Quote(it.Regex)
	if it.Name != nil && *it.Name != "" {
		name = *it.Name
	}
	s.problems = append(s.problems, fmt.Errorf("searching line %d for %s: %w", s.number+1, name, err))
}

// overlong looks at a part of a line that is too long to be held: an item of
// which it has a literal cannot be decided, one of which it has none does not match.
func (s *Scan) overlong(part []byte) {
	for _, i := range s.candidates(part) {
		s.problem(i, fmt.Errorf("line of more than %d bytes", maxLine))
	}
}
