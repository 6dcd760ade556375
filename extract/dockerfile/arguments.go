package dockerfile

import (
	"slices"
	"strings"
	"unicode"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// words is the chain of nodes after an instruction. It is never nil.
func words(node *parser.Node) []string {
	list := []string{}
	for n := node.Next; n != nil; n = n.Next {
		list = append(list, n.Value)
	}
	return list
}

// arguments is an instruction's arguments: the argv of the JSON form, the whole text
// where a shell splits it, else BuildKit's words (NAME=VALUE of ENV and LABEL).
func arguments(node *parser.Node, name, value string) []string {
	switch {
	case name == "ENV" || name == "LABEL":
		list := []string{}
		chain := words(node)
		for i := 0; i+1 < len(chain); i += 3 {
			list = append(list, chain[i]+"="+chain[i+1])
		}
		return list
	case name == "ONBUILD":
		return slices.DeleteFunc([]string{value}, func(s string) bool { return s == "" })
	case !known(name):
		return append([]string{}, strings.Fields(value)...)
	}
	return words(node)
}

func known(name string) bool {
	switch name {
	case "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
		"ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR":
		return true
	}
	return false
}

// flags is the --name=value words before the arguments. A flag without a value is
// "true", as Docker reads --link; one that is repeated has all its values.
func flags(list []string) map[string]any {
	if len(list) == 0 {
		return nil
	}
	m := map[string]any{}
	for _, flag := range list {
		name, value, ok := strings.Cut(strings.TrimPrefix(flag, "--"), "=")
		if !ok {
			value = "true"
		}
		switch old := m[name].(type) {
		case nil:
			m[name] = value
		case string:
			m[name] = []string{old, value}
		case []string:
			m[name] = append(old, value)
		}
	}
	return m
}

// cutWord removes the first word of a text.
func cutWord(text string) string {
	i := strings.IndexFunc(text, unicode.IsSpace)
	if i < 0 {
		return ""
	}
	return strings.TrimSpace(text[i:])
}

// cutFlags removes n flags from the front of a text, by BuildKit's rules of quotes
// and escapes; and the -- that may end them.
func cutFlags(text string, n int, escape rune) string {
	for range n {
		text = strings.TrimSpace(text[flagEnd(text, escape):])
	}
	if n > 0 || strings.HasPrefix(text, "--") {
		if rest, ok := strings.CutPrefix(text, "--"); ok && (rest == "" || unicode.IsSpace(rune(rest[0]))) {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

func flagEnd(text string, escape rune) int {
	var quoted rune
	escaped := false
	for i, c := range text {
		switch {
		case escaped:
			escaped = false
		case c == escape:
			escaped = true
		case quoted != 0:
			if c == quoted {
				quoted = 0
			}
		case c == '"' || c == '\'':
			quoted = c
		case unicode.IsSpace(c):
			return i
		}
	}
	return len(text)
}
