package rpm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// maxHeader is the longest package header in bytes that is read; rpm itself
// stops at 256 MiB, the largest real ones have about 10.
const maxHeader = 64 << 20

// maxErrors is how many broken headers are named; the others are only counted.
const maxErrors = 10

// headers calls back with each header of a database of size bytes.
type headers func(r io.ReaderAt, size int64, found func(header []byte)) error

// budget is how many bytes the headers of one database may still have. No two
// headers share a byte of a sound file, so that they cannot have more than it;
// without the limit a small file could name its longest chain of pages over and
// over.
type budget int64

func (b *budget) take(length int64) error {
	if length > maxHeader || int64(*b) < length {
		return fmt.Errorf("its length is %d bytes", length)
	}
	*b -= budget(length)
	return nil
}

// Read reads a database of any of the three forms. Where files is false,
// manifests are left out. Packages that were read before something broke are
// returned with the error.
func Read(r io.ReaderAt, size int64, files bool) ([]Package, error) {
	form, err := detect(r)
	if err != nil {
		return nil, err
	}
	var packages []Package
	var broken []error
	pathBytes := int64(maxPaths)
	err = form(r, size, func(header []byte) {
		p, err := readPackage(header, files, &pathBytes)
		switch {
		case err == nil:
			packages = append(packages, p)
		case len(broken) < maxErrors:
			broken = append(broken, err)
		}
	})
	return packages, errors.Join(append(broken, err)...)
}

// detect tells the form by the magic numbers at the database's beginning.
func detect(r io.ReaderAt) (headers, error) {
	var start [16]byte
	if _, err := r.ReadAt(start[:], 0); err != nil {
		return nil, fmt.Errorf("reading the database's first bytes: %w", err)
	}
	switch {
	case string(start[:]) == sqliteMagic:
		return sqliteHeaders, nil
	case binary.LittleEndian.Uint32(start[:]) == ndbMagic:
		return ndbHeaders, nil
	case binary.LittleEndian.Uint32(start[12:]) == bdbMagic:
		return bdbHeaders(binary.LittleEndian), nil
	case binary.BigEndian.Uint32(start[12:]) == bdbMagic:
		return bdbHeaders(binary.BigEndian), nil
	}
	return nil, errors.New("reading the database: it is of no known form (Berkeley DB hash, NDB, SQLite)")
}
