package fleet

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

func init() { backoff = time.Millisecond } //nolint:gochecknoinits // tests do not wait

// Signature is what SignatureHeader has.
func Signature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// Tags that artifacts get.
var (
	DecisionTag = decisionTag
	FactsTag    = factsTag
)
