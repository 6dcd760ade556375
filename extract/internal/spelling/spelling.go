// Package spelling writes names that are not UTF-8, as names of files may be, as texts that
// are: each byte that is none as \xHH. JSON can hold them then, two names stay two, and the
// name can be told from its spelling again.
//
// So that a name which has such a text itself is not taken for one, the backslashes before it are
// doubled. Only a byte from 0x80 on is ever not UTF-8: the common names with \x2d of systemd's units
// are spelled as they are.
package spelling

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const hex = "0123456789abcdef"

// Spell is the spelling of a name, which is the name itself where that is UTF-8 and does not look like
// a spelling.
func Spell(name string) string {
	if utf8.ValidString(name) && !looksSpelled(name) {
		return name
	}
	var out strings.Builder
	for i := 0; i < len(name); {
		slashes := strings.IndexFunc(name[i:], func(r rune) bool { return r != '\\' })
		if slashes < 0 {
			slashes = len(name) - i
		}
		run := name[i : i+slashes]
		rest := name[i+slashes:]
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			out.WriteString(run + run + `\x`)
			out.WriteByte(hex[rest[0]>>4])
			out.WriteByte(hex[rest[0]&15])
		case slashes > 0 && isByte(rest):
			out.WriteString(run + run + rest[:size])
		default:
			out.WriteString(run + rest[:size])
		}
		i += slashes + size
	}
	return out.String()
}

// Unspell is the name that Spell has spelled so. A text that is no spelling is itself.
func Unspell(text string) string {
	if !looksSpelled(text) {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); {
		slashes := 0
		for i+slashes < len(text) && text[i+slashes] == '\\' {
			slashes++
		}
		rest := text[i+slashes:]
		switch {
		case slashes > 0 && isByte(rest):
			out.WriteString(text[i : i+slashes/2])
			if slashes%2 == 1 {
				out.WriteByte(digit(rest[1])<<4 | digit(rest[2]))
				i += slashes + 3
				continue
			}
		default:
			out.WriteString(text[i : i+slashes])
		}
		i += slashes
		if rest != "" {
			_, size := utf8.DecodeRuneInString(rest)
			out.WriteString(rest[:size])
			i += size
		}
	}
	return out.String()
}

// JSON is a JSON document in which the bytes of strings that are not UTF-8 are spelled, as escapes
// of JSON have to be.
func JSON(document []byte) []byte {
	if utf8.Valid(document) {
		return document
	}
	var out bytes.Buffer
	for i := 0; i < len(document); {
		slashes := len(document[i:]) - len(bytes.TrimLeft(document[i:], `\`))
		run, rest := document[i:i+slashes], document[i+slashes:]
		r, size := utf8.DecodeRune(rest)
		invalid := r == utf8.RuneError && size == 1
		out.Write(run)
		// Two are one backslash of the text; an odd one begins an escape.
		if slashes%2 == 0 && (invalid || isByte(string(rest[:min(3, len(rest))]))) {
			out.Write(run)
		}
		if invalid {
			out.WriteString(`\\x`)
			out.WriteByte(hex[rest[0]>>4])
			out.WriteByte(hex[rest[0]&15])
		} else {
			out.Write(rest[:size])
		}
		i += slashes + size
	}
	return out.Bytes()
}

// looksSpelled says whether a text has what a spelled byte looks like.
func looksSpelled(text string) bool {
	for {
		i := strings.Index(text, `\x`)
		if i < 0 {
			return false
		}
		if text = text[i+1:]; isByte(text) {
			return true
		}
	}
}

// isByte says whether a text begins as a spelled byte does behind its backslash: xHH, from x80 on.
func isByte(text string) bool {
	return len(text) >= 3 && text[0] == 'x' && isHex(text[1]) && isHex(text[2]) && digit(text[1]) >= 8
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' }

func digit(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c - 'a' + 10
}
