package gunzip

import "math/bits"

// A Huffman code is decoded by looking up the stream's next bits in a table: as many
// bits as the table is made for, whose first ones are a code. A code that is longer
// leads on to a smaller table, which lies behind the first. An entry has
//
//	bits 0–7    how many bits to consume: the code's, and its extra bits
//	bits 8–11   how many of them are the code's; in an entry that leads on, how many
//	            bits the smaller table is made for
//	bits 13–15  what it is, where it is neither literal nor length nor distance
//	bits 16–30  the literal; the length or distance that the extra bits are added
//	            to; or where the smaller table begins
//	bit 31      whether it is a literal
type entry = uint32

const (
	isLiteral entry = 1 << 31
	isSpecial entry = 1 << 15 // leads on, ends the block, or is no code
	leadsOn   entry = 1 << 14
	endsBlock entry = 1 << 13
)

const (
	maxCode = 15 // bits of the longest code

	numLiterals  = 288
	numDistances = 32
	numLengths   = 19 // codes of lengths of codes

	literalBits  = 11
	distanceBits = 8
	lengthBits   = 7 // no code of lengths is longer

	// The most entries that a table and its smaller ones can have, for that many
	// symbols, that many bits at first and 15 at most.
	literalSize  = 2342
	distanceSize = 402
)

// symbols are the entries of symbols, but for the bits of their codes.
type symbols struct {
	literals  [numLiterals]entry
	distances [numDistances]entry
	lengths   [numLengths]entry
}

// newSymbols is the tables of RFC 1951, 3.2.5.
func newSymbols() *symbols {
	s := &symbols{}
	for i := range entry(256) {
		s.literals[i] = isLiteral | i<<16
	}
	s.literals[256] = isSpecial | endsBlock
	base := entry(3)
	for i := range entry(28) {
		extra := i/4 - min(i/4, 1)
		s.literals[257+i] = base<<16 | extra
		base += 1 << extra
	}
	s.literals[285] = 258 << 16
	s.literals[286], s.literals[287] = isSpecial, isSpecial
	base = 1
	for i := range entry(30) {
		extra := i/2 - min(i/2, 1)
		s.distances[i] = base<<16 | extra
		base += 1 << extra
	}
	s.distances[30], s.distances[31] = isSpecial, isSpecial
	for i := range entry(numLengths) {
		s.lengths[i] = i << 16
	}
	return s
}

// build makes the table of the code whose symbols' codes have the given lengths, 0
// for none. It is false where they are no code: where some bits are two codes, or
// none; but a single code may have one bit, and there may be no code at all.
func build(table []entry, first uint, symbols []entry, lengths []uint8) bool {
	var count [maxCode + 2]int
	for _, n := range lengths {
		count[n]++
	}
	count[0] = 0
	codes, left := 0, 1
	for _, n := range count[1 : maxCode+1] {
		codes += n
		if left = left<<1 - n; left < 0 {
			return false
		}
	}
	if left > 0 {
		if codes > 1 || codes == 1 && count[1] == 0 {
			return false
		}
		for i := range table[:1<<first] {
			table[i] = isSpecial
		}
	}
	var sorted [numLiterals]uint16 // the symbols, in the order of their codes
	var start [maxCode + 2]int
	for n := 1; n <= maxCode; n++ {
		start[n+1] = start[n] + count[n]
	}
	for symbol, n := range lengths {
		if n > 0 {
			sorted[start[n]] = uint16(symbol)
			start[n]++
		}
	}
	fill(table, first, symbols, sorted[:codes], &count)
	return true
}

// fill writes the entries of the symbols, which are in the order of their codes
// (RFC 1951, 3.2.2); count says how many codes have which length, from 1 on.
func fill(table []entry, first uint, symbols []entry, sorted []uint16, count *[maxCode + 2]int) {
	var (
		code uint
		n    = uint(1)
		part = table // the table that entries go to, which is made for size bits
		size = first
		skip uint // bits that led to it
		led  = ^uint(0)
		free = 1 << first
	)
	for _, symbol := range sorted {
		for count[n] == 0 {
			n++
			code <<= 1
		}
		// The stream has a code's first bit in the lowest place.
		reversed := uint(bits.Reverse16(uint16(code))) >> (16 - n)
		if from := reversed & (1<<first - 1); n > first && from != led {
			led, skip, size = from, first, n-first
			for used := count[n]; used < 1<<size; {
				size++
				used = used<<1 + count[first+size]
			}
			table[from] = isSpecial | leadsOn | entry(free)<<16 | entry(size)<<8 | entry(first)
			part = table[free : free+1<<size]
			free += 1 << size
		}
		e := symbols[symbol] + entry(n-skip)<<8 + entry(n-skip)
		for i := reversed >> skip; i < 1<<size; i += 1 << (n - skip) {
			part[i] = e
		}
		code++
		count[n]--
	}
}
