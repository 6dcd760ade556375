package executable

import (
	"bytes"
	"errors"
	"sync"
)

const (
	// window is how many bytes are searched at once.
	window = 64 << 10
	// overlap is how many bytes of a window are searched again with the next one.
	// The longest thing that has to be seen whole is the beginning of a compressed
	// dependency list: its Huffman tables and 13 bytes.
	overlap = 2 << 10
)

// Options are what a Scanner looks for.
type Options struct {
	Go, Rust bool
	Runtime  Runtime
	// Buffers has buffers that other scanners no longer need; it may be nil.
	Buffers *sync.Pool
}

// Facts are what a Scanner found.
type Facts struct {
	Go        []Module // dependencies with a checksum
	GoMain    Module   // the program's own module; without a version where it was built from a working copy
	GoVersion string   // that the program was built with: go1.24.1
	Rust      []Crate  // dependencies that are in the program
	Runtime   string   // version, "" where none was found
}

// Empty tells whether nothing was found.
func (f *Facts) Empty() bool {
	return len(f.Go) == 0 && f.GoMain == (Module{}) && f.GoVersion == "" && len(f.Rust) == 0 && f.Runtime == ""
}

// Scanner is an io.Writer that searches one file as it passes.
type Scanner struct {
	finders []finder
	binary  int // how many of the finders, from the first on, want programs only
	buffers *sync.Pool
	whole   *[window + overlap]byte // that buffer is the beginning of
	buffer  []byte
	begun   bool
}

// finder looks for one thing.
type finder interface {
	// find searches the next window. Unless last is set, its last overlap bytes
	// are the first ones of the window after it.
	find(data []byte, last bool)
	// facts adds what was found.
	facts(*Facts) error
}

// NewScanner returns a Scanner of one file.
func NewScanner(o Options) *Scanner {
	s := &Scanner{buffers: o.Buffers}
	if o.Go {
		s.finders = append(s.finders, &goFinder{}, &goVersionFinder{})
	}
	if o.Rust {
		s.finders = append(s.finders, &rustFinder{})
	}
	s.binary = len(s.finders)
	if o.Runtime.pattern != nil {
		s.finders = append(s.finders, &runtimeFinder{runtime: o.Runtime})
	}
	return s
}

// Write searches the next bytes of the file. It never fails.
func (s *Scanner) Write(p []byte) (int, error) {
	n := len(p)
	if !s.begin(p) {
		return n, nil
	}
	for len(p) > 0 {
		free := min(cap(s.buffer)-len(s.buffer), len(p))
		s.buffer = append(s.buffer, p[:free]...)
		p = p[free:]
		if len(s.buffer) == cap(s.buffer) {
			s.search(false)
			s.buffer = append(s.buffer[:0], s.buffer[len(s.buffer)-overlap:]...)
		}
	}
	return n, nil
}

// begin decides from the file's first bytes whether it is searched.
func (s *Scanner) begin(p []byte) bool {
	if s.begun || len(p) == 0 {
		return s.buffer != nil
	}
	s.begun = true
	if !isProgram(p) {
		s.finders = s.finders[s.binary:]
	}
	if len(s.finders) > 0 {
		s.takeBuffer()
	}
	return s.buffer != nil
}

func (s *Scanner) takeBuffer() {
	if s.buffers != nil {
		s.whole, _ = s.buffers.Get().(*[window + overlap]byte)
	}
	if s.whole == nil {
		s.whole = new([window + overlap]byte)
	}
	s.buffer = s.whole[:0]
}

// isProgram knows the magic numbers of ELF, PE and Mach-O. A first write of
// fewer than four bytes counts as no program: writers pass blocks.
func isProgram(p []byte) bool {
	for _, magic := range []string{"\x7fELF", "MZ", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"} {
		if bytes.HasPrefix(p, []byte(magic)) {
			return true
		}
	}
	return false
}

func (s *Scanner) search(last bool) {
	for _, f := range s.finders {
		f.find(s.buffer, last)
	}
}

// Facts ends the file and returns what was found in it, with the errors of what
// was found and could not be read.
func (s *Scanner) Facts() (*Facts, error) {
	s.search(true)
	var facts Facts
	var broken []error
	for _, f := range s.finders {
		broken = append(broken, f.facts(&facts))
	}
	if s.buffers != nil && s.whole != nil {
		s.buffers.Put(s.whole)
	}
	s.whole, s.buffer, s.finders = nil, nil, nil
	return &facts, errors.Join(broken...)
}
