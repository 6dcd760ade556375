package layer

import (
	"crypto/md5"  //nolint:gosec // a fact about the file, which protects nothing
	"crypto/sha1" //nolint:gosec // a fact about the file, which protects nothing
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/pratique-dev/pratique/extract/spool"
)

// contents reads a regular file's bytes once, as far as somebody wants them, and
// puts what they give into the entry.
func contents(entry *Entry, r io.Reader, want Want, store *spool.Store) error {
	var watchers []io.Writer
	sums := entry.Sums.wanted(want.Sums)
	for _, s := range sums {
		watchers = append(watchers, s.hash)
	}
	buffered := false
	for _, tap := range want.Taps {
		if tap.Stream != nil {
			watchers = append(watchers, tap.Stream)
		}
		buffered = buffered || tap.Buffered
	}
	if len(watchers) > 0 {
		r = io.TeeReader(r, io.MultiWriter(watchers...))
	}
	keep := want.Keep && entry.Size <= want.Limit
	if err := pass(entry, r, keep || buffered, len(watchers) > 0, store); err != nil {
		return err
	}
	for _, s := range sums {
		*s.text = hex.EncodeToString(s.hash.Sum(nil))
	}
	for _, tap := range want.Taps {
		var at io.ReaderAt
		if tap.Buffered {
			at = entry.Contents
		}
		if facts := tap.Facts(at); facts != nil {
			if entry.Facts == nil {
				entry.Facts = map[string]any{}
			}
			entry.Facts[tap.Name] = facts
		}
	}
	if keep || entry.Contents == nil {
		return nil
	}
	err := entry.Contents.Release()
	entry.Contents = nil
	return err
}

// pass moves the bytes to the store, or past whoever watches.
func pass(entry *Entry, r io.Reader, hold, watched bool, store *spool.Store) error {
	if hold {
		blob, err := store.Put(r, entry.Size)
		if tooLong := (spool.TooLong{}); errors.As(err, &tooLong) {
			return errors.New("it is longer than its entry says") // a directory's file that grows
		}
		entry.Contents = blob
		return err
	}
	if !watched {
		return nil
	}
	_, err := io.Copy(io.Discard, r)
	return err
}

// sum is a digest being computed, and where it goes.
type sum struct {
	hash hash.Hash
	text *string
}

func (s *Sums) wanted(algorithms Algorithms) []sum {
	var sums []sum
	if algorithms&SHA256 != 0 {
		sums = append(sums, sum{sha256.New(), &s.SHA256})
	}
	if algorithms&SHA1 != 0 {
		sums = append(sums, sum{sha1.New(), &s.SHA1}) //nolint:gosec // see above
	}
	if algorithms&MD5 != 0 {
		sums = append(sums, sum{md5.New(), &s.MD5}) //nolint:gosec // see above
	}
	return sums
}
