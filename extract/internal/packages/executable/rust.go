package executable

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// Crate is one dependency of a Rust program.
type Crate struct {
	Name, Version string
}

const (
	// rustSection is the name of the section that cargo-auditable adds.
	rustSection = ".dep-v0"
	// rustBegin is how the decompressed section begins.
	rustBegin = `{"packages":[`

	maxRustSection = 1 << 20  // bytes, compressed
	maxRustList    = 16 << 20 // bytes, decompressed
)

// rustFinder finds the section by its content. Where it lies is known only at
// the file's end, when it has passed; but few places of a program are the
// beginning of a zlib stream, and of those one decompresses to rustBegin.
type rustFinder struct {
	named      bool   // whether the section's name was seen
	section    []byte // the stream and what follows it
	collecting bool
	found      bool
	seen       int // bytes at the beginning of the next window that were searched already
	trial      io.ReadCloser
}

func (f *rustFinder) find(data []byte, last bool) {
	f.named = f.named || bytes.Contains(data, []byte(rustSection))
	again := min(overlap, len(data))
	fresh := data[min(f.seen, len(data)):]
	f.seen = again
	if f.found && !f.collecting {
		return
	}
	if !f.collecting {
		end := len(fresh)
		if !last {
			// What begins in the overlap is tried when all of it is there.
			end, f.seen = max(0, len(fresh)-again), 0
		}
		at := f.begin(fresh, end)
		if at < 0 {
			return
		}
		f.found, f.collecting, f.seen = true, true, again
		fresh = fresh[at:]
	}
	f.section = append(f.section, fresh...)
	f.collecting = len(f.section) < maxRustSection
}

// begin returns where, before end, a compressed dependency list begins, -1 for
// nowhere.
func (f *rustFinder) begin(data []byte, end int) int {
	for at := 0; at < end; at++ {
		i := bytes.IndexByte(data[at:end], 0x78) // deflate with a window of 32 KiB
		if i < 0 {
			return -1
		}
		at += i
		if at+2 < len(data) && f.isList(data[at:]) {
			return at
		}
	}
	return -1
}

// isList tries to decompress a few bytes.
func (f *rustFinder) isList(data []byte) bool {
	switch data[1] {
	case 0x01, 0x5e, 0x9c, 0xda: // the levels, with their check bits
	default:
		return false
	}
	if data[2]&6 == 6 { // a block type that does not exist
		return false
	}
	source := bytes.NewReader(data[2:min(len(data), overlap)])
	if f.trial == nil {
		f.trial = flate.NewReader(source)
	} else if err := f.trial.(flate.Resetter).Reset(source, nil); err != nil {
		return false
	}
	var begin [len(rustBegin)]byte
	_, err := io.ReadFull(f.trial, begin[:])
	return err == nil && string(begin[:]) == rustBegin
}

// facts lists the crates that are in the program; those of its build scripts are
// not.
func (f *rustFinder) facts(facts *Facts) error {
	if !f.found || !f.named {
		return nil
	}
	list, err := inflate(f.section)
	if err != nil {
		return fmt.Errorf("reading the Rust dependency list: %w", err)
	}
	var audit struct {
		Packages []struct {
			Name    string `json:"name"`
			Version string `json:"version"`
			Kind    string `json:"kind"`
		} `json:"packages"`
	}
	if err := jsonread.Exact(list, &audit); err != nil {
		return fmt.Errorf("reading the Rust dependency list: %w", err)
	}
	for _, p := range audit.Packages {
		if p.Name != "" && p.Version != "" && (p.Kind == "" || p.Kind == "runtime") {
			facts.Rust = append(facts.Rust, Crate{p.Name, p.Version})
		}
	}
	return nil
}

func inflate(section []byte) ([]byte, error) {
	stream, err := zlib.NewReader(bytes.NewReader(section))
	if err != nil {
		return nil, err
	}
	list, err := io.ReadAll(io.LimitReader(stream, maxRustList+1))
	if err == nil && len(list) > maxRustList {
		err = fmt.Errorf("it has more than %d bytes", maxRustList)
	}
	return list, err
}
