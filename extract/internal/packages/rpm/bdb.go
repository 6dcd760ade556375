package rpm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Numbers of Berkeley DB's file format (db_page.h).
const (
	bdbMagic      = 0x061561
	bdbPageHeader = 26

	bdbHashUnsorted = 2
	bdbOverflow     = 7
	bdbHashMeta     = 8
	bdbHash         = 13

	bdbInline  = 1 // H_KEYDATA
	bdbOffPage = 3 // H_OFFPAGE
)

// bdb is a hash database.
type bdb struct {
	r        io.ReaderAt
	order    binary.ByteOrder
	pageSize int64
	pages    int64
	left     budget
}

// bdbHeaders reads every page that is a bucket of the hash, in file order: the
// order of buckets says nothing, and chains need not be followed to visit all.
func bdbHeaders(order binary.ByteOrder) headers {
	return func(r io.ReaderAt, size int64, found func([]byte)) error {
		db, err := openBDB(r, order, size)
		if err != nil {
			return err
		}
		page := make([]byte, db.pageSize)
		var broken []error
		for number := int64(1); number < db.pages; number++ {
			if _, err := r.ReadAt(page, number*db.pageSize); err != nil {
				return fmt.Errorf("reading page %d: %w", number, err)
			}
			if kind := page[25]; kind != bdbHash && kind != bdbHashUnsorted {
				continue
			}
			if err := db.bucket(page, found); err != nil && len(broken) < maxErrors {
				broken = append(broken, fmt.Errorf("reading page %d: %w", number, err))
			}
		}
		return errors.Join(broken...)
	}
}

func openBDB(r io.ReaderAt, order binary.ByteOrder, size int64) (*bdb, error) {
	meta := make([]byte, 72)
	if _, err := r.ReadAt(meta, 0); err != nil {
		return nil, fmt.Errorf("reading the metadata page: %w", err)
	}
	db := &bdb{r: r, order: order, pageSize: int64(order.Uint32(meta[20:])), pages: int64(order.Uint32(meta[32:])) + 1, left: budget(size)}
	switch {
	case meta[25] != bdbHashMeta:
		return nil, fmt.Errorf("reading the metadata page: its type is %d, expected %d", meta[25], bdbHashMeta)
	case meta[24] != 0 || meta[26] != 0:
		return nil, errors.New("reading the metadata page: encrypted and checksummed databases are not supported")
	case db.pageSize < 512 || db.pageSize > 64<<10 || db.pageSize&(db.pageSize-1) != 0:
		return nil, fmt.Errorf("reading the metadata page: page size %d", db.pageSize)
	}
	if have := size / db.pageSize; db.pages > have {
		return nil, fmt.Errorf("reading the metadata page: it counts %d pages, the file has %d", db.pages, have)
	}
	return db, nil
}

// bucket reads the pairs of key and value of one page. A value's length is not
// stored: items are stacked from the page's end, each ends where the one before
// it begins.
func (db *bdb) bucket(page []byte, found func([]byte)) error {
	count := int(db.order.Uint16(page[20:]))
	if bdbPageHeader+2*count > len(page) {
		return fmt.Errorf("it counts %d entries", count)
	}
	item := func(i int) []byte {
		end := len(page)
		if i > 0 {
			end = int(db.order.Uint16(page[bdbPageHeader+2*(i-1):]))
		}
		start := int(db.order.Uint16(page[bdbPageHeader+2*i:]))
		if start < bdbPageHeader || start >= end || end > len(page) {
			return nil
		}
		return page[start:end]
	}
	var broken []error
	for i := 0; i+1 < count; i += 2 {
		header, err := db.value(item(i), item(i+1))
		if err != nil {
			broken = append(broken, fmt.Errorf("entry %d: %w", i, err))
		} else if header != nil {
			found(header)
		}
	}
	return errors.Join(broken...)
}

// value returns the header that a pair holds, and nil for the pair with the key
// 0, which holds the number of the next package.
func (db *bdb) value(key, value []byte) ([]byte, error) {
	if len(key) == 0 || len(value) == 0 {
		return nil, errors.New("it lies outside of the page")
	}
	if key[0] == bdbInline && len(key) == 5 && binary.LittleEndian.Uint32(key[1:]) == 0 {
		return nil, nil
	}
	switch value[0] {
	case bdbInline:
		return append([]byte(nil), value[1:]...), nil
	case bdbOffPage:
		if len(value) < 12 {
			return nil, errors.New("its reference is cut short")
		}
		return db.overflow(int64(db.order.Uint32(value[4:])), int64(db.order.Uint32(value[8:])))
	}
	return nil, fmt.Errorf("its type is %d", value[0])
}

// overflow reads a value that has pages of its own.
func (db *bdb) overflow(number, length int64) ([]byte, error) {
	if err := db.left.take(length); err != nil {
		return nil, err
	}
	value := make([]byte, 0, length)
	page := make([]byte, db.pageSize)
	for int64(len(value)) < length {
		if number <= 0 || number >= db.pages {
			return nil, fmt.Errorf("it continues on page %d", number)
		}
		if _, err := db.r.ReadAt(page, number*db.pageSize); err != nil {
			return nil, fmt.Errorf("reading page %d: %w", number, err)
		}
		// A page without data would let a circle of pages go on for ever.
		n := int(db.order.Uint16(page[22:]))
		if page[25] != bdbOverflow || n == 0 || bdbPageHeader+n > len(page) {
			return nil, fmt.Errorf("page %d is not an overflow page", number)
		}
		value = append(value, page[bdbPageHeader:bdbPageHeader+n]...)
		number = int64(db.order.Uint32(page[16:]))
	}
	return value[:length], nil
}
