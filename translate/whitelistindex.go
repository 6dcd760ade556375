package translate

import (
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

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
	signs  signs
	broken bool
	record string // as Rego
}

// signs are texts without which nothing matches a pattern, each "" where there is none.
type signs struct {
	prefix, suffix string
	texts          []string // anywhere
}

// signsOf reads them off an expression.
func signsOf(re2 string) signs {
	re, err := syntax.Parse(re2, syntax.Perl)
	if err != nil {
		return signs{}
	}
	list := sequence(nil, re)
	var s signs
	begin := 0
	for begin < len(list) && list[begin].Op == syntax.OpBeginText {
		begin++
	}
	end := len(list)
	closed := end > begin && list[end-1].Op == syntax.OpEndText
	if closed {
		if end--; end > begin && isLineEnd(list[end-1]) {
			end--
		}
	}
	if begin > 0 && begin < end {
		s.prefix = literalText(list[begin])
	}
	if closed && begin < end {
		s.suffix = literalText(list[end-1])
	}
	for _, re := range list[begin:end] {
		if text := literalText(re); text != "" {
			s.texts = append(s.texts, text)
		}
	}
	return s
}

// signsOfWildcard are those of a text in which * stands for anything.
func signsOfWildcard(text string) signs {
	pieces := strings.Split(text, "*")
	s := signs{prefix: pieces[0], suffix: pieces[len(pieces)-1]}
	for _, piece := range pieces {
		if piece != "" {
			s.texts = append(s.texts, piece)
		}
	}
	return s
}

// sequence adds the expressions that have to match one after the other.
func sequence(list []*syntax.Regexp, re *syntax.Regexp) []*syntax.Regexp {
	switch re.Op {
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			list = sequence(list, sub)
		}
	case syntax.OpCapture:
		list = sequence(list, re.Sub[0])
	case syntax.OpEmptyMatch:
	default:
		list = append(list, re)
	}
	return list
}

// literalText is the text for which an expression stands, "" for none.
func literalText(re *syntax.Regexp) string {
	if re.Op != syntax.OpLiteral || re.Flags&syntax.FoldCase != 0 {
		return ""
	}
	return string(re.Rune)
}

// isLineEnd recognizes the line end that Python's $ lets stand before the end.
func isLineEnd(re *syntax.Regexp) bool {
	return re.Op == syntax.OpQuest && literalText(re.Sub[0]) == "\n"
}

// sign is the text by which a pattern is found: where it stands, and the text.
type sign struct{ where, text string }

// choose takes of each pattern the sign that few others have: its beginning, its end, or else a part.
func choose(all []signs) []sign {
	count := map[sign]int{}
	for _, s := range all {
		for _, x := range s.ends() {
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
		if chosen[i] = best(s.ends()); count[chosen[i]] > fewSharing || chosen[i].where == "" {
			shared = append(shared, i)
			for _, part := range s.parts() {
				count[sign{"parts", part}]++
			}
		}
	}
	for _, i := range shared {
		list := all[i].ends()
		for _, part := range all[i].parts() {
			list = append(list, sign{"parts", part})
		}
		chosen[i] = best(list)
	}
	return chosen
}

// ends has the signs that are cheapest to look for.
func (s signs) ends() []sign {
	var list []sign
	if s.prefix != "" {
		list = append(list, sign{"prefixes", s.prefix})
	}
	if s.suffix != "" {
		list = append(list, sign{"suffixes", s.suffix})
	}
	return list
}

// parts are pieces of the texts, of one length or a single one that is shorter.
func (s signs) parts() []string {
	var parts []string
	for _, text := range s.texts {
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
	all := make([]signs, len(places))
	for i, place := range places {
		all[i] = w.patterns[place].signs
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
