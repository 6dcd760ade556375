package extract

import (
	"hash/crc32"
	"io"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/packages"
	"github.com/pratique-dev/pratique/extract/internal/packages/executable"
)

// taps are the finders that want to see the contents of one regular file.
func (a *analysis) taps(entry *layer.Entry) []layer.Tap {
	if !a.reads() {
		return nil
	}
	var taps []layer.Tap
	if a.packages != nil {
		if tap, ok := a.packageTap("/"+entry.Path, entry); ok {
			taps = append(taps, tap)
		}
	}
	for _, s := range a.searches {
		if s.Wants(entry.Size) {
			taps = append(taps, searchTap(s.section, s.Scan(), a.deleted && s.section == secretSearch))
		}
	}
	if a.scanner != nil && entry.Size > 0 {
		taps = append(taps, a.scanner.tap())
	}
	return taps
}

// packageTap reads a file as what its name announces, one of its names where it
// has several; ok is false where that is nothing.
func (a *analysis) packageTap(path string, entry *layer.Entry) (tap layer.Tap, ok bool) {
	name, kind, file := a.packageKind(path, entry)
	switch {
	case name == "":
		return layer.Tap{}, false
	case kind.Streamed():
		stream := a.packages.Stream(kind, file)
		return layer.Tap{Name: name, Stream: stream, Facts: func(io.ReaderAt) any { return some(stream.Facts()) }}, true
	case file.Size > kind.Limit():
		return layer.Tap{Name: name, Facts: func(io.ReaderAt) any { return some(a.packages.Analyse(kind, file, nil)) }}, true
	default:
		return layer.Tap{Name: name, Buffered: true, Facts: func(r io.ReaderAt) any { return some(a.packages.Analyse(kind, file, r)) }}, true
	}
}

// packageKind is what a file's name announces, and the name under which the facts
// about it stand in the entry, "" for none. Facts are kept apart by kind because
// two hard links may announce different things; and by runtime, of which only the
// file's name tells which it is.
func (a *analysis) packageKind(path string, entry *layer.Entry) (name string, kind packages.Kind, file packages.File) {
	file = packages.File{Path: path, Size: entry.Size, Mode: entry.Mode}
	kind = a.packages.Wants(file)
	if kind == packages.None {
		return "", kind, file
	}
	name = "packages/" + kind.String()
	if kind.Streamed() && path[1:] != entry.Path {
		if runtime := executable.RuntimeOf(path).Name; runtime != "" && runtime != executable.RuntimeOf(entry.Path).Name {
			name += "/" + runtime
		}
	}
	return name, kind, file
}

// some keeps a nil pointer from becoming an interface that is not nil.
func some(facts *packages.Facts) any {
	if facts == nil {
		return nil
	}
	return facts
}

// hits are what a search found in a file.
type hits struct {
	matches []document.ContentMatch
	err     error
	sum     uint32 // of the contents, where it was asked for
}

// searchTap searches one file. Summed, the hits also tell the file's contents from others: whether
// a layer that writes it again has changed it.
func searchTap(section string, scan *content.Scan, summed bool) layer.Tap {
	tap := layer.Tap{Name: section, Stream: scan}
	sum := func() uint32 { return 0 }
	if summed {
		s := &summedScan{Scan: scan}
		tap.Stream, sum = s, func() uint32 { return s.sum }
	}
	tap.Facts = func(io.ReaderAt) any {
		matches, err := scan.Close()
		if len(matches) == 0 && err == nil {
			return nil
		}
		return &hits{matches, err, sum()}
	}
	return tap
}

// summedScan is a scan with the CRC-32C of what it was given, which costs next to nothing.
type summedScan struct {
	*content.Scan
	sum uint32
}

// Write implements io.Writer.
func (s *summedScan) Write(p []byte) (int, error) {
	s.sum = crc32.Update(s.sum, crc32.MakeTable(crc32.Castagnoli), p)
	return s.Scan.Write(p)
}
