// Package zipdir walks the central directory of zip archives, as jars and eggs are.
package zipdir

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Signatures and lengths of the zip format (APPNOTE.TXT 4.3).
const (
	zipEntry     = 0x02014b50 // central directory
	zipLocal     = 0x04034b50
	zipEnd       = 0x06054b50
	zip64End     = 0x06064b50
	zip64Locator = 0x07064b50

	zipEntryLength     = 46
	zipLocalLength     = 30
	zipEndLength       = 22
	zip64EndLength     = 56
	zip64LocatorLength = 20

	zipStored   = 0
	zipDeflated = 8

	zip32 = 0xffffffff // the value is in the zip64 field
)

// Directory is a zip archive's central directory. archive/zip would keep a
// record of every entry, and jars have tens of thousands of which a handful
// matters; the directory is walked instead, and nothing is kept of the others.
type Directory struct {
	r      io.ReaderAt
	start  int64 // of the directory
	length int64
	base   int64 // of the archive: launch scripts may stand before it
}

// Member is one entry of an archive.
type Member struct {
	Name       string
	method     uint16
	encrypted  bool
	Compressed int64 // bytes
	Size       int64 // bytes, as the directory has it
	header     int64 // offset of its local header in the archive
}

// Read finds the central directory from the archive's end.
func Read(r io.ReaderAt, size int64) (*Directory, error) {
	tail := make([]byte, min(size, zipEndLength+0xffff))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading the archive's end: %w", err)
	}
	at := endRecord(tail)
	if at < 0 {
		return nil, errors.New("reading the archive's end: it has no central directory")
	}
	end := size - int64(len(tail)) + int64(at)
	d := &Directory{r: r, length: int64(binary.LittleEndian.Uint32(tail[at+12:])), start: int64(binary.LittleEndian.Uint32(tail[at+16:]))}
	if d.start == zip32 || d.length == zip32 || binary.LittleEndian.Uint16(tail[at+10:]) == 0xffff {
		var err error
		if end, err = d.wide(end); err != nil {
			return nil, err
		}
	}
	// The directory ends where the end record begins; the difference to where it
	// says that it begins is what stands before the archive.
	d.base = end - d.length - d.start
	if d.base < 0 || d.length < 0 || d.start < 0 {
		return nil, errors.New("reading the archive's end: its central directory lies outside of it")
	}
	d.start += d.base
	return d, nil
}

// endRecord finds the last end record whose comment fits.
func endRecord(tail []byte) int {
	signature := binary.LittleEndian.AppendUint32(nil, zipEnd)
	for end := len(tail); ; {
		at := bytes.LastIndex(tail[:end], signature)
		if at < 0 {
			return -1
		}
		if at+zipEndLength <= len(tail) && at+zipEndLength+int(binary.LittleEndian.Uint16(tail[at+20:])) <= len(tail) {
			return at
		}
		end = at
	}
}

// wide reads the zip64 end record, where there is one before the end record at
// end, and returns where it begins.
func (d *Directory) wide(end int64) (int64, error) {
	locator := make([]byte, zip64LocatorLength)
	if end < zip64LocatorLength {
		return end, nil
	}
	if _, err := d.r.ReadAt(locator, end-zip64LocatorLength); err != nil {
		return 0, fmt.Errorf("reading the zip64 locator: %w", err)
	}
	if binary.LittleEndian.Uint32(locator) != zip64Locator {
		return end, nil
	}
	// The offset does not count what stands before the archive; the record's
	// place right before the locator does.
	for _, at := range []int64{end - zip64LocatorLength - zip64EndLength, int64(binary.LittleEndian.Uint64(locator[8:]))} {
		record := make([]byte, zip64EndLength)
		if at < 0 || at > end {
			continue
		}
		if _, err := d.r.ReadAt(record, at); err != nil || binary.LittleEndian.Uint32(record) != zip64End {
			continue
		}
		d.length = int64(binary.LittleEndian.Uint64(record[40:]))
		d.start = int64(binary.LittleEndian.Uint64(record[48:]))
		return at, nil
	}
	return 0, errors.New("reading the zip64 end record: it is not where the locator says")
}

// Walk calls back with the members that wanted picks by name, in the
// directory's order. left is how many members may still be passed.
func (d *Directory) Walk(left *int, wanted func(name []byte) bool, found func(Member)) error {
	entries := bufio.NewReaderSize(io.NewSectionReader(d.r, d.start, d.length), 16<<10)
	var fixed [zipEntryLength]byte
	variable := make([]byte, 0, 1024)
	for number := 0; ; number++ {
		if _, err := io.ReadFull(entries, fixed[:]); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("reading entry %d of the central directory: %w", number, err)
		}
		if binary.LittleEndian.Uint32(fixed[:]) != zipEntry {
			return fmt.Errorf("reading entry %d of the central directory: it is none", number)
		}
		if *left--; *left < 0 {
			return errors.New("reading the central directory: there are too many entries with those of the nested archives")
		}
		name, extra, comment := int(binary.LittleEndian.Uint16(fixed[28:])), int(binary.LittleEndian.Uint16(fixed[30:])), int(binary.LittleEndian.Uint16(fixed[32:]))
		if n := name + extra; cap(variable) < n {
			variable = make([]byte, n)
		}
		variable = variable[:name+extra]
		if _, err := io.ReadFull(entries, variable); err != nil {
			return fmt.Errorf("reading entry %d of the central directory: %w", number, err)
		}
		if _, err := entries.Discard(comment); err != nil {
			return fmt.Errorf("reading entry %d of the central directory: %w", number, err)
		}
		if wanted(variable[:name]) {
			found(newMember(fixed[:], variable[:name], variable[name:]))
		}
	}
}

func newMember(fixed, name, extra []byte) Member {
	m := Member{
		Name:       string(name),
		method:     binary.LittleEndian.Uint16(fixed[10:]),
		encrypted:  binary.LittleEndian.Uint16(fixed[8:])&1 != 0,
		Compressed: int64(binary.LittleEndian.Uint32(fixed[20:])),
		Size:       int64(binary.LittleEndian.Uint32(fixed[24:])),
		header:     int64(binary.LittleEndian.Uint32(fixed[42:])),
	}
	for len(extra) >= 4 {
		id, length := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if length > len(extra) {
			break
		}
		if id == 1 { // zip64: only the values that do not fit, in this order
			field := extra[:length]
			for _, value := range []*int64{&m.Size, &m.Compressed, &m.header} {
				if *value == zip32 && len(field) >= 8 {
					*value, field = int64(binary.LittleEndian.Uint64(field)), field[8:]
				}
			}
		}
		extra = extra[length:]
	}
	return m
}

// content returns where a member's stored bytes lie.
func (d *Directory) content(m Member) (*io.SectionReader, error) {
	var local [zipLocalLength]byte
	if m.header < 0 || m.Compressed < 0 || m.Size < 0 {
		return nil, errors.New("its numbers are negative")
	}
	if _, err := d.r.ReadAt(local[:], d.base+m.header); err != nil {
		return nil, fmt.Errorf("reading its local header: %w", err)
	}
	if binary.LittleEndian.Uint32(local[:]) != zipLocal {
		return nil, errors.New("its local header is none")
	}
	names := int64(binary.LittleEndian.Uint16(local[26:])) + int64(binary.LittleEndian.Uint16(local[28:]))
	return io.NewSectionReader(d.r, d.base+m.header+zipLocalLength+names, m.Compressed), nil
}

// Open returns a reader of a member's content. Its checksum is not verified:
// what decides is what a virtual machine would load, which does not look either.
func (d *Directory) Open(m Member) (io.Reader, error) {
	if m.encrypted {
		return nil, errors.New("it is encrypted")
	}
	content, err := d.content(m)
	if err != nil {
		return nil, err
	}
	switch m.method {
	case zipStored:
		return content, nil
	case zipDeflated:
		return flate.NewReader(bufio.NewReaderSize(content, 4096)), nil
	}
	return nil, fmt.Errorf("its compression method is %d", m.method)
}
