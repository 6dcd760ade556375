package pyre

import (
	"slices"
	"sync"
	"unicode"
)

// alike lists the lower-case characters that Python takes for one another with
// the flag i although lower-casing does not make them equal; chiefly the
// dotless i.
var alike = sync.OnceValue(func() [][]rune {
	return [][]rune{
		{'i', 'ı'}, {'s', 'ſ'}, {'µ', 'μ'}, {0x345, 'ι', 0x1fbe}, {0x390, 0x1fd3}, {0x3b0, 0x1fe3},
		{'β', 'ϐ'}, {'ε', 'ϵ'}, {'θ', 'ϑ'}, {'κ', 'ϰ'}, {'π', 'ϖ'}, {'ρ', 'ϱ'}, {'σ', 'ς'}, {'φ', 'ϕ'},
		{'ṡ', 'ẛ'}, {0xfb05, 0xfb06},
	}
})

// orbits has, for every character that has other cases, the set of characters
// that match it in Python with the flag i: those whose lower case is alike.
var orbits = sync.OnceValue(func() map[rune]*set {
	representative := map[rune]rune{}
	for _, group := range alike() {
		for _, r := range group {
			representative[r] = group[0]
		}
	}
	members := map[rune][]span{}
	add := func(r rune) {
		lower := unicode.ToLower(r)
		key := lower
		if rep, ok := representative[key]; ok {
			key = rep
		}
		members[key] = append(members[key], span{r, r}, span{lower, lower})
	}
	for _, cases := range unicode.CaseRanges {
		for r := rune(cases.Lo); r <= rune(cases.Hi); r++ {
			add(r)
		}
	}
	for r := range representative {
		add(r)
	}
	orbits := map[rune]*set{}
	for _, spans := range members {
		orbit := newSet(spans...)
		if _, alone := orbit.one(); alone {
			continue
		}
		for _, r := range spans {
			orbits[r.lo] = orbit
		}
	}
	return orbits
})

// cased is every character of orbits, sorted.
var cased = sync.OnceValue(func() []rune {
	runes := make([]rune, 0, len(orbits()))
	for r := range orbits() {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	return runes
})

// fold adds to a set what matches its characters with the flag i. With the flag
// a only ASCII letters have cases.
func fold(s *set, ascii bool) *set {
	if r, ok := s.one(); ok && !ascii {
		if orbit := orbits()[r]; orbit != nil {
			return orbit
		}
		return s
	}
	spans := slices.Clone(s.ranges)
	if ascii {
		for _, upper := range s.intersect(newSet(span{'A', 'Z'})).ranges {
			spans = append(spans, span{upper.lo + 'a' - 'A', upper.hi + 'a' - 'A'})
		}
		for _, lower := range s.intersect(newSet(span{'a', 'z'})).ranges {
			spans = append(spans, span{lower.lo - 'a' + 'A', lower.hi - 'a' + 'A'})
		}
		return newSet(spans...)
	}
	all := cased()
	for _, r := range s.ranges {
		i, _ := slices.BinarySearch(all, r.lo)
		for ; i < len(all) && all[i] <= r.hi; i++ {
			spans = append(spans, orbits()[all[i]].ranges...)
		}
	}
	return newSet(spans...)
}
