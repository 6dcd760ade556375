package python

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/packages/zipdir"
	"github.com/pratique-dev/pratique/internal/boundedfile"
)

// Limits of one egg.
const (
	maxEntries  = 1_000_000
	maxMetadata = 1 << 20 // bytes of its metadata
)

// ReadEgg reads a zipped egg, which is imported as it is, of size bytes. What its metadata does
// not say its name says, such as six-1.16.0-py3.9.egg.
func ReadEgg(file string, r io.ReaderAt, size int64) (*Package, error) {
	d, err := zipdir.Read(r, size)
	if err != nil {
		return nil, fmt.Errorf("reading an egg: %w", err)
	}
	var metadata *zipdir.Member
	left := maxEntries
	err = d.Walk(&left, func(name []byte) bool { return strings.EqualFold(string(name), "EGG-INFO/PKG-INFO") }, func(m zipdir.Member) {
		metadata = &m
	})
	if err != nil {
		return nil, fmt.Errorf("reading an egg: %w", err)
	}
	if metadata == nil {
		return nil, errors.New("reading an egg: it has no metadata")
	}
	content, err := d.Open(*metadata)
	if err != nil {
		return nil, fmt.Errorf("reading an egg's metadata: %w", err)
	}
	return Read(file, boundedfile.Reader(content, maxMetadata))
}
