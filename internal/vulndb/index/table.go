package index

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/klauspost/compress/zstd"
)

// A table is a sequence of blocks, each with entries in ascending order of their keys, and a
// directory of the blocks, which is all that is read on opening.

// blockSize is how many bytes a block has before compression, unless one entry has more.
const blockSize = 32 << 10

// maxBlock bounds a block that is read, in bytes.
const maxBlock = 256 << 20

// block is what the directory says of one block.
type block struct {
	first  string // key
	offset uint64 // from the beginning of the blocks
	stored uint64 // bytes in the file
	size   uint64 // bytes, decompressed
	sum    string // of the stored bytes: the first 16 bytes of their SHA-256
}

const sumSize = 16

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return string(sum[:sumSize])
}

func (b *block) code(c *coder) {
	c.text(&b.first)
	c.num(&b.offset)
	c.num(&b.stored)
	c.num(&b.size)
	c.text(&b.sum)
}

// blocks writes blocks to a file; tables stand behind each other in it.
type blocks struct {
	out    *bufio.Writer
	offset uint64
	zstd   *zstd.Encoder
}

func newBlocks(out io.Writer) (*blocks, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	if err != nil {
		return nil, err
	}
	return &blocks{out: bufio.NewWriterSize(out, 1<<18), zstd: encoder}, nil
}

// tableWriter writes one table.
type tableWriter struct {
	blocks    *blocks
	directory []block
	open      coder // the block that is being filled
	first     string
	entries   int
}

func (t *tableWriter) add(key string, value []byte) error {
	if len(t.open.out) > 0 && len(t.open.out)+len(key)+len(value) > blockSize {
		if err := t.flush(); err != nil {
			return err
		}
	}
	if len(t.open.out) == 0 {
		t.first = key
	}
	t.entries++
	t.open.text(&key)
	n := uint64(len(value))
	t.open.num(&n)
	t.open.out = append(t.open.out, value...)
	return nil
}

func (t *tableWriter) flush() error {
	if len(t.open.out) == 0 {
		return nil
	}
	if len(t.open.out) > maxBlock {
		return fmt.Errorf("writing index: the entry %q has %d bytes", t.first, len(t.open.out))
	}
	stored := t.blocks.zstd.EncodeAll(t.open.out, nil)
	t.directory = append(t.directory, block{
		first: t.first, offset: t.blocks.offset, stored: uint64(len(stored)), size: uint64(len(t.open.out)), sum: sumOf(stored),
	})
	t.blocks.offset += uint64(len(stored))
	t.open.out = t.open.out[:0]
	_, err := t.blocks.out.Write(stored)
	return err
}

// table is an open table.
type table struct {
	file      *os.File
	base      int64 // offset of the blocks in the file
	zstd      *zstd.Decoder
	directory []block
	// The block that was read last: whoever asks in order finds it here.
	loaded  int // -1 for none
	entries []entry
	buffer  []byte // of stored
}

// newTable checks a directory, so that a damaged one neither leads out of the file nor makes
// room for what is not there. room is the number of bytes of all blocks.
func newTable(file *os.File, base int64, room uint64, directory []block) (*table, error) {
	for i, b := range directory {
		if b.stored > room || b.offset > room-b.stored || b.size > maxBlock || len(b.sum) != sumSize || i > 0 && b.first <= directory[i-1].first {
			return nil, errDamaged
		}
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlock+1))
	if err != nil {
		return nil, err
	}
	return &table{file: file, base: base, zstd: decoder, directory: directory, loaded: -1}, nil
}

// stored are the bytes of block i in the file.
func (t *table) stored(i int) ([]byte, error) {
	b := t.directory[i]
	if uint64(cap(t.buffer)) < b.stored {
		t.buffer = make([]byte, b.stored)
	}
	stored := t.buffer[:b.stored]
	if _, err := t.file.ReadAt(stored, t.base+int64(b.offset)); err != nil {
		return nil, fmt.Errorf("reading index: %w", err)
	}
	if sumOf(stored) != b.sum {
		return nil, fmt.Errorf("%w: block %d has another checksum", errDamaged, i)
	}
	return stored, nil
}

// load reads block i.
func (t *table) load(i int) error {
	if t.loaded == i {
		return nil
	}
	t.loaded = -1
	b := t.directory[i]
	stored, err := t.stored(i)
	if err != nil {
		return err
	}
	data, err := t.zstd.DecodeAll(stored, bytes.NewBuffer(make([]byte, 0, b.size)).Bytes())
	if err != nil || uint64(len(data)) != b.size {
		return fmt.Errorf("%w: block %d cannot be decompressed", errDamaged, i)
	}
	c := &coder{reading: true, in: string(data)}
	t.entries = t.entries[:0]
	for c.in != "" && c.err == nil {
		var e entry
		c.text(&e.key)
		c.text(&e.value)
		t.entries = append(t.entries, e)
	}
	if c.err != nil {
		return c.err
	}
	t.loaded = i
	return nil
}

// get is the value of a key.
func (t *table) get(key string) (value string, ok bool, err error) {
	i := sort.Search(len(t.directory), func(i int) bool { return t.directory[i].first > key }) - 1
	if i < 0 {
		return "", false, nil
	}
	if err := t.load(i); err != nil {
		return "", false, err
	}
	j := sort.Search(len(t.entries), func(j int) bool { return t.entries[j].key >= key })
	if j == len(t.entries) || t.entries[j].key != key {
		return "", false, nil
	}
	return t.entries[j].value, true, nil
}

// from passes the entries from a key on, in order, until take returns false.
func (t *table) from(key string, take func(entry) (bool, error)) error {
	i := max(0, sort.Search(len(t.directory), func(i int) bool { return t.directory[i].first > key })-1)
	for ; i < len(t.directory); i++ {
		if err := t.load(i); err != nil {
			return err
		}
		for _, e := range t.entries {
			if e.key < key {
				continue
			}
			if more, err := take(e); err != nil || !more {
				return err
			}
		}
	}
	return nil
}
