package history

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// jsonList turns the lists that Go prints into JSON: ["a" "b"] (%q), &{["a"]}
// (Docker 1.8 to 1.11) and [a b] (%v). Everything else, JSON too, stays.
func jsonList(text string) string {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "&{"), "}")
	inner, ok := cutBrackets(text)
	if !ok || json.Valid([]byte(text)) {
		return text
	}
	if list, ok := quotedList(inner); ok {
		return encodeList(list)
	}
	if strings.ContainsAny(inner, `"'`) {
		return text // not Go's: the shell form of something like [ -f "x" ]
	}
	return encodeList(strings.Fields(inner))
}

// quotedList reads Go-quoted strings with blanks or commas between them.
func quotedList(text string) ([]string, bool) {
	var list []string
	for {
		text = strings.TrimLeft(text, " ,")
		if text == "" {
			return list, true
		}
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return nil, false
		}
		word, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, false
		}
		list = append(list, word)
		text = text[len(quoted):]
	}
}

// encodeList writes ["a", "b"], without JSON's escapes of <, > and &, which
// nobody writes in a Dockerfile.
func encodeList(list []string) string {
	words := make([]string, len(list))
	for i, word := range list {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		// A string always encodes; the encoder ends it with a newline.
		_ = e.Encode(word)
		words[i] = strings.TrimSuffix(b.String(), "\n")
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// mapKeys turns map[80/tcp:{} 443/tcp:{}], [80/tcp] and [/data /logs] into the
// words themselves. JSON stays.
func mapKeys(text string) string {
	if json.Valid([]byte(text)) && strings.Contains(text, `"`) {
		return text
	}
	inner, ok := cutBrackets(strings.TrimPrefix(text, "map"))
	if !ok {
		return text
	}
	words := strings.Fields(inner)
	for i, word := range words {
		words[i] = strings.TrimSuffix(word, ":{}")
	}
	return strings.Join(words, " ")
}

// unwrap removes the brackets of USER [postgres], as early Dockers wrote it.
func unwrap(text string) string {
	if inner, ok := cutBrackets(text); ok {
		return inner
	}
	return text
}

func cutBrackets(text string) (string, bool) {
	if len(text) < 2 || text[0] != '[' || text[len(text)-1] != ']' {
		return text, false
	}
	return text[1 : len(text)-1], true
}
