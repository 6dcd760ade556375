package pattern

import "math/bits"

// set is a set of bytes.
type set [4]uint64

func (s *set) add(b byte)     { s[b>>6] |= 1 << (b & 63) }
func (s set) has(b byte) bool { return s[b>>6]&(1<<(b&63)) != 0 }

func (s *set) addRange(lo, hi byte) {
	for b := int(lo); b <= int(hi); b++ {
		s.add(byte(b))
	}
}

func (s *set) union(other set) {
	for i := range s {
		s[i] |= other[i]
	}
}

func (s set) negated() set {
	for i := range s {
		s[i] = ^s[i]
	}
	return s
}

func (s set) size() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// folded adds the other case of each ASCII letter: Python's (?i) on bytes knows
// no other letters.
func (s set) folded() set {
	for b := byte('a'); b <= 'z'; b++ {
		upper := b - 'a' + 'A'
		if s.has(b) || s.has(upper) {
			s.add(b)
			s.add(upper)
		}
	}
	return s
}

// ranges calls yield for each run of neighbouring bytes, in order. A run never
// crosses from 0x7f to 0x80, where the mapping to characters has its gap.
func (s set) ranges(yield func(lo, hi byte)) {
	for b := 0; b < 256; b++ {
		if !s.has(byte(b)) {
			continue
		}
		lo := b
		for b+1 < 256 && b+1 != 0x80 && s.has(byte(b+1)) {
			b++
		}
		yield(byte(lo), byte(b))
	}
}

func single(b byte) set {
	var s set
	s.add(b)
	return s
}

func digits() set {
	var s set
	s.addRange('0', '9')
	return s
}

func spaces() set {
	var s set
	for _, b := range []byte(" \t\n\r\f\v") {
		s.add(b)
	}
	return s
}

func wordBytes() set {
	s := digits()
	s.addRange('a', 'z')
	s.addRange('A', 'Z')
	s.add('_')
	return s
}

func anyByte() set { return set{}.negated() }

func notNewline() set { return single('\n').negated() }

// class is the set of \d, \s, \w or their complements.
func class(letter byte) (set, bool) {
	switch letter {
	case 'd':
		return digits(), true
	case 'D':
		return digits().negated(), true
	case 's':
		return spaces(), true
	case 'S':
		return spaces().negated(), true
	case 'w':
		return wordBytes(), true
	case 'W':
		return wordBytes().negated(), true
	}
	return set{}, false
}
