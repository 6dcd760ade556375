package signatures

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/keyless"
	"github.com/pratique-dev/pratique/internal/signing"
)

// future is how far ahead of the evaluation's clock a signature's time may be.
const future = 10 * time.Minute

// vouched is what the keys and identities of the trust file say of one signature.
type vouched struct {
	document.Signer
	identity *string
	vex      bool
	content  []byte // that was verified, where it is an envelope's
	reasons  []error
}

func (v *vouched) ok() bool { return len(v.Signers) > 0 }

// problem is why nobody vouches for a signature.
func (v *vouched) problem(nobody bool) error {
	switch {
	case nobody:
		return errors.New("the trust file has no key or identity for this image and kind of signature")
	case len(v.reasons) == 0:
		return errors.New("no key or identity of the trust file has made it")
	}
	var texts []string
	for _, reason := range v.reasons {
		if text := reason.Error(); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return errors.New(strings.Join(texts, "; "))
}

// byKeys asks all keys that are tried for the image.
func (s *search) byKeys(v *vouched, verify func(*signing.PublicKey) error) (asked int) {
	for _, k := range s.Trust.keys {
		if !s.all && !s.tried[k.name] {
			continue
		}
		asked++
		if err := verify(k.key); err != nil {
			v.reasons = append(v.reasons, fmt.Errorf("key %s: %w", k.name, err))
			continue
		}
		if err := k.check("key "+k.name, s.Now); err != nil {
			v.reasons = append(v.reasons, err)
			continue
		}
		if !v.ok() {
			v.identity, v.Key = &k.name, new(k.key.Fingerprint())
		}
		v.Signers, v.vex = append(v.Signers, k.name), v.vex || k.vex
	}
	return asked
}

// byIdentities asks all identities that are tried for the image about a sigstore bundle over
// what has the digest, in hexadecimal or as bytes.
func (s *search) byIdentities(v *vouched, bundle, digest []byte) (asked int) {
	for _, i := range s.Trust.identities {
		if !s.all && !s.tried[i.name] {
			continue
		}
		asked++
		proof, err := i.root.Verify(bundle, digest, i.who)
		if err != nil {
			v.reasons = append(v.reasons, fmt.Errorf("identity %s: %w", i.name, err))
			continue
		}
		if err := s.checkTimes(i, proof); err != nil {
			v.reasons = append(v.reasons, err)
			continue
		}
		if !v.ok() {
			v.identity, v.Issuer, v.Root = &proof.Subject, &proof.Issuer, &i.rootName
			v.SignedAt, v.LogIndex = new(proof.Times[0].UTC().Format(time.RFC3339)), proof.LogIndex
			v.content = proof.Payload
		}
		v.Signers, v.vex = append(v.Signers, i.name), v.vex || i.vex
	}
	return asked
}

// checkTimes holds the times that logs and authorities vouch for against the clock and the
// identity's period. The library accepts times that are yet to come.
func (s *search) checkTimes(i trustedIdentity, proof *keyless.Proof) error {
	for _, at := range proof.Times {
		if at.After(s.Now.Add(future)) {
			return fmt.Errorf("identity %s: signed in the future, at %s", i.name, at.UTC().Format(time.RFC3339))
		}
		if err := i.check("identity "+i.name, at); err != nil {
			return err
		}
	}
	return nil
}

// rawDigest is the bytes of a digest "sha256:…".
func rawDigest(digest string) ([]byte, error) {
	return hex.DecodeString(strings.TrimPrefix(digest, "sha256:"))
}
