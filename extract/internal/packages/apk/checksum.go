package apk

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Digest decodes a checksum of the database into an algorithm's name and
// lower-case hex. It gives "" for both where the checksum is of no known form.
func Digest(checksum string) (algorithm, digest string) {
	switch {
	case strings.HasPrefix(checksum, "Q1"):
		return decode("sha1", 20, checksum[2:])
	case strings.HasPrefix(checksum, "Q2"):
		return decode("sha256", 32, checksum[2:])
	case len(checksum) == 32: // apk-tools 1
		if _, err := hex.DecodeString(checksum); err == nil {
			return "md5", strings.ToLower(checksum)
		}
	}
	return "", ""
}

func decode(algorithm string, size int, text string) (string, string) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) != size {
		return "", ""
	}
	return algorithm, hex.EncodeToString(raw)
}
