package history

import (
	"regexp"
	"strings"
	"unicode"
)

// assignment is where NAME= begins, at the start or after white space.
var assignment = regexp.MustCompile(`(?:^|\s)([A-Za-z0-9_][A-Za-z0-9_.\-/]*)=`)

// assignments puts quotes where BuildKit's print of ENV and LABEL has lost them:
// "A=b c D=e" becomes A="b c" D=e. Which of two readings was meant is not to be
// known where a value itself holds a word with an equals sign; the more common one
// is taken.
func assignments(text string) string {
	first, _, _ := strings.Cut(text, " ")
	if !strings.Contains(first, "=") || wellFormed(text) {
		return text
	}
	starts := assignment.FindAllStringSubmatchIndex(text, -1)
	pairs := make([]string, 0, len(starts))
	for i, at := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		name, value := text[at[2]:at[3]], strings.TrimSpace(text[at[1]:end])
		pairs = append(pairs, name+"="+quote(value))
	}
	return strings.Join(pairs, " ")
}

// wellFormed says whether the text is a list of NAME=VALUE with quotes in order.
func wellFormed(text string) bool {
	var quoted rune
	var escaped, inWord, assigned bool
	for _, c := range text {
		switch {
		case escaped:
			escaped = false
		case c == '\\' && quoted != '\'':
			escaped = true
		case quoted != 0:
			if c == quoted {
				quoted = 0
			}
		case c == '"' || c == '\'':
			quoted, inWord = c, true
		case unicode.IsSpace(c):
			if inWord && !assigned {
				return false
			}
			inWord, assigned = false, false
		default:
			inWord, assigned = true, assigned || c == '='
		}
	}
	return quoted == 0 && (!inWord || assigned)
}

func quote(value string) string {
	if !strings.ContainsAny(value, " \t\n'\"") {
		return value
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`).Replace(value) + `"`
}
