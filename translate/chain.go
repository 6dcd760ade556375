package translate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// maxChain is the length up to which choices are one chain of else: OPA takes
// half a second for a chain of 1,000 and a minute for one of 10,000. Longer
// ones are data.
const maxChain = 50

// writeChain writes a rule that has the value of the first branch that holds,
// and is undefined where none does.
func writeChain(b *strings.Builder, name, comment string, branches []branch) {
	if len(branches) == 0 {
		return
	}
	if len(branches) > maxChain {
		writeChoices(b, name, comment, branches)
		return
	}
	b.WriteString("\n" + source.Title(comment, "") + name + " := ")
	for i, one := range branches {
		if i > 0 {
			b.WriteString(" else := ")
		}
		b.WriteString(one.value())
		if len(one.conditions) == 0 {
			break // it always holds, and Rego allows no else behind it
		}
		b.WriteString(" if {\n\t" + strings.Join(one.conditions, "\n\t") + "\n}")
	}
	b.WriteString("\n")
}

// unindent makes one line of a literal; no text in it holds a line end or a tab.
var unindent = strings.NewReplacer("\n", "", "\t", "")

// writeChoices writes the same with the branches as data: places by one text to which a part of
// the name is equal, what else has to hold there, and values as JSON texts, of which one is read. All of it are
// constants, which cost nothing where a test asks again and again.
func writeChoices(b *strings.Builder, name, comment string, branches []branch) {
	places := map[string]map[string][]string{} // part -> text -> places
	texts := map[string][]string{}             // part -> texts, in order
	var further source.Object
	values := make([]string, len(branches))
	for i, one := range branches {
		equal, re2 := one.selector.texts()
		by := fact{}
		for j, f := range slices.Backward(equal) {
			if f.part != "tag" || len(equal) == 1 { // many have the same tag
				by, equal = f, slices.Delete(equal, j, j+1)
				break
			}
		}
		if places[by.part] == nil {
			places[by.part] = map[string][]string{}
		}
		if places[by.part][by.text] == nil {
			texts[by.part] = append(texts[by.part], by.text)
		}
		place := strconv.Itoa(i)
		places[by.part][by.text] = append(places[by.part][by.text], place)
		if len(equal)+len(re2) > 0 {
			var o source.Object
			o.Add("equal", object(equal))
			o.Add("re2", object(re2))
			further.Add(place, o.Inline())
		}
		values[i] = source.String(unindent.Replace(withoutTrailingCommas(one.value())))
	}
	var index source.Object
	for _, part := range slices.Sorted(maps.Keys(texts)) {
		var o source.Object
		for _, text := range texts[part] {
			o.Add(text, source.Array(places[part][text]))
		}
		index.Add(part, o.Block())
	}
	fmt.Fprintf(b, "\n# %s to %s: places by a part of the image's name, what else has to hold, and values.\n", branches[0].pointer, branches[len(branches)-1].pointer)
	fmt.Fprintf(b, "_%s_places := %s\n\n_%s_further := %s\n\n_%s_values := %s\n", name, index.Block(), name, further.Block(), name, source.Lines(values))
	fmt.Fprintf(b, `
%s%s := json.unmarshal(_%s_values[min(places)]) if {
	places := {place |
		some part, text in object.union(ref.parts, {"": ""})
		some place in _%s_places[part][text]
		further := object.get(_%s_further, format_int(place, 10), {"equal": {}, "re2": {}})
		object.subset(ref.parts, further.equal)
		every name, expression in further.re2 { regex.match(expression, ref.parts[name]) }
	}
}
`, source.Title(comment, ""), name, name, name, name)
}

// fact is a text that a part of the image's name has to be equal to, or an expression that it
// has to match.
type fact struct{ part, text string }

// object has the facts by their parts.
func object(facts []fact) string {
	var o source.Object
	for _, f := range facts {
		o.Add(f.part, source.String(f.text))
	}
	return o.Inline()
}

// texts are the conditions as data.
func (s selector) texts() (equal, re2 []fact) {
	for _, p := range s.parts {
		part := p.subject[strings.LastIndex(p.subject, ".")+1:]
		switch p.match.kind {
		case matchAny:
		case matchEqual:
			equal = append(equal, fact{part, p.match.text})
		case matchRE2:
			re2 = append(re2, fact{part, p.match.text})
		case matchBroken:
			return equal, re2
		}
	}
	return equal, re2
}
