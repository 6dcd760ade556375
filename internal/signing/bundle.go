package signing

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

const (
	// BundleType is the media type, and the artifact type, of sigstore bundles.
	BundleType = "application/vnd.dev.sigstore.bundle.v0.3+json"
	bundleBase = "application/vnd.dev.sigstore.bundle"
)

// IsBundleType says whether a media type is that of a sigstore bundle, of any version.
func IsBundleType(mediaType string) bool {
	rest, ok := strings.CutPrefix(mediaType, bundleBase)
	return ok && (strings.HasPrefix(rest, ".v0.") || strings.HasPrefix(rest, "+json"))
}

// Bundle is what keys need of a sigstore bundle. Exactly one of Envelope and Signature is
// set.
type Bundle struct {
	// Certified says that a certificate, and not a key, is to verify the bundle.
	Certified bool
	Envelope  *Envelope
	Signature []byte // over the artifact itself
}

// ParseBundle reads a sigstore bundle's JSON.
func ParseBundle(text []byte) (*Bundle, error) {
	var raw struct {
		MediaType            string `json:"mediaType"`
		VerificationMaterial struct {
			PublicKey   json.RawMessage `json:"publicKey"`
			Certificate json.RawMessage `json:"certificate"`
			Chain       json.RawMessage `json:"x509CertificateChain"`
		} `json:"verificationMaterial"`
		Envelope  json.RawMessage `json:"dsseEnvelope"`
		Signature *struct {
			Signature []byte `json:"signature"`
		} `json:"messageSignature"`
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, fmt.Errorf("parsing the sigstore bundle: %w", err)
	}
	material := raw.VerificationMaterial
	b := &Bundle{Certified: material.Certificate != nil || material.Chain != nil}
	switch {
	case !IsBundleType(raw.MediaType):
		return nil, fmt.Errorf("its media type is %.80q, which is not that of a sigstore bundle", raw.MediaType)
	case b.Certified == (material.PublicKey != nil):
		return nil, errors.New("the sigstore bundle has to have either a key or a certificate")
	case (raw.Envelope != nil) == (raw.Signature != nil):
		return nil, errors.New("the sigstore bundle has to have either a DSSE envelope or a signature")
	case raw.Signature != nil:
		b.Signature = raw.Signature.Signature
		return b, nil
	}
	var err error
	b.Envelope, err = ParseEnvelope(raw.Envelope)
	return b, err
}

// FormatBundle writes an envelope as a sigstore bundle that the key verifies.
func FormatBundle(key *PublicKey, envelope *Envelope) ([]byte, error) {
	type publicKey struct {
		Hint string `json:"hint"`
	}
	type material struct {
		PublicKey   publicKey `json:"publicKey"`
		TlogEntries []string  `json:"tlogEntries"` // none: the key vouches alone
	}
	return json.Marshal(struct {
		MediaType string    `json:"mediaType"`
		Material  material  `json:"verificationMaterial"`
		Envelope  *Envelope `json:"dsseEnvelope"`
	}{BundleType, material{publicKey{key.hint()}, []string{}}, envelope})
}
