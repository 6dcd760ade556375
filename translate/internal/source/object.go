package source

import "strings"

// Object is an object literal in the making.
type Object struct{ members []string }

// Add adds a key and a term that is Rego already.
func (o *Object) Add(key, term string) {
	o.members = append(o.members, String(key)+": "+term)
}

// Inline is the literal in one line.
func (o *Object) Inline() string { return "{" + strings.Join(o.members, ", ") + "}" }

// Block is the literal with one member a line, as opa fmt indents it.
func (o *Object) Block() string {
	if len(o.members) == 0 {
		return "{}"
	}
	return block("{", o.members, "}")
}

// Lines is an array literal with one term a line.
func Lines(terms []string) string {
	if len(terms) == 0 {
		return "[]"
	}
	return block("[", terms, "]")
}

func block(open string, members []string, end string) string {
	var b strings.Builder
	b.WriteString(open + "\n")
	for _, m := range members {
		b.WriteString("\t" + strings.ReplaceAll(m, "\n", "\n\t") + ",\n")
	}
	b.WriteString(end)
	return b.String()
}
