package executable

import (
	"bytes"
	"fmt"
	"runtime/debug"
	"strings"
)

// Module is one dependency of a Go program.
type Module struct {
	Path, Version string
}

// Go's linker puts the module information into every program between these two
// marks (cmd/go/internal/modload), in the data of the program itself and, since
// Go 1.18, once more in its build information. Unlike the latter's pointers in
// older programs the marks need no knowledge of sections.
const (
	goStart = "\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6"
	goEnd   = "\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2"
)

// goPath is how module information begins.
const goPath = "path\t"

// maxGoInfo is how many bytes of module information are read; programs with a
// thousand modules have 100,000.
const maxGoInfo = 4 << 20

// goFinder collects what stands between the marks.
type goFinder struct {
	info       []byte // of the last pair of marks that held module information
	partial    []byte // since a start mark
	collecting bool
	seen       int // bytes at the beginning of the next window that were collected already
}

// find keeps the last module information of a file: a program that carries
// another one as data has its own behind it.
func (f *goFinder) find(data []byte, last bool) {
	again := min(overlap, len(data))
	fresh := data[min(f.seen, len(data)):]
	f.seen = 0
	for len(fresh) > 0 {
		if !f.collecting {
			i := bytes.Index(fresh, []byte(goStart))
			if i < 0 {
				// A mark may be cut by the window's end. Everything else of the
				// overlap need not be searched again.
				f.seen = max(0, again-(len(goStart)-1))
				return
			}
			f.collecting, f.partial = true, f.partial[:0]
			fresh = fresh[i+len(goStart):]
		}
		// The end mark may have begun in what was collected before.
		from := max(0, len(f.partial)-(len(goEnd)-1))
		f.partial = append(f.partial, fresh...)
		if len(f.partial) >= len(goPath) && !bytes.HasPrefix(f.partial, []byte(goPath)) {
			f.collecting = false // sixteen bytes that look like the mark
			continue
		}
		i := bytes.Index(f.partial[from:], []byte(goEnd))
		if i < 0 {
			f.seen = again
			if len(f.partial) > maxGoInfo {
				f.collecting, f.partial = false, nil
			}
			return
		}
		rest := len(f.partial) - (from + i + len(goEnd))
		fresh = fresh[len(fresh)-rest:]
		f.info = append(f.info[:0], f.partial[:from+i]...)
		f.collecting = false
	}
	f.seen = again
}

// facts lists the dependencies, or what replaces them. Anchore lists those that have a
// checksum; what a vendor directory gave has none, and is in the program all the same. Of a
// replacement by a directory only what it replaces has a name that others know.
func (f *goFinder) facts(facts *Facts) error {
	if f.info == nil {
		return nil
	}
	info, err := debug.ParseBuildInfo(string(f.info))
	if err != nil {
		return fmt.Errorf("reading Go build information: %w", err)
	}
	facts.GoMain = Module{info.Main.Path, info.Main.Version}
	if facts.GoMain.Version == "(devel)" {
		facts.GoMain.Version = ""
	}
	for _, m := range info.Deps {
		if r := m.Replace; r != nil && !isDirectory(r) {
			m = r
		}
		if m.Path != "" {
			facts.Go = append(facts.Go, Module{m.Path, m.Version})
		}
	}
	return nil
}

// isDirectory tells whether a replacement is a directory of whoever built the program.
func isDirectory(m *debug.Module) bool {
	return m.Version == "" || m.Version == "(devel)" || strings.HasPrefix(m.Path, "./") || strings.HasPrefix(m.Path, "../") || strings.HasPrefix(m.Path, "/")
}
