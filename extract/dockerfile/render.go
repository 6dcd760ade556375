package dockerfile

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// render is a word as a command gets it where that is known before it runs: quotes and
// escapes removed. Substitutions stand as written.
func (w *walker) render(word *syntax.Word) string {
	if len(word.Parts) == 1 {
		return w.part(word.Parts[0])
	}
	var b strings.Builder
	for _, part := range word.Parts {
		b.WriteString(w.part(part))
	}
	return b.String()
}

func (w *walker) part(part syntax.WordPart) string {
	switch p := part.(type) {
	case *syntax.Lit:
		return unescape(p.Value, "")
	case *syntax.SglQuoted:
		return p.Value // of $'…' as written: its escapes are not read
	case *syntax.DblQuoted:
		var b strings.Builder
		for _, inner := range p.Parts {
			if lit, ok := inner.(*syntax.Lit); ok {
				b.WriteString(unescape(lit.Value, "\"\\$`"))
			} else {
				b.WriteString(w.part(inner))
			}
		}
		return b.String()
	}
	return w.slice(part)
}

// assignment is A=b as a command gets it.
func (w *walker) assignment(n *syntax.Assign) string {
	if n.Name == nil || n.Value == nil || n.Append || n.Index != nil {
		return w.slice(n)
	}
	return n.Name.Value + "=" + w.render(n.Value)
}

// slice is the source of a node.
func (w *walker) slice(node syntax.Node) string {
	from, to := int(node.Pos().Offset()), int(node.End().Offset())
	if from > to || to > len(w.source) {
		return ""
	}
	return w.source[from:to]
}

// unescape removes backslashes before any character, or before one of only; and a
// backslash with the line break after it.
func unescape(text, only string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			if text[i+1] == '\n' {
				i++
				continue
			}
			if only == "" || strings.IndexByte(only, text[i+1]) >= 0 {
				i++
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
