package dockerfile

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"github.com/pratique-dev/pratique/extract/document"
)

// anchoreLines splits a Dockerfile as Anchore's dockerfile gate does
// (compatibility.md#continuation-lines). Its test for a continuation looks for a backslash
// before a dollar sign, so real continuations are lines of their own, a line with \$
// swallows the next, and what is pending at the end of the file is lost.
func anchoreLines(contents string) (map[string][]string, map[string][]document.LineRange) {
	texts := map[string][]string{}
	ranges := map[string][]document.LineRange{}
	upper := cases.Upper(language.Und) // Python's: "ﬆ" becomes two letters
	var buffer strings.Builder
	start := 0 // of what is pending; 0 for nothing
	for _, line := range splitLines(contents) {
		text := strings.TrimFunc(line.text, isPythonSpace)
		if text == "" || text[0] == '#' {
			continue
		}
		if start == 0 {
			start = line.number
		}
		if strings.Contains(text, `\$`) {
			buffer.WriteString(strings.ReplaceAll(text, `\$`, ""))
			continue
		}
		buffer.WriteString(text)
		whole := buffer.String()
		buffer.Reset()
		word, _, _ := strings.Cut(whole, " ")
		key := upper.String(word)
		texts[key] = append(texts[key], whole)
		ranges[key] = append(ranges[key], document.LineRange{StartLine: start, EndLine: line.number})
		start = 0
	}
	return texts, ranges
}

type numberedLine struct {
	text   string
	number int // of the line as editors count: by \n
}

// splitLines is Python's str.splitlines.
func splitLines(text string) []numberedLine {
	var list []numberedLine
	start, number := 0, 1
	for i, r := range text {
		if !isPythonBreak(r) {
			continue
		}
		if r == '\n' && i > 0 && text[i-1] == '\r' {
			number++ // the \r has ended the line already
			start = i + 1
			continue
		}
		list = append(list, numberedLine{text[start:i], number})
		if r == '\n' {
			number++
		}
		start = i + len(string(r))
	}
	if start < len(text) {
		list = append(list, numberedLine{text[start:], number})
	}
	return list
}

func isPythonBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// isPythonSpace is str.isspace: Unicode white space and the four separators of ASCII.
func isPythonSpace(r rune) bool {
	return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f
}
