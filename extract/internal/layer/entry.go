// Package layer reads one image layer, as a stream or as a directory, into small
// records, one an entry.
package layer

import (
	"cmp"
	"io"
	"maps"

	"github.com/pratique-dev/pratique/extract/internal/spool"
)

// Kind is what an entry does to the filesystem below it.
type Kind uint8

// Kinds of entries.
const (
	File Kind = iota
	Dir
	Symlink
	Hardlink
	Char
	Block
	Fifo
	Other
	Whiteout // hides what the layers below have under Path
	Opaque   // hides what the layers below have in Path
)

// Entry is one entry of a layer. Path and, for a hard link, Link are clean and
// relative to the root, which itself is "".
type Entry struct {
	// Path and Link are spelled (package spelling): names of files need not be UTF-8.
	Path string
	Link string // target of a symbolic link as written, or of a hard link
	Kind Kind
	Mode uint32 // permission, set-uid, set-gid and sticky bits
	UID  int
	GID  int
	Size int64 // bytes of a file's contents
	// Capabilities is the file's security.capability as getcap prints it, "" for none.
	Capabilities string
	// PAX is the length, in bytes, of the entry's PAX records when Python's
	// tarfile writes it again (compatibility.md#image-size), without the record for the path.
	PAX int64
	// Binary says that some PAX record is not UTF-8, which costs one more record.
	Binary bool
	// Sums has the digests that were asked for.
	Sums Sums
	// Contents is what was asked to be kept; nil where nobody asked or where it
	// is longer than the limit.
	Contents *spool.Blob
	// Facts are what taps made of the contents, by the tap's name; nil for nothing.
	Facts map[string]any
}

// Learn takes over what another reading of the same entry gave of its contents.
func (e *Entry) Learn(again *Entry) {
	e.Sums = Sums{
		SHA256: cmp.Or(again.Sums.SHA256, e.Sums.SHA256),
		SHA1:   cmp.Or(again.Sums.SHA1, e.Sums.SHA1),
		MD5:    cmp.Or(again.Sums.MD5, e.Sums.MD5),
	}
	if again.Contents != nil {
		e.Contents = again.Contents
	}
	if e.Facts == nil {
		e.Facts = again.Facts
		return
	}
	maps.Copy(e.Facts, again.Facts)
}

// Sums are digests in hex; "" where not asked for.
type Sums struct {
	SHA256, SHA1, MD5 string
}

// Records is what reading a layer gives.
type Records struct {
	Digest     string // of the bytes as stored
	DiffID     string // of the bytes uncompressed
	StoredSize int64  // bytes as stored
	Size       int64  // bytes uncompressed
	Entries    []Entry
}

// Algorithms is a set of digest algorithms.
type Algorithms uint8

// Digest algorithms.
const (
	SHA256 Algorithms = 1 << iota
	SHA1
	MD5
)

// numAlgorithms is how many there are.
const numAlgorithms = 3

// Want says what to do with the contents of one regular file.
type Want struct {
	Sums  Algorithms
	Keep  bool
	Limit int64 // longest contents that are kept, in bytes
	// Exact wants this very entry. Otherwise contents are dropped when a later
	// entry of the layer has the same path.
	Exact bool
	// Taps are told the contents too.
	Taps []Tap
}

// Tap makes facts of one file's contents while they stream by.
type Tap struct {
	Name string // under which the facts stand in the entry
	// Stream is written the contents, block by block; nil where it need not be. Its
	// errors end the reading of the layer.
	Stream io.Writer
	// Buffered is set where Facts needs all of the contents, which are then held, in
	// memory or on disk, for as long as it runs.
	Buffered bool
	// Facts is called once, after the last byte. Contents is nil unless Buffered.
	// Nil facts are not kept.
	Facts func(contents io.ReaderAt) any
}

// reads says whether somebody wants a file's contents at all.
func (w Want) reads() bool { return w.Sums != 0 || w.Keep || len(w.Taps) > 0 }
