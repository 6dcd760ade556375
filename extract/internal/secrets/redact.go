package secrets

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

const redacted = "[redacted]"

// Redact replaces the values of the secrets that a text shows. It is for the
// messages that pratique adds of its own; Anchore's are kept to the byte.
func Redact(text string) string {
	var out strings.Builder
	end := 0
	for _, s := range spans(text) {
		out.WriteString(text[end:s.start])
		out.WriteString(redacted)
		end = s.end
	}
	out.WriteString(text[end:])
	return out.String()
}

// Values are the values of the secrets that a text shows, in order.
func Values(text string) []string {
	var values []string
	for _, s := range spans(text) {
		if value := text[s.start:s.end]; value != "" {
			values = append(values, value)
		}
	}
	return values
}

// Parts redacts pieces of a text, which by themselves may not tell what the whole does: a
// word of a command without the quotes around it.
type Parts struct{ values *strings.Replacer }

// PartsOf prepares for the pieces of a text.
func PartsOf(whole string) Parts {
	var replace []string
	for _, value := range Values(whole) {
		replace = append(replace, value, redacted)
	}
	return Parts{strings.NewReplacer(replace...)}
}

// Redact replaces what the piece and what the whole show, wherever it stands in the piece.
func (p Parts) Redact(part string) string { return Redact(p.values.Replace(part)) }

// RedactValue is Redact for the value of a variable or label, whose name may tell
// that all of it is a secret.
func RedactValue(name, value string) string {
	if tells(name, value) && literal(value) {
		return redacted
	}
	return Redact(value)
}

// Fingerprint is the first 16 hex digits of the value's SHA-256.
func Fingerprint(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:8])
}
