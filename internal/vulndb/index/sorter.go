package index

import (
	"bufio"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/tempfile"
)

// entry is a key with a value.
type entry struct{ key, value string }

func compareEntries(a, b entry) int {
	if order := strings.Compare(a.key, b.key); order != 0 {
		return order
	}
	return strings.Compare(a.value, b.value)
}

// sorter sorts any number of entries by key, then value, in bounded memory: full buffers are
// sorted and written to a temporary file, whose runs are merged at the end.
type sorter struct {
	dir   string
	limit int // bytes kept in memory
	size  int
	kept  []entry
	file  *tempfile.File
	runs  [][2]int64 // offset and end in file
}

// overhead is what an entry takes in memory beside its bytes.
const overhead = 48

func (s *sorter) add(key string, value []byte) error {
	s.kept = append(s.kept, entry{key, string(value)})
	s.size += len(key) + len(value) + overhead
	if s.size < s.limit {
		return nil
	}
	return s.spill()
}

func (s *sorter) spill() error {
	if s.file == nil {
		file, err := tempfile.New(s.dir)
		if err != nil {
			return fmt.Errorf("sorting records: %w", err)
		}
		s.file = file
	}
	var start int64
	if n := len(s.runs); n > 0 {
		start = s.runs[n-1][1]
	}
	slices.SortFunc(s.kept, compareEntries)
	out := &counter{w: bufio.NewWriterSize(s.file, 1<<18)}
	for _, e := range s.kept {
		for _, text := range []string{e.key, e.value} {
			out.length(len(text))
			out.text(text)
		}
	}
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("sorting records: %w", err)
	}
	s.runs = append(s.runs, [2]int64{start, start + out.n})
	clear(s.kept)
	s.kept, s.size = s.kept[:0], 0
	return nil
}

// counter counts what is written. The error is the buffer's, which Flush gives.
type counter struct {
	w *bufio.Writer
	n int64
}

func (c *counter) length(n int) {
	var buffer [binary.MaxVarintLen64]byte
	c.bytes(binary.AppendUvarint(buffer[:0], uint64(n)))
}

func (c *counter) bytes(b []byte) {
	n, _ := c.w.Write(b)
	c.n += int64(n)
}

func (c *counter) text(s string) {
	n, _ := c.w.WriteString(s)
	c.n += int64(n)
}

// close removes what was written. It is safe to call more than once.
func (s *sorter) close() {
	if s.file != nil {
		_ = s.file.Close() // it was temporary
		s.file = nil
	}
	s.kept = nil
}

// groups passes the values of each key, in ascending order, without repetitions.
func (s *sorter) groups(take func(key string, values []string) error) error {
	var key string
	var values []string
	started := false
	err := s.each(func(e entry) error {
		if started && e.key == key {
			if e.value != values[len(values)-1] {
				values = append(values, e.value)
			}
			return nil
		}
		if started {
			if err := take(key, values); err != nil {
				return err
			}
		}
		started, key, values = true, e.key, append(values[:0], e.value)
		return nil
	})
	if err == nil && started {
		err = take(key, values)
	}
	return err
}

func (s *sorter) each(take func(entry) error) error {
	slices.SortFunc(s.kept, compareEntries)
	var merged mergeHeap
	if len(s.kept) > 0 {
		merged = append(merged, &run{list: s.kept[1:], first: s.kept[0]})
	}
	for _, bounds := range s.runs {
		r := &run{in: bufio.NewReaderSize(io.NewSectionReader(s.file, bounds[0], bounds[1]-bounds[0]), 1<<16)}
		if more, err := r.next(); err != nil {
			return err
		} else if more {
			merged = append(merged, r)
		}
	}
	heap.Init(&merged)
	for len(merged) > 0 {
		if err := take(merged[0].first); err != nil {
			return err
		}
		more, err := merged[0].next()
		switch {
		case err != nil:
			return err
		case more:
			heap.Fix(&merged, 0)
		default:
			heap.Pop(&merged)
		}
	}
	return nil
}

// run is a sorted list, in memory or in the file.
type run struct {
	first entry
	list  []entry
	in    *bufio.Reader
}

func (r *run) next() (bool, error) {
	if r.in == nil {
		if len(r.list) == 0 {
			return false, nil
		}
		r.first, r.list = r.list[0], r.list[1:]
		return true, nil
	}
	var texts [2]string
	for i := range texts {
		length, err := binary.ReadUvarint(r.in)
		if i == 0 && errors.Is(err, io.EOF) {
			return false, nil
		}
		if err == nil {
			buffer := make([]byte, length)
			_, err = io.ReadFull(r.in, buffer)
			texts[i] = string(buffer)
		}
		if err != nil {
			return false, fmt.Errorf("sorting records: %w", err)
		}
	}
	r.first = entry{texts[0], texts[1]}
	return true, nil
}

type mergeHeap []*run

func (h mergeHeap) Len() int           { return len(h) }
func (h mergeHeap) Less(i, j int) bool { return compareEntries(h[i].first, h[j].first) < 0 }
func (h mergeHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *mergeHeap) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *mergeHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
