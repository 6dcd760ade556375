package dockerfile

import (
	"strings"
	"unicode"
)

// join makes one line of an instruction's physical lines, by BuildKit's rules of
// what continues and what is a comment. Unlike BuildKit it makes one blank of all
// white space at a joint; where there is none on either side there is none after,
// since "su\" and "do x" is the word sudo to Docker.
//
// Heredocs follow the line that does not continue and are not looked at.
func join(physical []string, escape rune) string {
	var b strings.Builder
	for i, line := range physical {
		line = strings.TrimRight(line, "\r\n")
		if i == 0 {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		trimmed := strings.TrimLeftFunc(line, unicode.IsSpace)
		// Comments and empty lines do not end a continuation.
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		line, continued := cutContinuation(line, byte(escape))
		appendJoint(&b, line)
		if !continued {
			break
		}
	}
	return strings.TrimSpace(b.String())
}

// cutContinuation removes the escape character that ends a line, unless another
// one stands before it.
func cutContinuation(line string, escape byte) (string, bool) {
	end := strings.TrimRight(line, " \t")
	n := len(end)
	if n == 0 || end[n-1] != escape || n > 1 && end[n-2] == escape {
		return line, false
	}
	return end[:n-1], true
}

// appendJoint adds a line, with one blank for the white space around it.
func appendJoint(b *strings.Builder, line string) {
	body := strings.TrimFunc(line, unicode.IsSpace)
	if body == "" {
		if b.Len() > 0 && line != "" {
			ensureBlank(b)
		}
		return
	}
	if b.Len() > 0 && !strings.HasPrefix(line, body) {
		ensureBlank(b)
	}
	b.WriteString(body)
	if !strings.HasSuffix(line, body) {
		b.WriteByte(' ')
	}
}

func ensureBlank(b *strings.Builder) {
	if text := b.String(); text[len(text)-1] != ' ' {
		b.WriteByte(' ')
	}
}
