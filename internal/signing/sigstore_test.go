//go:build !nokeyless

package signing_test

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/verify"
	"github.com/sigstore/sigstore/pkg/signature"

	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/internal/signtest"
)

// What we sign, sigstore's own library verifies, as cosign does with --key.
func TestSigstoreVerifies(t *testing.T) {
	t.Parallel()
	digest := strings.Repeat("ab", 32)
	raw, err := hex.DecodeString(digest)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range privateKeys(t) {
		private := signtest.Private(t, key)
		text := signtest.Bundle(t, private, signtest.Statement(t, signing.SignPredicate, map[string]any{}, "sha256:"+digest))
		signed := &bundle.Bundle{}
		if err := signed.UnmarshalJSON(text); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, tt := range []struct {
			key  *signing.PrivateKey
			want bool
		}{{private, true}, {signtest.Key(t), false}} {
			verifier, err := signature.LoadDefaultVerifier(tt.key.Signer().Public())
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			material := root.NewTrustedPublicKeyMaterial(func(string) (root.TimeConstrainedVerifier, error) {
				return root.NewExpiringKey(verifier, time.Time{}, time.Time{}), nil
			})
			v, err := verify.NewVerifier(material, verify.WithNoObserverTimestamps())
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			_, err = v.Verify(signed, verify.NewPolicy(verify.WithArtifactDigest("sha256", raw), verify.WithKey()))
			if (err == nil) != tt.want {
				t.Errorf("%s: got error %v, want verified %v", name, err, tt.want)
			}
		}
	}
}
