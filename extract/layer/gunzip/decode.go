package gunzip

import "encoding/binary"

// decode decompresses a block until it ends or out is full: fast while there is
// enough of in and out for whatever comes, else with care.
func (f *inflater) decode() error {
	for f.written < outSize && f.state == coded {
		if f.end-f.at < inSlack && f.failed == nil {
			// Where this fails, careful finds out whether more was needed.
			_ = f.more()
			continue
		}
		decode := f.careful
		if f.end-f.at >= inSlack {
			decode = f.fast
		}
		if err := decode(); err != nil {
			return err
		}
	}
	return nil
}

// careful decodes one literal, or one match, or the block's end.
func (f *inflater) careful() error {
	e, err := f.lookUp(f.literals[:], literalBits)
	switch {
	case err != nil:
		return err
	case e&isLiteral != 0:
		f.out[f.written] = byte(e >> 16)
		f.written++
		return nil
	case e&endsBlock != 0:
		f.state = header
		return nil
	case e&isSpecial != 0:
		return f.corrupt()
	}
	length, err := f.value(e)
	if err != nil {
		return err
	}
	if e, err = f.lookUp(f.distances[:], distanceBits); err != nil {
		return err
	}
	if e&isSpecial != 0 {
		return f.corrupt()
	}
	distance, err := f.value(e)
	if err != nil {
		return err
	}
	if distance > f.written {
		return f.corrupt()
	}
	for range length {
		f.out[f.written] = f.out[f.written-distance]
		f.written++
	}
	return nil
}

// lookUp decodes the next code, with no more of the stream than it has.
func (f *inflater) lookUp(table []entry, first uint) (entry, error) {
	for need := uint(1); ; need = f.n + 1 {
		if err := f.need(need); err != nil {
			return 0, err
		}
		e, bits := table[f.acc&(1<<first-1)], uint(0)
		if e&leadsOn != 0 {
			e = table[uint(e>>16)+uint(f.acc>>first)&(1<<(e>>8&15)-1)]
			bits = first
		}
		if bits += uint(e >> 8 & 15); bits <= f.n {
			f.drop(bits)
			return e, nil
		}
	}
}

// value adds the extra bits to what an entry says.
func (f *inflater) value(e entry) (int, error) {
	extra, err := f.take(uint(e&63 - e>>8&15))
	return int(e>>16) + int(extra), err
}

// fast decodes while there are inSlack bytes to read and room for outSlack more.
func (f *inflater) fast() error {
	var (
		in        = f.in[:f.end]
		out       = &f.out
		literals  = &f.literals
		distances = &f.distances
		acc, n    = f.acc, f.n
		at, w     = f.at, f.written
		corrupt   bool
	)
	// After this there are at least 56 bits: enough for a length and a distance with
	// all their extra bits, or for three literals and a look at what follows.
	acc |= binary.LittleEndian.Uint64(in[at:]) << (n & 63)
	at += int((63 - n) >> 3)
	n |= 56
	e := literals[acc&(1<<literalBits-1)]
	for w < outSize {
		if e&isLiteral != 0 {
			out[w] = byte(e >> 16)
			w++
			acc >>= e & 63
			n -= uint(e & 63)
			e = literals[acc&(1<<literalBits-1)]
			if e&isLiteral != 0 {
				out[w] = byte(e >> 16)
				w++
				acc >>= e & 63
				n -= uint(e & 63)
				e = literals[acc&(1<<literalBits-1)]
				if e&isLiteral != 0 {
					out[w] = byte(e >> 16)
					w++
					acc >>= e & 63
					n -= uint(e & 63)
					e = literals[acc&(1<<literalBits-1)]
				}
			}
			if at+inSlack > len(in) {
				break
			}
			acc |= binary.LittleEndian.Uint64(in[at:]) << (n & 63)
			at += int((63 - n) >> 3)
			n |= 56
			continue
		}
		if e&isSpecial != 0 {
			if e&leadsOn != 0 {
				acc >>= literalBits
				n -= literalBits
				e = literals[uint(e>>16)+uint(acc)&(1<<(e>>8&15)-1)]
			}
			if e&(isLiteral|isSpecial) != 0 {
				acc >>= e & 63
				n -= uint(e & 63)
				if e&isLiteral != 0 {
					out[w] = byte(e >> 16)
					w++
					if at+inSlack > len(in) {
						break
					}
					acc |= binary.LittleEndian.Uint64(in[at:]) << (n & 63)
					at += int((63 - n) >> 3)
					n |= 56
					e = literals[acc&(1<<literalBits-1)]
					continue
				}
				if e&endsBlock != 0 {
					f.state = header
				} else {
					corrupt = true
				}
				break
			}
		}
		length := int(e>>16) + int(acc&(1<<(e&63)-1)>>(e>>8&15))
		acc >>= e & 63
		n -= uint(e & 63)
		d := distances[acc&(1<<distanceBits-1)]
		if d&isSpecial != 0 {
			if d&leadsOn != 0 {
				acc >>= distanceBits
				n -= distanceBits
				d = distances[uint(d>>16)+uint(acc)&(1<<(d>>8&15)-1)]
			}
			if d&isSpecial != 0 {
				corrupt = true
				break
			}
		}
		distance := int(d>>16) + int(acc&(1<<(d&63)-1)>>(d>>8&15))
		acc >>= d & 63
		n -= uint(d & 63)
		if distance > w {
			corrupt = true
			break
		}
		enough := at+inSlack <= len(in)
		if enough {
			acc |= binary.LittleEndian.Uint64(in[at:]) << (n & 63)
			at += int((63 - n) >> 3)
			n |= 56
			e = literals[acc&(1<<literalBits-1)]
		}
		from, end := w-distance, w+length
		if distance >= 8 {
			for w < end {
				binary.LittleEndian.PutUint64(out[w:w+8], binary.LittleEndian.Uint64(out[from:from+8]))
				w += 8
				from += 8
			}
			w = end
		} else {
			for ; w < end; w++ {
				out[w] = out[from]
				from++
			}
		}
		if !enough {
			break
		}
	}
	f.acc, f.n, f.at, f.written = acc, n, at, w
	if corrupt {
		return f.corrupt()
	}
	return nil
}
