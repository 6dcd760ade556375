package catalog

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// Expand is the need of one rule: texts are the texts of its parameters, given
// or default, and patterns the RE2 texts of its regular expressions. It is ""
// where the rule has no such need. A regular expression without RE2 text may
// match anything: the need is then the whole section.
func (n Need) Expand(texts, patterns map[string]string) string {
	for _, name := range n.Given {
		if texts[name] == "" {
			return ""
		}
	}
	for _, c := range n.When {
		if !c.Holds(texts) {
			return ""
		}
	}
	complete, section := true, false
	need := placeholder.ReplaceAllStringFunc(n.Template, func(m string) string {
		name, from := m[1:len(m)-1], texts
		cut, isPattern := strings.CutSuffix(name, ".re2")
		if isPattern {
			name, from = cut, patterns
		}
		text, ok := from[name]
		complete = complete && ok
		section = section || !ok && isPattern
		return text
	})
	if section {
		return document.Need(n.Template).Section()
	}
	if !complete {
		return ""
	}
	return need
}
