package layer

import (
	"crypto/md5"  //nolint:gosec // a fact about the file, which protects nothing
	"crypto/sha1" //nolint:gosec // a fact about the file, which protects nothing
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"github.com/pratique-dev/pratique/extract/spool"
)

// contents reads a regular file's bytes as far as somebody wants them, and puts
// what they give into the entry.
func contents(entry *Entry, r io.Reader, want Want, store *spool.Store) error {
	var (
		hashes  []hash.Hash
		targets []*string
	)
	for _, algorithm := range []struct {
		bit    Algorithms
		make   func() hash.Hash
		target *string
	}{
		{SHA256, sha256.New, &entry.Sums.SHA256},
		{SHA1, sha1.New, &entry.Sums.SHA1},
		{MD5, md5.New, &entry.Sums.MD5},
	} {
		if want.Sums&algorithm.bit != 0 {
			h := algorithm.make()
			hashes, targets = append(hashes, h), append(targets, algorithm.target)
			r = io.TeeReader(r, h)
		}
	}
	if want.Keep && entry.Size <= want.Limit {
		blob, err := store.Put(r, want.Limit)
		if err != nil {
			return err
		}
		entry.Contents = blob
	} else if len(hashes) > 0 {
		if _, err := io.Copy(io.Discard, r); err != nil {
			return err
		}
	}
	for i, h := range hashes {
		*targets[i] = hex.EncodeToString(h.Sum(nil))
	}
	return nil
}
