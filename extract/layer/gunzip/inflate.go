package gunzip

import (
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
)

const (
	history = 32 << 10 // bytes that a distance can reach back
	// outSize is how many bytes are decompressed before they are handed out,
	// together with those that distances may reach.
	outSize = 128 << 10
	inSize  = 64 << 10
	// A step of the fast loop writes at most the longest match, in pieces of eight
	// bytes, and reads two pieces of eight.
	outSlack = 258 + 8
	inSlack  = 16
)

// inflater decompresses a DEFLATE stream (RFC 1951).
type inflater struct {
	source io.Reader
	in     [inSize]byte
	// at is the next byte of in[:end]. The eight bytes before it are kept, too.
	at, end int
	read    int64 // bytes of the stream that are no longer in in
	failed  error // of the source, io.EOF at its end

	// acc has the next bits of the stream in its lowest places; of these, n have been
	// taken from in. There may be more above them, which are those that come next.
	acc uint64
	n   uint

	out     [outSize + outSlack]byte
	written int // bytes of out that are decompressed
	given   int // bytes of out that are handed out

	state     state
	last      bool // the block is the last one
	left      int  // bytes of a stored block
	distance  int  // of the match that out had no room for
	symbols   *symbols
	literals  [literalSize]entry
	distances [distanceSize]entry
	lengths   [1 << lengthBits]entry
	code      [numLiterals + numDistances]uint8 // lengths of the codes
}

// state is what comes next in the stream.
type state uint8

const (
	header  state = iota // of a block
	stored               // more of a stored block
	coded                // more of a compressed block
	trailer              // the stream has ended
)

func newInflater(source io.Reader) *inflater {
	return &inflater{source: source, at: 8, end: 8, symbols: newSymbols()}
}

// reset begins another stream where the last one ended.
func (f *inflater) reset() {
	f.state, f.last, f.written, f.given = header, false, 0, 0
}

// more reads more of the source, and keeps what has not been used.
func (f *inflater) more() error {
	if f.failed != nil {
		return f.failed
	}
	gone := max(0, f.at-8)
	f.read += int64(gone)
	f.end = copy(f.in[:], f.in[gone:f.end])
	f.at -= gone
	for range 100 {
		var n int
		n, f.failed = f.source.Read(f.in[f.end:])
		if f.end += n; n > 0 {
			return nil
		}
		if f.failed != nil {
			return f.failed
		}
	}
	f.failed = io.ErrNoProgress
	return f.failed
}

// need makes sure that there are n bits, at most 32.
func (f *inflater) need(n uint) error {
	for f.n < n {
		if f.end-f.at >= 8 {
			f.acc |= binary.LittleEndian.Uint64(f.in[f.at:]) << f.n
			taken := (63 - f.n) >> 3
			f.at += int(taken)
			f.n += taken << 3
			return nil
		}
		if f.at == f.end {
			if err := f.more(); err != nil {
				return unexpected(err)
			}
			continue
		}
		f.acc |= uint64(f.in[f.at]) << f.n
		f.at++
		f.n += 8
	}
	return nil
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (f *inflater) drop(n uint) {
	f.acc >>= n & 63
	f.n -= n
}

// take is the next n bits.
func (f *inflater) take(n uint) (uint, error) {
	if err := f.need(n); err != nil {
		return 0, err
	}
	v := uint(f.acc & (1<<n - 1))
	f.drop(n)
	return v, nil
}

// align goes on to the next whole byte.
func (f *inflater) align() {
	f.at -= int(f.n >> 3)
	f.acc, f.n = 0, 0
}

func (f *inflater) corrupt() error {
	return flate.CorruptInputError(f.read + int64(f.at-8) - int64(f.n>>3))
}

// next decompresses more, and returns it; what it returned before is lost. The
// error is io.EOF after the last bytes of the stream.
func (f *inflater) next() ([]byte, error) {
	if f.written > history {
		f.written = copy(f.out[:], f.out[f.written-history:f.written])
	}
	f.given = f.written
	var err error
	for err == nil && f.written < outSize && f.state != trailer {
		switch f.state {
		case header:
			err = f.header()
		case stored:
			err = f.copyStored()
		case coded:
			err = f.decode()
		}
	}
	if err == nil && f.state == trailer && f.written == f.given {
		err = io.EOF
	}
	return f.out[f.given:f.written], err
}

// header reads that of a block (3.2.3).
func (f *inflater) header() error {
	if f.last {
		f.align()
		f.state = trailer
		return nil
	}
	v, err := f.take(3)
	if err != nil {
		return err
	}
	f.last = v&1 != 0
	switch v >> 1 {
	case 0:
		return f.storedHeader()
	case 1:
		f.fixed()
	case 2:
		err = f.dynamic()
	default:
		err = f.corrupt()
	}
	f.state = coded
	return err
}

func (f *inflater) storedHeader() error {
	f.align()
	v, err := f.take(32)
	if err != nil {
		return err
	}
	if v&0xffff != ^v>>16&0xffff {
		return f.corrupt()
	}
	f.align() // need may have taken more
	f.left, f.state = int(v&0xffff), stored
	return nil
}

func (f *inflater) copyStored() error {
	if f.left == 0 {
		f.state = header
		return nil
	}
	if f.at == f.end {
		if err := f.more(); err != nil {
			return unexpected(err)
		}
	}
	n := copy(f.out[f.written:min(outSize, f.written+f.left)], f.in[f.at:f.end])
	f.at += n
	f.written += n
	f.left -= n
	return nil
}

// fixed is the code of 3.2.6.
func (f *inflater) fixed() {
	for i := range f.code {
		switch {
		case i < 144:
			f.code[i] = 8
		case i < 256:
			f.code[i] = 9
		case i < 280:
			f.code[i] = 7
		case i < numLiterals:
			f.code[i] = 8
		default:
			f.code[i] = 5
		}
	}
	f.build(numLiterals, numDistances)
}

// build makes the tables of a block.
func (f *inflater) build(literals, distances int) bool {
	return build(f.literals[:], literalBits, f.symbols.literals[:], f.code[:literals]) &&
		build(f.distances[:], distanceBits, f.symbols.distances[:], f.code[literals:literals+distances])
}

// dynamic reads a block's own code (3.2.7).
func (f *inflater) dynamic() error {
	v, err := f.take(14)
	if err != nil {
		return err
	}
	literals, distances, lengths := int(v&31)+257, int(v>>5&31)+1, int(v>>10)+4
	if literals > 286 || distances > 30 {
		return f.corrupt()
	}
	var code [numLengths]uint8
	for _, symbol := range []uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}[:lengths] {
		if v, err = f.take(3); err != nil {
			return err
		}
		code[symbol] = uint8(v)
	}
	if !build(f.lengths[:], lengthBits, f.symbols.lengths[:], code[:]) {
		return f.corrupt()
	}
	for i := 0; i < literals+distances; {
		repeat, length, err := f.length()
		if err != nil {
			return err
		}
		if length == repeatLast {
			if i == 0 {
				return f.corrupt()
			}
			length = f.code[i-1]
		}
		if i+repeat > literals+distances {
			return f.corrupt()
		}
		for range repeat {
			f.code[i] = length
			i++
		}
	}
	if !f.build(literals, distances) {
		return f.corrupt()
	}
	return nil
}

// repeatLast stands for the length before.
const repeatLast = 16

// length reads the length of a code, and how many codes in a row have it.
func (f *inflater) length() (repeat int, length uint8, err error) {
	e, err := f.lookUp(f.lengths[:], lengthBits)
	if err != nil {
		return 0, 0, err
	}
	if e&isSpecial != 0 {
		return 0, 0, f.corrupt()
	}
	length = uint8(e >> 16)
	if length < repeatLast {
		return 1, length, nil
	}
	v, err := f.take([...]uint{2, 3, 7}[length-repeatLast])
	if err != nil {
		return 0, 0, err
	}
	switch length {
	case repeatLast:
		return int(v) + 3, repeatLast, nil
	case 17:
		return int(v) + 3, 0, nil
	}
	return int(v) + 11, 0, nil
}
