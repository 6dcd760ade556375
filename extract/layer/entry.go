// Package layer reads one image layer, as a stream or as a directory, into small
// records, one an entry.
package layer

import "github.com/pratique-dev/pratique/extract/spool"

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
	Whiteout // hides Path of the layers below, and of this layer's entries before it
	Opaque   // hides what the layers below have in Path
)

// Entry is one entry of a layer. Path and, for a hard link, Link are clean and
// relative to the root, which itself is "".
type Entry struct {
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
	// tarfile writes it again (extraction.md 8), without the record for the path.
	PAX int64
	// Binary says that some PAX record is not UTF-8, which costs one more record.
	Binary bool
	// Sums has the digests that were asked for.
	Sums Sums
	// Contents is what was asked to be kept; nil where nobody asked or where it
	// is longer than the limit.
	Contents *spool.Blob
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

// Want says what to do with the contents of one regular file.
type Want struct {
	Sums  Algorithms
	Keep  bool
	Limit int64 // longest contents that are kept, in bytes
	// Exact wants this very entry. Otherwise contents are dropped when a later
	// entry of the layer has the same path.
	Exact bool
}
