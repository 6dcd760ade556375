package content

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content/pattern"
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
	buffer   []byte // the last line so far
	found    []bool // items that text may hold, see finder.find
	nexts    []next // literals of the items that are looked for line by line
	line     pattern.Line
	number   int   // of the line in buffer, from 0
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
		if len(s.buffer) > 0 {
			end := lineEnd(part)
			s.hold(part[:end])
			if part[end-1] != '\n' {
				continue
			}
			s.endLine()
			part = part[end:]
		}
		// What is a line whole is searched where it lies.
		end := bytes.LastIndexByte(part, '\n') + 1
		s.search(part[:end])
		s.hold(part[end:])
	}
	return n, nil
}

// hold adds at most chunkSize bytes to the last line.
func (s *Scan) hold(part []byte) {
	s.buffer = append(s.buffer, part...)
	if len(s.buffer) > maxLine || s.long && len(s.buffer) >= chunkSize {
		s.overlong(s.buffer)
		s.long = true
		s.remove(len(s.buffer) - (pattern.MaxLiteral - 1)) // a literal may lie across the parts
	}
}

// Close ends the search: the items that matched in the order of their first hit,
// and what could not be searched, joined. The errors name items and lines, never
// what stands there. The scan must not be used again.
func (s *Scan) Close() ([]document.ContentMatch, error) {
	s.endLine()
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
	s.buffer, s.order, s.problems, s.number, s.long = s.buffer[:0], nil, nil, 0, false
	s.line.Reset(nil)
	if cap(s.buffer) <= 4*chunkSize { // the buffers of a long line are not worth keeping
		s.searcher.scans.Put(s)
	}
}

// endLine searches the last line, which is complete, and removes it.
func (s *Scan) endLine() {
	if s.long {
		s.overlong(s.buffer)
		s.long = false
		s.number++
	} else {
		s.search(s.buffer)
	}
	s.buffer = s.buffer[:0]
}

// lineEnd is where the first line of text ends, its newline included.
func lineEnd(text []byte) int {
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return end + 1
	}
	return len(text)
}

func (s *Scan) remove(n int) { s.buffer = s.buffer[:copy(s.buffer, s.buffer[n:])] }

// next is a literal and where it begins next.
type next struct {
	*literal
	start int
}

// search searches complete lines. Few files hold any literal; where one does, only
// the lines that do are looked at, unless there are items without literals.
func (s *Scan) search(text []byte) {
	if !s.mayHold(text) {
		s.number += bytes.Count(text, newline)
		if len(text) > 0 && text[len(text)-1] != '\n' {
			s.number++
		}
		return
	}
	every := false
	s.nexts = s.nexts[:0]
	for i, found := range s.found {
		literals := s.searcher.literals[i]
		every = every || found && len(literals) == 0
		for j := range literals {
			if found {
				s.nexts = append(s.nexts, next{&literals[j], literals[j].Next(text, 0)})
			}
		}
	}
	for start := 0; start < len(text); {
		if !every {
			start = s.skip(text, start)
		}
		end := start + lineEnd(text[start:])
		if start < end {
			s.match(text, start, end)
			s.number++
		}
		start = end
	}
}

var newline = []byte{'\n'}

// mayHold says whether a line of text may match some item, and marks those items.
func (s *Scan) mayHold(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	s.searcher.find(text, s.found)
	may := false
	for i := range s.found {
		s.found[i] = s.found[i] && !s.stopped[i]
		may = may || s.found[i]
	}
	return may
}

// skip goes on to the line, from the one at start on, that holds the next literal.
func (s *Scan) skip(text []byte, start int) int {
	to := len(text)
	for i := range s.nexts {
		to = min(to, s.nexts[i].start)
	}
	if to < len(text) {
		to = max(start, bytes.LastIndexByte(text[:to], '\n')+1)
	}
	s.number += bytes.Count(text[start:to], newline)
	if to == len(text) && to > start && text[to-1] != '\n' {
		s.number++
	}
	return to
}

// match runs the items of which the line from start to end has a literal.
func (s *Scan) match(text []byte, start, end int) {
	for i, literals := range s.searcher.literals {
		s.found[i] = len(literals) == 0
	}
	for i := range s.nexts {
		n := &s.nexts[i]
		if n.start < end {
			s.found[n.item] = s.found[n.item] || n.start+n.Len() <= end
			n.start = n.Next(text, end)
		}
	}
	s.line.Reset(text[start:end])
	for i, found := range s.found {
		it := s.searcher.items[i]
		if s.stopped[i] || !found {
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
	if !s.mayHold(part) {
		return
	}
	for i, found := range s.found {
		if found {
			s.problem(i, fmt.Errorf("line of more than %d bytes", maxLine))
		}
	}
}
