package packages

import (
	"fmt"
	"io"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"github.com/pratique-dev/pratique/extract/document"
)

// File is one regular file of a layer.
type File struct {
	Path string // absolute and clean
	Size int64  // bytes
	Mode uint32 // st_mode
}

// Kind is what a file is to this package: a row of the table of catalogers, or None.
type Kind = *cataloger

// None is a file whose content is not wanted.
var None Kind

// catalogers is the table of what declares packages, one row for each kind of file. A file is of the first row
// that matches it. Packages are listed in the table's order.
var catalogers = []Kind{
	dpkgSums, dpkgConffiles, dpkgStatus, dpkgCopyright, chiselManifest,
	rpmDatabase, rpmLog, rpmManifest,
	apkDatabase,
	alpmDescription,
	opkgStatus,
	npmManifest,
	gemSpecification,
	pythonEgg, pythonMetadata, pythonTopLevel,
	javaArchive,
	nugetDependencies,
	condaRecord,
	bitnamiDocument,
	composerInstalled, composerLock,
	program, // which any other file may be
}

// cataloger is a row of the table.
type cataloger struct {
	name  string   // in caches; one of another meaning or type of value needs another cacheFormat
	types []string // of the packages; the first is that of a file which cannot be read

	match  func(location) bool
	wanted func(*Selection, location) bool // nil: where one of the types is selected
	stream bool                            // goes through Stream, block by block; all others are buffered
	limit  int64                           // bytes that a file may have to be read; 0 for 16 MB, or present

	read   func(*Selection, File, io.ReaderAt) (any, error)  // nil and not an empty value where a file declares nothing
	decode func(mode cbor.DecMode, data []byte) (any, error) // what read gives, from a cache
	usual  bool                                              // files that only look like a declaration are usual: what cannot be read is minor

	owns      func(value any, own func(path string))                    // the files that packages of the distribution own
	declared  func(*catalogue, Kind)                                    // adds the packages of files outside of a distribution's database
	installed func(c *catalogue, k Kind, files bool) []document.Package // of a distribution's database, with manifests where files is set
}

// location is a file by the parts of its path, which is taken apart once.
type location struct {
	File
	dir, base string
	system    bool // below a directory that has databases of distributions
}

func locate(f File) location {
	slash := strings.LastIndexByte(f.Path, '/')
	system := strings.HasPrefix(f.Path, "/usr/") || strings.HasPrefix(f.Path, "/var/lib/") || strings.HasPrefix(f.Path, "/lib/apk/")
	return location{f, f.Path[:max(slash, 0)], f.Path[slash+1:], system}
}

// Streamed tells whether files of this kind go through Stream, block by block;
// all others are buffered for Analyse.
func (k *cataloger) Streamed() bool { return k != nil && k.stream }

// Limit is how many bytes a file of this kind may have to be read. Programs may
// have any number.
func (k *cataloger) Limit() int64 {
	if k == nil || k.limit == 0 {
		return 16 << 20
	}
	return k.limit
}

// String is the name, which no other kind has.
func (k *cataloger) String() string {
	if k == nil {
		return "none"
	}
	return k.name
}

const (
	present  = -1       // that it is there is all that matters
	inPlace  = 2 << 30  // read where it is
	database = 64 << 20 // of text, which a whole distribution shares
)

// content is a reader of a whole file.
func content[T any](read func(io.Reader) (T, error), result func(T, error) (any, error)) func(*Selection, File, io.ReaderAt) (any, error) {
	return func(_ *Selection, f File, r io.ReaderAt) (any, error) {
		return result(read(io.NewSectionReader(r, 0, f.Size)))
	}
}

// bytesOf is a reader of a file's bytes.
func bytesOf[T any](read func([]byte) (T, error), result func(T, error) (any, error)) func(*Selection, File, io.ReaderAt) (any, error) {
	return func(_ *Selection, f File, r io.ReaderAt) (any, error) {
		data := make([]byte, f.Size)
		if _, err := io.ReadFull(io.NewSectionReader(r, 0, f.Size), data); err != nil {
			return nil, fmt.Errorf("reading it: %w", err)
		}
		return result(read(data))
	}
}

// raw keeps a file as it is: shorter than what it says.
func raw(data []byte, err error) (any, error) { return data, err }

// keep is a reader that leaves a file as it is.
func keep(data []byte) ([]byte, error) { return data, nil }

// value is nil for an empty list.
func value[T any](list []T, err error) (any, error) {
	if len(list) == 0 {
		return nil, err
	}
	return list, err
}

// pointer is nil, and not a typed nil, for none.
func pointer[T any](p *T, err error) (any, error) {
	if p == nil {
		return nil, err
	}
	return p, err
}

func decode[T any](mode cbor.DecMode, data []byte) (any, error) {
	var value T
	err := mode.Unmarshal(data, &value)
	return value, err
}
