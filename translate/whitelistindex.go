package translate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/internal/literals"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

const (
	// maxUnindexed is how many items a whitelist may have without an index, which short ones do not need.
	maxUnindexed = 100
	// maxPart is how long the text is, in characters, by which a pattern is found wherever it has it.
	maxPart = 4
	// fewSharing is how many patterns may share a beginning before another text is looked for.
	fewSharing = 8
)

// pattern is an item that is no exact one.
type pattern struct {
	gate   string
	texts  literals.Literals
	broken bool
	record string // as Rego
}

// literalsOfWildcard are those of a text in which * stands for anything.
func literalsOfWildcard(text string) literals.Literals {
	pieces := strings.Split(text, "*")
	l := literals.Literals{Prefix: pieces[0], Suffix: pieces[len(pieces)-1]}
	for _, piece := range pieces {
		if piece != "" {
			l.Anywhere = append(l.Anywhere, piece)
		}
	}
	return l
}

// sign is the text by which a pattern is found: where it stands, and the text.
type sign struct{ where, text string }

// choose takes of each pattern the sign that few others have: its beginning, its end, or else a part.
func choose(all []literals.Literals) []sign {
	count := map[sign]int{}
	for _, s := range all {
		for _, x := range ends(s) {
			count[x]++
		}
	}
	best := func(signs []sign) (best sign) {
		for _, x := range signs {
			if best.where == "" || count[best] > fewSharing && count[x] < count[best] {
				best = x
			}
		}
		return best
	}
	chosen := make([]sign, len(all))
	var shared []int
	for i, s := range all {
		if chosen[i] = best(ends(s)); count[chosen[i]] > fewSharing || chosen[i].where == "" {
			shared = append(shared, i)
			for _, part := range parts(s.Anywhere) {
				count[sign{"parts", part}]++
			}
		}
	}
	for _, i := range shared {
		list := ends(all[i])
		for _, part := range parts(all[i].Anywhere) {
			list = append(list, sign{"parts", part})
		}
		chosen[i] = best(list)
	}
	return chosen
}

// ends has the signs that are cheapest to look for.
func ends(l literals.Literals) []sign {
	var list []sign
	if l.Prefix != "" {
		list = append(list, sign{"prefixes", l.Prefix})
	}
	if l.Suffix != "" {
		list = append(list, sign{"suffixes", l.Suffix})
	}
	return list
}

// parts are pieces of the texts, of one length or a single one that is shorter.
func parts(texts []string) []string {
	var parts []string
	for _, text := range texts {
		runes := []rune(text)
		for i := 0; i == 0 && len(runes) > 0 || i+maxPart <= len(runes); i++ {
			part := string(runes[i:min(i+maxPart, len(runes))])
			if len(parts) > 0 && len(part) > len(parts[0]) {
				parts = nil
			}
			if len(parts) == 0 || len(part) == len(parts[0]) {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// index is the Rego that says which patterns to try on which trigger ids, by gate: those that have
// a sign of theirs, and all others. Places are those in the list of patterns.
func (w *whitelist) index() string {
	places := map[string][]int{} // by gate
	var gates []string
	for i, p := range w.patterns {
		if p.broken {
			continue
		}
		if places[p.gate] == nil {
			gates = append(gates, p.gate)
		}
		places[p.gate] = append(places[p.gate], i)
	}
	var index source.Object
	for _, gate := range gates {
		index.Add(gate, w.indexOf(places[gate]))
	}
	return index.Block()
}

func (w *whitelist) indexOf(places []int) string {
	all := make([]literals.Literals, len(places))
	for i, place := range places {
		all[i] = w.patterns[place].texts
	}
	groups := map[string]map[int]*group{} // by where the sign stands, and its length
	var others []string
	for i, s := range choose(all) {
		place := strconv.Itoa(places[i])
		if s.where == "" {
			others = append(others, place)
			continue
		}
		length := len([]rune(s.text))
		if groups[s.where] == nil {
			groups[s.where] = map[int]*group{}
		}
		g := groups[s.where][length]
		if g == nil {
			g = &group{length: length, places: map[string][]string{}}
			groups[s.where][length] = g
		}
		g.add(s.text, place)
	}
	var index source.Object
	for _, where := range []string{"prefixes", "suffixes", "parts"} {
		index.Add(where, blocks(groups[where]))
	}
	index.Add("others", source.Array(others))
	return index.Block()
}

// group are the places of patterns by a sign of one length.
type group struct {
	length int
	texts  []string
	places map[string][]string
}

func (g *group) add(text, place string) {
	if g.places[text] == nil {
		g.texts = append(g.texts, text)
	}
	g.places[text] = append(g.places[text], place)
}

func blocks(groups map[int]*group) string {
	var list []*group
	for _, g := range groups {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *group) int { return a.length - b.length })
	var terms []string
	for _, g := range list {
		var texts, term source.Object
		for _, text := range g.texts {
			texts.Add(text, "["+strings.Join(g.places[text], ", ")+"]")
		}
		term.Add("length", strconv.Itoa(g.length))
		term.Add("places", texts.Block())
		terms = append(terms, term.Block())
	}
	return source.Lines(terms)
}
