package keyless_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/keyless"
)

const certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"

func TestCosignErrors(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		cosign keyless.Cosign
		want   string
	}{
		"no certificate":    {keyless.Cosign{Certificate: "x"}, "reading the certificate: it has no PEM block"},
		"no JSON of a log":  {keyless.Cosign{Certificate: certificate, Log: "{"}, "reading the log entry: unexpected end of JSON input"},
		"no base64":         {keyless.Cosign{Certificate: certificate, Log: `{"Payload": {"body": "?"}}`}, "reading the log entry: illegal base64"},
		"no entry":          {keyless.Cosign{Certificate: certificate, Log: `{"Payload": {"body": "eA=="}}`}, "reading the log entry: invalid character"},
		"no id of a log":    {keyless.Cosign{Certificate: certificate, Log: `{"Payload": {"body": "e30=", "logID": "x"}}`}, "reading the log entry: encoding/hex"},
		"no JSON of a time": {keyless.Cosign{Certificate: certificate, Timestamp: "x"}, "reading the timestamp: invalid character"},
	} {
		if _, err := tt.cosign.Message([]byte("m"), []byte("s")); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want %q", name, err, tt.want)
		}
	}
}

// Annotations are anybody's. Whatever they have, what comes of them is JSON or an error, and
// verifying it is no more than an error.
func FuzzCosign(f *testing.F) {
	f.Add(certificate, certificate, `{"SignedEntryTimestamp": "AA==", "Payload": {"body": "e30=", "integratedTime": 1, "logIndex": 2, "logID": "00"}}`, `{"SignedRFC3161Timestamp": "AA=="}`)
	f.Add(certificate, "", "", "")
	f.Fuzz(func(t *testing.T, certificate, chain, log, timestamp string) {
		c := keyless.Cosign{Certificate: certificate, Chain: chain, Log: log, Timestamp: timestamp}
		text, err := c.Message([]byte("m"), []byte("s"))
		if err != nil {
			return
		}
		if !json.Valid(text) {
			t.Errorf("got %s", text)
		}
		verifyAny(t, text)
	})
}
