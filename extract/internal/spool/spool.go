// Package spool keeps byte streams of unknown length for a while: small ones in
// memory, the rest in temporary files.
package spool

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/pratique-dev/pratique/internal/tempfile"
)

// Store holds blobs until it is closed. It is safe for concurrent use.
type Store struct {
	mu     sync.Mutex
	memory int64 // bytes that may still be held in memory
	blobs  map[*Blob]struct{}
}

// New returns a store that holds up to memory bytes outside temporary files.
func New(memory int64) *Store {
	return &Store{memory: memory, blobs: map[*Blob]struct{}{}}
}

// TooLong is the error of a stream that has more than Limit bytes.
type TooLong struct{ Limit int64 }

// Error says the limit.
func (e TooLong) Error() string { return fmt.Sprintf("longer than the limit of %d bytes", e.Limit) }

// Put reads r to its end and keeps what it gave. A stream of more than limit
// bytes is a TooLong error, and nothing of it is kept.
func (s *Store) Put(r io.Reader, limit int64) (*Blob, error) {
	blob := &Blob{store: s}
	if err := blob.fill(io.LimitReader(r, limit+1), limit); err != nil {
		return nil, errors.Join(err, blob.Release())
	}
	if blob.size > limit {
		return nil, errors.Join(TooLong{Limit: limit}, blob.Release())
	}
	s.mu.Lock()
	s.blobs[blob] = struct{}{}
	s.mu.Unlock()
	return blob, nil
}

// Close releases every blob.
func (s *Store) Close() error {
	s.mu.Lock()
	blobs := s.blobs
	s.blobs = map[*Blob]struct{}{}
	s.mu.Unlock()
	var problems []error
	for blob := range blobs {
		problems = append(problems, blob.Release())
	}
	return errors.Join(problems...)
}

// take reserves n bytes of memory and says whether they were left.
func (s *Store) take(n int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.memory < n {
		return false
	}
	s.memory -= n
	return true
}

// Blob is one kept stream. Reading it is safe for concurrent use.
type Blob struct {
	store  *Store
	size   int64
	memory []byte
	file   *tempfile.File
}

const (
	// chunk is how much memory a blob reserves at a time, in bytes.
	chunk = 64 << 10
	// maxHeld is the longest blob that stays in memory, in bytes: holding the
	// beginning of a long one would be for nothing.
	maxHeld = 512 << 10
)

// fill reads r, which probably has size bytes.
func (b *Blob) fill(r io.Reader, size int64) error {
	var held bytes.Buffer
	held.Grow(int(min(size, chunk)) + bytes.MinRead)
	for held.Len() < maxHeld && b.store.take(chunk) {
		n, err := io.CopyN(&held, r, chunk)
		b.size += n
		b.memory = held.Bytes()
		if errors.Is(err, io.EOF) {
			b.store.take(n - chunk) // gives back what the last chunk did not need
			return nil
		}
		if err != nil {
			b.store.take(n - chunk)
			return err
		}
	}
	file, err := tempfile.New("")
	if err != nil {
		return fmt.Errorf("making a temporary file: %w", err)
	}
	b.file = file
	if _, err := file.Write(b.memory); err != nil {
		return fmt.Errorf("writing a temporary file: %w", err)
	}
	b.store.take(-int64(len(b.memory)))
	b.memory = nil
	n, err := io.Copy(file, r)
	b.size += n
	return err
}

// Size is the number of bytes.
func (b *Blob) Size() int64 { return b.size }

// ReadAt implements io.ReaderAt.
func (b *Blob) ReadAt(p []byte, offset int64) (int, error) {
	if b.file != nil {
		return b.file.ReadAt(p, offset)
	}
	return bytes.NewReader(b.memory).ReadAt(p, offset)
}

// Bytes is the whole stream.
func (b *Blob) Bytes() ([]byte, error) {
	if b.file == nil {
		return b.memory, nil
	}
	return io.ReadAll(io.NewSectionReader(b, 0, b.size))
}

// Release frees the blob's memory and removes its file. It may be called twice.
func (b *Blob) Release() error {
	b.store.mu.Lock()
	delete(b.store.blobs, b)
	b.store.memory += int64(len(b.memory))
	b.memory = nil
	file := b.file
	b.file = nil
	b.store.mu.Unlock()
	if file == nil {
		return nil
	}
	return file.Close()
}
