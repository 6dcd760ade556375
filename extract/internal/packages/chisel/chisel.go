// Package chisel reads the manifest that Ubuntu's chisel leaves in images of slices,
// manifest.wall: zstd, and in it one JSON object a line.
package chisel

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Package is a package of which slices are installed.
type Package struct {
	Name, Version, Architecture string
}

const (
	maxLine = 1 << 20
	maxSize = 256 << 20 // bytes of a manifest, decompressed
	window  = 32 << 20
)

// Read reads a manifest. Packages that were read before something broke are returned with the
// error.
func Read(r io.Reader) ([]Package, error) {
	decoder, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(window), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, fmt.Errorf("decompressing it: %w", err)
	}
	defer decoder.Close()
	limited := &io.LimitedReader{R: decoder, N: maxSize}
	lines := bufio.NewScanner(limited)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	var found []Package
	headed := false
	for lines.Scan() {
		var entry struct {
			JSONWall string `json:"jsonwall"`
			Kind     string `json:"kind"`
			Name     string `json:"name"`
			Version  string `json:"version"`
			Arch     string `json:"arch"`
		}
		if err := json.Unmarshal(lines.Bytes(), &entry); err != nil {
			return found, fmt.Errorf("reading a line: %w", err)
		}
		headed = headed || entry.JSONWall != ""
		if entry.Kind == "package" && entry.Name != "" {
			found = append(found, Package{entry.Name, entry.Version, entry.Arch})
		}
	}
	switch err := lines.Err(); {
	case err != nil:
		return found, fmt.Errorf("decompressing it: %w", err)
	case limited.N == 0:
		return found, fmt.Errorf("it has more than %d bytes", maxSize)
	case !headed:
		return found, errors.New("it is not a chisel manifest: it has no header")
	}
	return found, nil
}
