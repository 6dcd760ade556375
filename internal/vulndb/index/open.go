package index

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
)

// Index is an open index. Its methods may be called from several goroutines.
type Index struct {
	Header Header
	// Digest is the SHA-256 of the header, in hex, and so that of all that it has checksums of.
	Digest string

	mutex    sync.Mutex
	file     *os.File
	packages *table
	details  *table
	ids      *table
}

// maxHeader bounds the header, maxDirectory the directory of a table, in bytes.
const (
	maxHeader    = 16 << 20
	maxDirectory = 256 << 20
)

// checkedWhole is up to which size, in bytes, an index is checked as a whole on opening. Blocks of a
// larger one are checked when they are read.
const checkedWhole = 8 << 20

// Open opens an index. Whatever is wrong with it is an error that names the file.
func Open(name string) (*Index, error) {
	x, err := open(name)
	if err != nil {
		return nil, fmt.Errorf("opening vulnerability index %s: %w", name, err)
	}
	return x, nil
}

func open(name string) (*Index, error) {
	file, err := os.Open(name)
	if err != nil {
		if path, ok := errors.AsType[*os.PathError](err); ok {
			err = path.Err
		}
		return nil, err
	}
	x := &Index{file: file}
	if err := x.read(); err != nil {
		file.Close()
		return nil, err
	}
	return x, nil
}

func (x *Index) read() error {
	info, err := x.file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a regular file")
	}
	size := info.Size()
	start := make([]byte, len(magic)+4)
	if _, err := io.ReadFull(io.NewSectionReader(x.file, 0, size), start); err != nil || string(start[:len(magic)]) != magic {
		return foreign(start)
	}
	length := int64(binary.BigEndian.Uint32(start[len(magic):]))
	if length > maxHeader {
		return errDamaged
	}
	head := make([]byte, int64(len(start))+length+sha256.Size)
	if _, err := x.file.ReadAt(head, 0); err != nil {
		return fmt.Errorf("%w: the file ends in its header", errDamaged)
	}
	text := head[len(start) : len(head)-sha256.Size]
	sum := sha256.Sum256(head[:len(head)-sha256.Size])
	if !bytes.Equal(sum[:], head[len(head)-sha256.Size:]) {
		return fmt.Errorf("%w: its header has another checksum", errDamaged)
	}
	x.Digest = hex.EncodeToString(sum[:])
	if err := json.Unmarshal(text, &x.Header); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	if x.Header.Format != format {
		return fmt.Errorf("its format is %d, this version reads %d: build it again with pratique vuln index", x.Header.Format, format)
	}
	if err := x.directories(int64(len(head)), size); err != nil {
		return err
	}
	if size <= checkedWhole {
		return x.checksums()
	}
	return nil
}

// checksums compares those of all blocks.
func (x *Index) checksums() error {
	for _, t := range []*table{x.packages, x.details, x.ids} {
		for i := range t.directory {
			if _, err := t.stored(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// foreign says what a file is that is no index.
func foreign(start []byte) error {
	what := "it is not a vulnerability index"
	switch {
	case bytes.HasPrefix(start, []byte("PRVULN")):
		return errors.New("its format is not one that this version reads: build it again with pratique vuln index")
	case bytes.HasPrefix(start, []byte("PK")):
		what = "it is a zip archive, not a vulnerability index"
	case bytes.HasPrefix(bytes.TrimLeft(start, " \r\n\t"), []byte("{")):
		what = "it is JSON, not a vulnerability index (--vulnerabilities takes the reports of scanners)"
	case bytes.HasPrefix(start, []byte("SQLite")):
		what = "it is an SQLite database, not a vulnerability index"
	}
	return fmt.Errorf("%s: build one with pratique vuln index --out FILE SOURCE…", what)
}

func (x *Index) directories(offset, size int64) error {
	if len(x.Header.Tables) != 3 {
		return errDamaged
	}
	base := offset
	for _, t := range x.Header.Tables {
		if t.Size < 0 || t.Size > maxDirectory {
			return errDamaged
		}
		base += int64(t.Size)
	}
	if x.Header.Blocks > uint64(size) || base+int64(x.Header.Blocks) != size {
		return fmt.Errorf("%w: it has %d bytes, its header says %d", errDamaged, size, base+int64(x.Header.Blocks))
	}
	for i, into := range []**table{&x.packages, &x.details, &x.ids} {
		t := x.Header.Tables[i]
		data := make([]byte, t.Size)
		if _, err := x.file.ReadAt(data, offset); err != nil {
			return err
		}
		offset += int64(t.Size)
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != t.SHA256 {
			return fmt.Errorf("%w: the directory of its %s has another checksum", errDamaged, t.Name)
		}
		var directory []block
		if err := read(string(data), func(c *coder) { each(c, &directory, func(b *block) { b.code(c) }) }); err != nil {
			return err
		}
		var err error
		if *into, err = newTable(x.file, base, x.Header.Blocks, directory); err != nil {
			return err
		}
	}
	return nil
}

// Check reads all blocks. Progress, if not nil, is told the bytes of each.
func (x *Index) Check(progress func(bytes int64)) error {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	for _, t := range []*table{x.packages, x.details, x.ids} {
		for i, b := range t.directory {
			if err := t.load(i); err != nil {
				return err
			}
			if progress != nil {
				progress(int64(b.stored))
			}
		}
	}
	return nil
}

// Close closes the file.
func (x *Index) Close() error { return x.file.Close() }

// Detail is what is known of a record.
func (x *Index) Detail(home, id string) (Detail, error) {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	value, ok, err := x.details.get(detailKey(home, id))
	if err != nil {
		return Detail{}, err
	}
	if !ok {
		return Detail{}, fmt.Errorf("%w: it has no record %s", errDamaged, id)
	}
	var d Detail
	return d, read(value, d.code)
}

// Covers says whether the index has records of an ecosystem, FAMILY or FAMILY:RELEASE, and of when the
// newest one of its family is.
func (x *Index) Covers(ecosystem string) (covered bool, newest string) {
	family, _, _ := strings.Cut(ecosystem, ":")
	for _, e := range x.Header.Ecosystems {
		own, _, suffixed := strings.Cut(e.Name, ":")
		if own != family {
			continue
		}
		newest = max(newest, e.Newest)
		covered = covered || e.Name == ecosystem || !suffixed
	}
	return covered, newest
}

// Released says whether the index has records of releases of a family.
func (x *Index) Released(family string) bool {
	for _, e := range x.Header.Ecosystems {
		if strings.HasPrefix(e.Name, family+":") {
			return true
		}
	}
	return false
}
