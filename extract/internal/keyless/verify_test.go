//go:build !nokeyless

package keyless_test

import (
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/keyless"
	"github.com/pratique-dev/pratique/internal/signtest"
)

var trusted *keyless.Root // of an authority that has signed nothing

func verifyAny(t *testing.T, bundle []byte) {
	t.Helper()
	if trusted == nil {
		var err error
		if trusted, err = keyless.ReadRoot(signtest.Root(t, signtest.Fulcio(t))); err != nil {
			t.Fatal(err)
		}
	}
	if proof, err := trusted.Verify(bundle, make([]byte, 32), keyless.Identity{Issuer: "x", SubjectRegex: ".*", NoSCT: true, NoLog: true}); err == nil {
		t.Errorf("it is verified: %+v", proof)
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte(`{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "verificationMaterial": {"certificate": {"rawBytes": "AA=="}}, "messageSignature": {"signature": "AA=="}}`))
	f.Fuzz(func(t *testing.T, text []byte) { verifyAny(t, text) })
}
