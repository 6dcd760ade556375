package rpm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Numbers of rpm's own format (rpmpkg.c), little-endian.
const (
	ndbMagic     = 'R' | 'p'<<8 | 'm'<<16 | 'P'<<24
	ndbSlotMagic = 'S' | 'l'<<8 | 'o'<<16 | 't'<<24
	ndbBlobMagic = 'B' | 'l'<<8 | 'b'<<16 | 'S'<<24

	ndbPage  = 4096
	ndbSlot  = 16 // bytes of a slot; the file's header takes the place of the first two
	ndbBlock = 16 // bytes of a block, the unit of offsets
)

// ndbHeaders reads the slots, which say where each package's header lies.
func ndbHeaders(r io.ReaderAt, size int64, found func([]byte)) error {
	var start [32]byte
	if _, err := r.ReadAt(start[:], 0); err != nil {
		return fmt.Errorf("reading the database's header: %w", err)
	}
	if version := binary.LittleEndian.Uint32(start[4:]); version != 0 {
		return fmt.Errorf("reading the database's header: version %d", version)
	}
	pages := int64(binary.LittleEndian.Uint32(start[12:]))
	if pages == 0 || pages*ndbPage > size {
		return fmt.Errorf("reading the database's header: it counts %d pages of slots", pages)
	}
	page := make([]byte, ndbPage)
	var broken []error
	left := budget(size)
	for number := range pages {
		if _, err := r.ReadAt(page, number*ndbPage); err != nil {
			return fmt.Errorf("reading page %d: %w", number, err)
		}
		first := 0
		if number == 0 {
			first = len(start)
		}
		for at := first; at < ndbPage; at += ndbSlot {
			header, err := ndbBlob(r, &left, page[at:at+ndbSlot])
			switch {
			case err == nil && header != nil:
				found(header)
			case err != nil && len(broken) < maxErrors:
				broken = append(broken, fmt.Errorf("reading the slot at %d: %w", number*ndbPage+int64(at), err))
			}
		}
	}
	return errors.Join(broken...)
}

// ndbBlob returns the header that a slot points to, and nil for a free slot.
func ndbBlob(r io.ReaderAt, left *budget, slot []byte) ([]byte, error) {
	if magic := binary.LittleEndian.Uint32(slot); magic != ndbSlotMagic {
		return nil, fmt.Errorf("its magic number is %#x", magic)
	}
	index := binary.LittleEndian.Uint32(slot[4:])
	if index == 0 {
		return nil, nil
	}
	offset := int64(binary.LittleEndian.Uint32(slot[8:])) * ndbBlock
	var start [16]byte
	if _, err := r.ReadAt(start[:], offset); err != nil {
		return nil, fmt.Errorf("reading the header of package %d: %w", index, err)
	}
	length := int64(binary.LittleEndian.Uint32(start[12:]))
	if binary.LittleEndian.Uint32(start[:]) != ndbBlobMagic || binary.LittleEndian.Uint32(start[4:]) != index {
		return nil, fmt.Errorf("there is no header of package %d at %d", index, offset)
	}
	if err := left.take(length); err != nil {
		return nil, fmt.Errorf("reading the header of package %d: %w", index, err)
	}
	header := make([]byte, length)
	if _, err := r.ReadAt(header, offset+int64(len(start))); err != nil {
		return nil, fmt.Errorf("reading the header of package %d: %w", index, err)
	}
	return header, nil
}
