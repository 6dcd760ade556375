package layer

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"slices"

	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/extract/internal/texts"
)

// contents reads the contents of regular files, one after another. What it needs
// for each is used again for the next.
type contents struct {
	store    *spool.Store
	sums     [numAlgorithms]sum
	watchers []io.Writer // of the file that is being read
	buffer   []byte
	// Paths go when the layers are squashed, other texts stay with the document.
	paths, others texts.Keeper
}

const bufferedAtOnce = 32 << 10 // bytes

func newContents(store *spool.Store) *contents { return &contents{store: store} }

// read reads a file's bytes once, as far as somebody wants them, and puts what they
// give into the entry.
func (c *contents) read(entry *Entry, r io.Reader, want Want) error {
	c.watch(want)
	buffered := slices.ContainsFunc(want.Taps, func(t Tap) bool { return t.Buffered })
	keep := want.Keep && entry.Size <= want.Limit
	if err := c.pass(entry, r, keep || buffered); err != nil {
		return err
	}
	for i := range c.sums {
		if want.Sums&(1<<i) != 0 {
			*entry.Sums.text(1 << i) = c.others.Keep(c.sums[i].hex())
		}
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

// watch gathers what is written each block of a file.
func (c *contents) watch(want Want) {
	c.watchers = c.watchers[:0]
	for i := range c.sums {
		if algorithm := Algorithms(1 << i); want.Sums&algorithm != 0 {
			c.sums[i].begin(algorithm)
			c.watchers = append(c.watchers, &c.sums[i])
		}
	}
	for _, tap := range want.Taps {
		if tap.Stream != nil {
			c.watchers = append(c.watchers, tap.Stream)
		}
	}
}

// Write implements io.Writer: the next block of the file.
func (c *contents) Write(p []byte) (int, error) {
	for _, w := range c.watchers {
		if _, err := w.Write(p); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

// pass moves the bytes to the store, or past whoever watches.
func (c *contents) pass(entry *Entry, r io.Reader, hold bool) error {
	if hold {
		if len(c.watchers) > 0 {
			r = io.TeeReader(r, c)
		}
		blob, err := c.store.Put(r, entry.Size)
		if tooLong := (spool.TooLong{}); errors.As(err, &tooLong) {
			return errors.New("it is longer than its entry says") // a directory's file that grows
		}
		entry.Contents = blob
		return err
	}
	if len(c.watchers) == 0 {
		return nil
	}
	if c.buffer == nil {
		c.buffer = make([]byte, bufferedAtOnce)
	}
	_, err := io.CopyBuffer(struct{ io.Writer }{c}, struct{ io.Reader }{r}, c.buffer)
	return err
}

// sum is a digest being computed.
type sum struct{ hash.Hash }

// begin begins the digest of another file.
func (s *sum) begin(algorithm Algorithms) {
	switch {
	case s.Hash != nil:
		s.Reset()
	case algorithm == SHA256:
		s.Hash = sha256.New()
	case algorithm == SHA1:
		s.Hash = sha1.New()
	case algorithm == MD5:
		s.Hash = md5.New()
	}
}

func (s *sum) hex() string {
	var digest [sha256.Size]byte
	return hex.EncodeToString(s.Sum(digest[:0]))
}

// text is where the digest of an algorithm stands.
func (s *Sums) text(algorithm Algorithms) *string {
	switch algorithm {
	case SHA1:
		return &s.SHA1
	case MD5:
		return &s.MD5
	default:
		return &s.SHA256
	}
}
