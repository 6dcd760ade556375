package translate

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// maxChain is the length up to which choices are one chain of else: OPA takes
// half a second for a chain of 1,000 and a minute for one of 10,000. Longer
// ones are a JSON text.
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

// writeChoices writes the same with the branches as data.
func writeChoices(b *strings.Builder, name, comment string, branches []branch) {
	choices := make([]string, len(branches))
	for i, one := range branches {
		var o source.Object
		equal, re2 := one.selector.texts()
		o.Add("equal", equal)
		o.Add("re2", re2)
		o.Add("value", one.value())
		choices[i] = o.Block()
	}
	fmt.Fprintf(b, "\n# %s to %s: what parts of the image's name are equal to, and the expressions that they match\n", branches[0].pointer, branches[len(branches)-1].pointer)
	fmt.Fprintf(b, "_%s_choices := json.unmarshal(`%s`)\n", name, withoutTrailingCommas(source.Lines(choices)))
	fmt.Fprintf(b, `
%s%s := [choice.value |
	some choice in _%s_choices
	object.subset(ref.parts, choice.equal)
	every part, expression in choice.re2 { regex.match(expression, ref.parts[part]) }
][0]
`, source.Title(comment, ""), name, name)
}

// texts are the conditions as data: objects of Rego, by the part of the name.
func (s selector) texts() (equal, re2 string) {
	var equals, expressions source.Object
	for _, p := range s.parts {
		name := p.subject[strings.LastIndex(p.subject, ".")+1:]
		switch p.match.kind {
		case matchAny:
		case matchEqual:
			equals.Add(name, source.String(p.match.text))
		case matchRE2:
			expressions.Add(name, source.String(p.match.text))
		case matchBroken:
			return equals.Inline(), expressions.Inline()
		}
	}
	return equals.Inline(), expressions.Inline()
}
