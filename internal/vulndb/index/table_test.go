package index

import (
	"errors"
	"strings"
	"testing"
)

// TestDirectory is about directories that promise what no block may have.
func TestDirectory(t *testing.T) {
	t.Parallel()
	good := block{first: "a", stored: 10, size: maxBlock, sum: strings.Repeat("x", sumSize)}
	with := func(change func(*block)) []block {
		b := good
		change(&b)
		return []block{b}
	}
	tests := []struct {
		name      string
		directory []block
		want      error
	}{
		{"as long as may be", []block{good}, nil},
		{"too long", with(func(b *block) { b.size++ }), errDamaged},
		{"longer than the file", with(func(b *block) { b.stored = 101 }), errDamaged},
		{"behind the file's end", with(func(b *block) { b.offset = 91 }), errDamaged},
		{"an offset that overflows", with(func(b *block) { b.offset = 1<<64 - 1 }), errDamaged},
		{"half a checksum", with(func(b *block) { b.sum = b.sum[1:] }), errDamaged},
		{"not sorted", []block{good, good}, errDamaged},
	}
	for _, test := range tests {
		if _, err := newTable(nil, 0, 100, test.directory); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
	}
}
