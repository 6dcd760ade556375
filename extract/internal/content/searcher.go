package content

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content/pattern"
)

// Limits on patterns that backtrack, whose time can grow exponentially with the
// line. The image chooses the lines, so both hold for hostile ones.
const (
	lineTime = 2 * time.Second  // one match
	itemTime = 60 * time.Second // all matches of one item
)

// Searcher runs the items of one section. It may be used by several goroutines.
type Searcher struct {
	limit int64
	items []*item
	*finder
	scans sync.Pool // of *Scan
}

type item struct {
	Item
	pattern *pattern.Pattern
	spent   atomic.Int64 // nanoseconds on the backtracking engine
}

// NewSearcher compiles the items of a section; the error names the one that
// Python would not accept. Items that are given twice are run once.
func NewSearcher(section Search) (*Searcher, error) {
	s := &Searcher{limit: section.MaxFileSize}
	seen := map[string]bool{}
	for _, configured := range section.Items {
		if seen[configured.String()] {
			continue
		}
		seen[configured.String()] = true
		compiled, err := pattern.Compile(configured.Regex, lineTime)
		if err != nil {
			return nil, fmt.Errorf("compiling %q: %w", configured.String(), err)
		}
		s.items = append(s.items, &item{Item: configured, pattern: compiled})
	}
	s.finder = newFinder(s.items)
	return s, nil
}

// Limit is the greatest size of a file that is searched, in bytes; 0 is none.
func (s *Searcher) Limit() int64 { return s.limit }

// Wants says whether a file of size bytes is to be searched.
func (s *Searcher) Wants(size int64) bool {
	return len(s.items) > 0 && size > 0 && (s.limit == 0 || size <= s.limit)
}

// Patterns are the items that are run, for the document's searched section.
func (s *Searcher) Patterns() []document.ContentPattern {
	patterns := make([]document.ContentPattern, len(s.items))
	for i, it := range s.items {
		patterns[i] = document.ContentPattern{Name: it.Name, Regex: it.Regex}
	}
	return patterns
}

// Search searches all that r gives; see [Scan.Close].
func (s *Searcher) Search(r io.Reader) ([]document.ContentMatch, error) {
	scan := s.Scan()
	if _, err := io.Copy(scan, r); err != nil {
		_, _ = scan.Close()
		return nil, err
	}
	return scan.Close()
}

// Scan begins the search of one file.
func (s *Searcher) Scan() *Scan {
	if scan, ok := s.scans.Get().(*Scan); ok {
		return scan
	}
	n := len(s.items)
	return &Scan{searcher: s, found: make([]bool, n), hits: make([][]int, n), stopped: make([]bool, n)}
}
