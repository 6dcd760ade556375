package spool

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestPut(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		memory int64
		size   int
		onDisk bool
	}{
		{name: "empty", memory: chunk, size: 0},
		{name: "in memory", memory: chunk, size: 10},
		{name: "one chunk is full before the end is seen", memory: chunk, size: chunk, onDisk: true},
		{name: "several chunks in memory", memory: 4 * chunk, size: 3*chunk + 7},
		{name: "more than the memory", memory: 2 * chunk, size: 5*chunk + 1, onDisk: true},
		{name: "too long to be held", memory: 1 << 30, size: maxHeld + 1, onDisk: true},
		{name: "no memory at all", memory: 0, size: 3, onDisk: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want := bytes.Repeat([]byte("0123456789abcdef!"), test.size/17+1)[:test.size]
			store := New(test.memory)
			blob, err := store.Put(bytes.NewReader(want), int64(test.size))
			if err != nil {
				t.Fatal(err)
			}
			got, err := blob.Bytes()
			if err != nil || !bytes.Equal(want, got) || blob.Size() != int64(test.size) {
				t.Errorf("got %d bytes (%v), want %d", len(got), err, test.size)
			}
			section, err := io.ReadAll(io.NewSectionReader(blob, int64(test.size/2), int64(test.size)))
			if err != nil || !bytes.Equal(want[test.size/2:], section) {
				t.Errorf("the second half: got %d bytes (%v)", len(section), err)
			}
			if got := blob.file != nil; got != test.onDisk {
				t.Errorf("on disk: got %v, want %v", got, test.onDisk)
			}
			if err := store.Close(); err != nil {
				t.Fatal(err)
			}
			if store.memory != test.memory {
				t.Errorf("memory after closing: got %d, want %d", store.memory, test.memory)
			}
		})
	}
}

func TestPutTooLong(t *testing.T) {
	t.Parallel()
	for _, memory := range []int64{0, 10 * chunk} {
		store := New(memory)
		_, err := store.Put(strings.NewReader("12345"), 4)
		var tooLong TooLong
		if !errors.As(err, &tooLong) || tooLong.Limit != 4 {
			t.Errorf("got %v", err)
		}
		if store.memory != memory || len(store.blobs) != 0 {
			t.Errorf("memory %d, %d blobs left", store.memory, len(store.blobs))
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}
