package catalog

import "strings"

// Expand is the need of one rule: texts are the texts of its parameters, given
// or default, and patterns the RE2 texts of its regular expressions. It is ""
// where the rule has no such need.
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
	complete := true
	need := placeholder.ReplaceAllStringFunc(n.Template, func(m string) string {
		name, from := m[1:len(m)-1], texts
		if cut, isPattern := strings.CutSuffix(name, ".re2"); isPattern {
			name, from = cut, patterns
		}
		text, ok := from[name]
		complete = complete && ok
		return text
	})
	if !complete {
		return ""
	}
	return need
}
