// Package texts keeps many short texts side by side. Each in a block of its own they
// would lie scattered among what was needed only for a moment, and hold the memory
// around them.
package texts

import "strings"

const (
	firstChunk   = 1 << 10 // bytes
	largestChunk = 64 << 10
)

// Keeper keeps texts for as long as any of its neighbours is in use, which are at most
// 64 KiB. The zero value is ready for use, by one goroutine.
type Keeper struct {
	chunk strings.Builder
}

// Keep is a text equal to s.
func (k *Keeper) Keep(s string) string { return k.Join(s) }

// Join is the parts in one text.
func (k *Keeper) Join(parts ...string) string {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	if n > largestChunk/8 {
		return strings.Join(parts, "")
	}
	if k.chunk.Cap()-k.chunk.Len() < n {
		size := max(n, firstChunk, min(largestChunk, 2*k.chunk.Cap()))
		k.chunk = strings.Builder{}
		k.chunk.Grow(size)
	}
	start := k.chunk.Len()
	for _, p := range parts {
		k.chunk.WriteString(p)
	}
	return k.chunk.String()[start:]
}
