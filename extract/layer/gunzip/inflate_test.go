package gunzip

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
)

// inflate goes without the checksum, which hardly anything that a fuzzer makes has.
func inflate(stream []byte) ([]byte, error) {
	f := newInflater(bytes.NewReader(stream))
	var all []byte
	for {
		part, err := f.next()
		all = append(all, part...)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
	}
}

// streams are DEFLATE streams with blocks of all kinds.
func streams(t testing.TB) [][]byte {
	t.Helper()
	all := [][]byte{
		{}, {3, 0}, []byte("\x01\x02\x00\xfd\xffab"), {7}, // empty, stored, a reserved type
		[]byte("\x4b\x4c\x4a\x4e\x04\x91\x00"), []byte("\x4b\x04\x61\x00"), // the fixed code
	}
	var text bytes.Buffer
	for i := range 600 { // words of many frequencies have long codes
		text.Write(bytes.Repeat([]byte{byte(i * i >> 7)}, 1+i%5))
	}
	for _, level := range []int{flate.HuffmanOnly, flate.BestSpeed, flate.BestCompression} {
		var out bytes.Buffer
		w, err := flate.NewWriter(&out, level)
		if err == nil {
			_, err = w.Write(text.Bytes())
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		all = append(all, out.Bytes())
	}
	return all
}

// alike compares with the standard library: what it takes, and only that, is taken.
func alike(t *testing.T, stream []byte) {
	t.Helper()
	want, wantErr := io.ReadAll(flate.NewReader(bytes.NewReader(stream)))
	got, err := inflate(stream)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("got error %v, want %v, for %x", err, wantErr, stream)
	}
	if err == nil && !bytes.Equal(got, want) {
		t.Fatalf("got %x, want %x, for %x", got, want, stream)
	}
}

// TestChanged changes and joins streams at random.
func TestChanged(t *testing.T) {
	t.Parallel()
	all := streams(t)
	r := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // the same changes each time
	for range 20_000 {
		stream := bytes.Clone(all[r.IntN(len(all))])
		for range r.IntN(4) {
			if len(stream) == 0 {
				break
			}
			switch at := r.IntN(len(stream)); r.IntN(4) {
			case 0:
				stream[at] ^= 1 << r.IntN(8)
			case 1:
				stream[at] = byte(r.Uint32())
			case 2:
				stream = stream[:at]
			default:
				stream = append(stream[:at:at], all[r.IntN(len(all))]...)
			}
		}
		alike(t, append(stream, make([]byte, r.IntN(40))...)) // so that the fast loop sees the end, too
	}
}

func FuzzInflate(f *testing.F) {
	for _, stream := range streams(f) {
		f.Add(stream)
	}
	f.Fuzz(alike)
}

// TestTables has the largest tables that there can be: they must fit.
func TestTables(t *testing.T) {
	t.Parallel()
	s := newSymbols()
	for _, tt := range []struct {
		name    string
		lengths []uint8
		want    bool
	}{
		{"none", nil, true},
		{"one of one bit", []uint8{0, 1}, true},
		{"one of two bits", []uint8{0, 2}, false},
		{"too few", []uint8{1, 2}, false},
		{"too many", []uint8{1, 1, 1}, false},
		{"two", []uint8{1, 1}, true},
		{"one of each", []uint8{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15}, true},
	} {
		table := make([]entry, distanceSize)
		if got := build(table, distanceBits, s.distances[:], append(tt.lengths, make([]uint8, numDistances-len(tt.lengths))...)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestAllCodes goes over every way to have a complete code of few lengths, as far as
// sizes of tables go.
func TestAllCodes(t *testing.T) {
	t.Parallel()
	s := newSymbols()
	tables := map[int][]entry{numLiterals: make([]entry, literalSize), numDistances: make([]entry, distanceSize)}
	for symbols, table := range tables {
		first, kinds := uint(literalBits), s.literals[:]
		if symbols == numDistances {
			first, kinds = distanceBits, s.distances[:]
		}
		built := 0
		var counts [maxCode + 1]int
		var choose func(n, left, free int)
		choose = func(n, left, free int) {
			if built > 200_000 {
				return
			}
			if left == 0 {
				var lengths []uint8
				for n, c := range counts {
					lengths = append(lengths, bytes.Repeat([]byte{uint8(n)}, c)...)
				}
				built++
				if !build(table, first, kinds, append(lengths, make([]uint8, symbols-len(lengths))...)) {
					t.Fatalf("%v is a code", counts)
				}
				return
			}
			if n > maxCode || left > free {
				return
			}
			for c := min(left, free); c >= 0; c-- {
				if rest := left - c; rest == 0 || n < maxCode && rest*2 <= free-c || n < maxCode && rest <= free-c {
					counts[n] = c
					choose(n+1, rest*2, free-c)
					counts[n] = 0
				}
			}
		}
		choose(1, 2, symbols)
		if built == 0 {
			t.Errorf("%d symbols: no code was tried", symbols)
		}
	}
}
