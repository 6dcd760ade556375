package rpm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

const sqliteMagic = "SQLite format 3\x00"

// maxDepth is how deep a b-tree may be; 2^64 rows with the least possible
// fan-out need fewer levels in a sound file.
const maxDepth = 40

// sqliteHeaders reads the table Packages: the row number and the header.
func sqliteHeaders(r io.ReaderAt, size int64, found func([]byte)) error {
	db, err := openSQLite(r, size)
	if err != nil {
		return err
	}
	root, err := db.root("Packages")
	if err != nil {
		return err
	}
	return db.rows(root, func(record []byte) error {
		values, err := sqliteRecord(record)
		if err != nil {
			return err
		}
		if len(values) < 2 || values[1].kind != sqliteBlob {
			return errors.New("a row of Packages holds no header")
		}
		found(values[1].bytes)
		return nil
	})
}

// sqlite reads tables of an SQLite file (sqlite.org/fileformat2.html). Indexes,
// free pages and the journal are not its business.
type sqlite struct {
	r        io.ReaderAt
	pageSize int64
	usable   int64 // bytes of a page without the reserved ones at its end
	pages    int64
	visited  map[int64]bool // pages of the table that is being read
	left     budget
}

func openSQLite(r io.ReaderAt, size int64) (*sqlite, error) {
	var start [100]byte
	if _, err := r.ReadAt(start[:], 0); err != nil {
		return nil, fmt.Errorf("reading the database's header: %w", err)
	}
	pageSize := int64(binary.BigEndian.Uint16(start[16:]))
	if pageSize == 1 {
		pageSize = 64 << 10
	}
	usable := pageSize - int64(start[20])
	if pageSize < 512 || pageSize&(pageSize-1) != 0 || usable < 480 {
		return nil, fmt.Errorf("reading the database's header: page size %d, %d reserved", pageSize, start[20])
	}
	return &sqlite{r: r, pageSize: pageSize, usable: usable, pages: size / pageSize, left: budget(size)}, nil
}

// root finds the page on which a table begins in the schema's own table.
func (db *sqlite) root(table string) (int64, error) {
	root := int64(0)
	err := db.rows(1, func(record []byte) error {
		values, err := sqliteRecord(record)
		if err != nil {
			return err
		}
		// type, name, tbl_name, rootpage, sql
		if len(values) >= 4 && string(values[0].bytes) == "table" && string(values[1].bytes) == table {
			root = values[3].number
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("reading the schema: %w", err)
	}
	if root == 0 {
		return 0, fmt.Errorf("reading the schema: there is no table %s", table)
	}
	return root, nil
}

// rows calls back with each record of the table that begins on page root, in
// the order of row numbers. A broken record or page does not end the reading of
// the others.
func (db *sqlite) rows(root int64, row func(record []byte) error) error {
	var broken []error
	report := func(err error) {
		if err != nil && len(broken) < maxErrors {
			broken = append(broken, err)
		}
	}
	db.visited = map[int64]bool{}
	db.walk(root, maxDepth, row, report)
	return errors.Join(broken...)
}

func (db *sqlite) walk(number int64, depth int, row func([]byte) error, report func(error)) {
	// Every page of a sound table is visited once; pages that refer to each
	// other would be visited for ever.
	if depth == 0 || db.visited[number] {
		report(fmt.Errorf("page %d: the pages of the table refer to each other", number))
		return
	}
	db.visited[number] = true
	page, err := db.page(number)
	if err != nil {
		report(err)
		return
	}
	start := 0
	if number == 1 {
		start = 100 // after the file's header
	}
	kind, count := page[start], int(binary.BigEndian.Uint16(page[start+3:]))
	pointers := start + 8
	if kind == 0x05 {
		pointers = start + 12
	}
	if kind != 0x05 && kind != 0x0d || pointers+2*count > len(page) {
		report(fmt.Errorf("page %d is not a page of a table", number))
		return
	}
	for i := range count {
		at := int(binary.BigEndian.Uint16(page[pointers+2*i:]))
		if at < pointers || at+4 > len(page) {
			report(fmt.Errorf("page %d: cell %d lies at %d", number, i, at))
			continue
		}
		if kind == 0x05 {
			db.walk(int64(binary.BigEndian.Uint32(page[at:])), depth-1, row, report)
			continue
		}
		record, err := db.cell(page[at:])
		if err == nil {
			err = row(record)
		}
		if err != nil {
			report(fmt.Errorf("page %d: cell %d: %w", number, i, err))
		}
	}
	if kind == 0x05 {
		db.walk(int64(binary.BigEndian.Uint32(page[start+8:])), depth-1, row, report)
	}
}

// page returns the usable bytes of a page; pages are counted from 1.
func (db *sqlite) page(number int64) ([]byte, error) {
	if number < 1 || number > db.pages {
		return nil, fmt.Errorf("there is no page %d", number)
	}
	page := make([]byte, db.usable)
	if _, err := db.r.ReadAt(page, (number-1)*db.pageSize); err != nil {
		return nil, fmt.Errorf("reading page %d: %w", number, err)
	}
	return page, nil
}

// cell returns the record of a leaf's cell, with what lies on overflow pages.
func (db *sqlite) cell(cell []byte) ([]byte, error) {
	length, n := varint(cell)
	_, m := varint(cell[n:]) // the row number
	if n == 0 || m == 0 || length > maxHeader {
		return nil, fmt.Errorf("its length is %d bytes", length)
	}
	if err := db.left.take(int64(length)); err != nil {
		return nil, err
	}
	cell = cell[n+m:]
	local := db.local(int64(length))
	if local == int64(length) {
		if local > int64(len(cell)) {
			return nil, errors.New("it ends outside of the page")
		}
		return cell[:local], nil
	}
	if local+4 > int64(len(cell)) {
		return nil, errors.New("it ends outside of the page")
	}
	record := append(make([]byte, 0, length), cell[:local]...)
	next := int64(binary.BigEndian.Uint32(cell[local:]))
	for uint64(len(record)) < length {
		page, err := db.page(next)
		if err != nil {
			return nil, err
		}
		next = int64(binary.BigEndian.Uint32(page))
		record = append(record, page[4:min(uint64(len(page)), 4+length-uint64(len(record)))]...)
	}
	return record, nil
}

// local is how many of a record's bytes lie in the cell itself.
func (db *sqlite) local(length int64) int64 {
	most := db.usable - 35
	if length <= most {
		return length
	}
	least := (db.usable-12)*32/255 - 23
	if k := least + (length-least)%(db.usable-4); k <= most {
		return k
	}
	return least
}
