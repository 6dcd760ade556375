package translate

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/internal/source"
	"github.com/pratique-dev/pratique/translate/pyre"
)

// expression is a regular expression of a rule that RE2 cannot run: whoever
// makes the document runs it, on the texts that the trigger's module names.
type expression struct {
	need   string
	python string
	// subjects is the function of the trigger's module and its argument, as Rego.
	subjects string
}

// ask takes up an expression that RE2 cannot run, and says whether somebody else
// can: a backtracking engine, where the trigger says on which texts.
func (a *assignment) ask(p *catalog.Parameter, python string) bool {
	if p.Subjects == nil {
		return false
	}
	if _, err := pyre.Regexp2(python); err != nil {
		return false
	}
	if a.rule.broken != "" { // nothing will be asked
		return true
	}
	var arguments source.Object
	texts := make([]*string, len(p.Subjects))
	for i, name := range p.Subjects {
		if c, given := a.values[name]; given {
			arguments.Add(name, c.term)
			texts[i] = &c.text
		}
	}
	// Two rules with the same need get the same texts: the function has nothing
	// else to go by.
	need := "matches:" + a.rule.gate + "." + a.rule.trigger + "." + p.Name + jsonArray(texts) + ":" + python
	a.rule.expressions = append(a.rule.expressions, expression{
		need: need, python: python,
		subjects: p.Name + "_subjects(" + arguments.Inline() + ")",
	})
	return true
}

// jsonArray is "" for no texts.
func jsonArray(texts []*string) string {
	if len(texts) == 0 {
		return ""
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(texts); err != nil {
		panic("translate: strings that are not JSON: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// subjectsPath is the module that says on which texts the expressions run.
const subjectsPath = "pratique/subjects.rego"

// subjectsModule writes it; ok is false where RE2 can run everything.
func (t *translator) subjectsModule(policies []*policy) (m Module, ok bool) {
	var asking []*rule
	for _, p := range policies {
		for _, r := range p.rules {
			if len(r.expressions) > 0 {
				asking = append(asking, r)
			}
		}
	}
	if asking == nil {
		return Module{}, false
	}
	var b strings.Builder
	b.WriteString(t.fileHeader())
	b.WriteString("# The regular expressions that RE2 cannot run, and the texts that rules test them on. Whoever makes\n")
	b.WriteString("# the input document runs them, and writes input.matches.\n")
	b.WriteString("package pratique.subjects\n\n")
	aliases := imports(&b, asking)
	written := map[string]bool{}
	for _, r := range asking {
		for _, e := range r.expressions {
			if written[e.need] {
				continue
			}
			if len(written) > 0 {
				b.WriteString("\n")
			}
			written[e.need] = true
			var record source.Object
			record.Add("need", source.String(e.need))
			record.Add("python", source.String(e.python))
			record.Add("texts", aliases["data.pratique.gates."+r.gate+"."+r.trigger]+"."+e.subjects)
			if len(written) == 1 {
				b.WriteString(source.Title("Expressions, each with its need and the texts", ""))
			}
			b.WriteString("expressions contains " + record.Block() + "\n")
		}
	}
	return Module{Path: subjectsPath, Package: "pratique.subjects", Source: []byte(source.Wrap(b.String()))}, true
}
