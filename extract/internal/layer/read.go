package layer

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"

	"github.com/pratique-dev/pratique/extract/internal/spool"
)

// Options say what to read of a layer.
type Options struct {
	// Digest and DiffID are what the bytes have to hash to, as stored and
	// uncompressed, "sha256:…"; "" is not checked.
	Digest, DiffID string
	// Select says what to do with the contents of the regular file that is entry
	// number index; nil wants nothing. It may look at the entry, and must not keep it.
	Select func(index int, entry *Entry) Want
	Store  *spool.Store // where contents are kept
	Budget *Budget
}

// Read reads a layer's stored bytes once, to their end: it decompresses them,
// checks both digests and makes a record of each entry. It closes stored.
func Read(ctx context.Context, stored io.ReadCloser, o Options) (*Records, error) {
	defer stored.Close()
	raw := newMeter(ctx, &bounded{stored, o.Budget.limits.Bytes}, nil)
	// Decompressing is what a layer takes longest for. So that it does nothing else, others
	// read and hash the bytes before it, and look at those after it.
	before := newAhead(io.NopCloser(raw))
	defer func() { _ = before.Close() }() // which waits, and cannot go wrong
	stream, plain, err := decompress(before)
	if err != nil {
		return nil, firstDigest(raw, before, o.Digest, err)
	}
	if !plain {
		// Only here: without work to do ahead, the goroutine would only copy.
		stream = newAhead(stream)
	}
	flat := newMeter(ctx, stream, o.Budget)
	records, err := readTar(flat, o)
	if err == nil {
		// What follows the archive's end belongs to the digests.
		_, err = io.Copy(io.Discard, flat)
	}
	stream.Close() // from here on nobody else reads what is stored
	if err != nil {
		return nil, firstDigest(raw, before, o.Digest, err)
	}
	if _, err := io.Copy(io.Discard, before); err != nil {
		return nil, err
	}
	records.Digest, records.DiffID = raw.digest(), flat.digest()
	records.StoredSize, records.Size = raw.n, flat.n
	return records, errors.Join(mismatch("digest", o.Digest, records.Digest), mismatch("diff_id", o.DiffID, records.DiffID))
}

// firstDigest turns an error of reading into the error that explains it, where
// the stored bytes, of which the rest is still to be read, are not those that the manifest
// names.
func firstDigest(raw *meter, rest io.Reader, want string, err error) error {
	if _, readErr := io.Copy(io.Discard, rest); readErr != nil {
		return err
	}
	if wrong := mismatch("digest", want, raw.digest()); wrong != nil {
		return wrong
	}
	if errors.Is(err, zstd.ErrWindowSizeExceeded) {
		return maxWindow.Exceeded("decompressing zstd: it takes more than %s of memory", maxWindow)
	}
	return err
}

func mismatch(what, want, got string) error {
	if want == "" || want == got {
		return nil
	}
	return fmt.Errorf("its %s is %s, not %s", what, got, want)
}

// meter hashes and counts what is read through it.
type meter struct {
	ctx    context.Context
	r      io.Reader
	h      hash.Hash
	n      int64
	budget *Budget
}

func newMeter(ctx context.Context, r io.Reader, budget *Budget) *meter {
	return &meter{ctx: ctx, r: r, h: sha256.New(), budget: budget}
}

// Read implements io.Reader.
func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(p)
	m.h.Write(p[:n])
	m.n += int64(n)
	if m.budget != nil {
		if over := m.budget.read(int64(n)); over != nil {
			return n, over
		}
	}
	return n, err
}

func (m *meter) digest() string {
	return "sha256:" + hex.EncodeToString(m.h.Sum(nil))
}

// bounded gives so many bytes, and an error where there are more.
type bounded struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n, maxBytes.Exceeded("it has more stored bytes than its layers may have unpacked")
	}
	return n, err
}

// charge takes a sparse file's holes from the budget before they are read: a
// header of a few bytes can promise exabytes of zeros.
func charge(h *tar.Header, want Want, budget *Budget) error {
	_, sparse := h.PAXRecords["GNU.sparse.realsize"]
	if _, ok := h.PAXRecords["GNU.sparse.size"]; ok || h.Typeflag == tar.TypeGNUSparse {
		sparse = true
	}
	if !sparse || !want.reads() {
		return nil
	}
	return budget.read(h.Size)
}

// readTar makes the records of an uncompressed layer's entries.
func readTar(r io.Reader, o Options) (*Records, error) {
	archive := tar.NewReader(r)
	contents := newContents(o.Store)
	var entries entries
	var global map[string]string
	kept := lastKept{}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return &Records{Entries: entries.all()}, nil
		}
		if errors.Is(err, tar.ErrHeader) && entries.n == 0 {
			return nil, fmt.Errorf("it is not a tar archive, compressed or not: %w", err)
		}
		if err != nil {
			return nil, err
		}
		if header.Typeflag == tar.TypeXGlobalHeader {
			global = header.PAXRecords
			continue
		}
		record, skip, err := newEntry(header, global, &contents.paths, &contents.others)
		if err != nil {
			return nil, err
		}
		if err := o.Budget.entry(&record); err != nil {
			return nil, err
		}
		if skip {
			continue
		}
		index := entries.n
		entry := entries.add(record)
		if entry.Kind == File && o.Select != nil {
			want := o.Select(index, entry)
			err := charge(header, want, o.Budget)
			if err == nil {
				err = contents.read(entry, archive, want)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", entry.Path, err)
			}
			if err := kept.add(entry, want); err != nil {
				return nil, err
			}
		}
	}
}

// lastKept are the entries whose contents are kept, by path. Of entries with one name only
// the last counts, so that a layer cannot make us keep the same path a million times.
type lastKept map[string]*Entry

func (k lastKept) add(entry *Entry, want Want) error {
	if before, again := k[entry.Path]; again {
		if err := before.Contents.Release(); err != nil {
			return err
		}
		before.Contents = nil
		delete(k, entry.Path)
	}
	if entry.Contents != nil && !want.Exact {
		k[entry.Path] = entry
	}
	return nil
}

// entries is a list that grows by pieces: nobody knows how many there will be, and
// a slice that grows leaves five times as much garbage as it has in the end.
type entries struct {
	pieces [][]Entry
	n      int
}

// add adds an entry, and returns where it lies until all is called.
func (e *entries) add(entry Entry) *Entry {
	last := len(e.pieces) - 1
	if last < 0 || len(e.pieces[last]) == cap(e.pieces[last]) {
		last++
		e.pieces = append(e.pieces, make([]Entry, 0, min(1024, 16+e.n)))
	}
	e.n++
	e.pieces[last] = append(e.pieces[last], entry)
	return &e.pieces[last][len(e.pieces[last])-1]
}

func (e *entries) all() []Entry { return slices.Concat(e.pieces...) }
