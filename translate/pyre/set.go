package pyre

import (
	"slices"
	"unicode"
)

// set is an immutable set of characters: sorted ranges that neither overlap nor touch.
type set struct{ ranges []span }

// span is a range of characters, both ends included.
type span struct{ lo, hi rune }

func newSet(spans ...span) *set {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b span) int { return int(a.lo) - int(b.lo) })
	s := &set{}
	for _, r := range spans {
		if n := len(s.ranges); n > 0 && r.lo <= s.ranges[n-1].hi+1 {
			s.ranges[n-1].hi = max(s.ranges[n-1].hi, r.hi)
			continue
		}
		s.ranges = append(s.ranges, r)
	}
	return s
}

func single(r rune) *set { return &set{ranges: []span{{r, r}}} }

// tableSet is the set of a Unicode table of the standard library.
func tableSet(tables ...*unicode.RangeTable) *set {
	var spans []span
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			spans = append(spans, span{lo, hi})
			return
		}
		for r := lo; r <= hi; r += stride {
			spans = append(spans, span{r, r})
		}
	}
	for _, table := range tables {
		for _, r := range table.R16 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range table.R32 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return newSet(spans...)
}

func (s *set) empty() bool { return len(s.ranges) == 0 }

func (s *set) union(t *set) *set {
	if s.empty() {
		return t
	}
	return newSet(slices.Concat(s.ranges, t.ranges)...)
}

func (s *set) complement() *set {
	c := &set{}
	next := rune(0)
	for _, r := range s.ranges {
		if r.lo > next {
			c.ranges = append(c.ranges, span{next, r.lo - 1})
		}
		next = r.hi + 1
	}
	if next <= unicode.MaxRune {
		c.ranges = append(c.ranges, span{next, unicode.MaxRune})
	}
	return c
}

func (s *set) intersect(t *set) *set {
	c := &set{}
	for i, j := 0, 0; i < len(s.ranges) && j < len(t.ranges); {
		a, b := s.ranges[i], t.ranges[j]
		if lo, hi := max(a.lo, b.lo), min(a.hi, b.hi); lo <= hi {
			c.ranges = append(c.ranges, span{lo, hi})
		}
		if a.hi < b.hi {
			i++
		} else {
			j++
		}
	}
	return c
}

func (s *set) minus(t *set) *set { return s.intersect(t.complement()) }

func (s *set) equal(t *set) bool { return slices.Equal(s.ranges, t.ranges) }

func (s *set) contains(r rune) bool {
	_, found := slices.BinarySearchFunc(s.ranges, r, func(have span, r rune) int {
		switch {
		case have.hi < r:
			return -1
		case have.lo > r:
			return 1
		}
		return 0
	})
	return found
}

// containsAll reports whether t is a subset of s.
func (s *set) containsAll(t *set) bool {
	i := 0
	for _, r := range t.ranges {
		for i < len(s.ranges) && s.ranges[i].hi < r.lo {
			i++
		}
		if i == len(s.ranges) || s.ranges[i].lo > r.lo || s.ranges[i].hi < r.hi {
			return false
		}
	}
	return true
}

// one returns the only character of a set that has one.
func (s *set) one() (rune, bool) {
	if len(s.ranges) == 1 && s.ranges[0].lo == s.ranges[0].hi {
		return s.ranges[0].lo, true
	}
	return 0, false
}
