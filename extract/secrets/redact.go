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

// Fingerprint is the first 16 hex digits of the value's SHA-256.
func Fingerprint(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:8])
}
