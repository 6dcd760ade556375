//go:build !nokeyless

package keyless

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/verify"
)

// Root is a trusted root.
type Root struct{ material root.TrustedMaterial }

// ReadRoot reads a sigstore TrustedRoot, in JSON.
func ReadRoot(text []byte) (*Root, error) {
	material, err := root.NewTrustedRootFromJSON(text)
	if err != nil {
		return nil, fmt.Errorf("parsing the trusted root: %w", err)
	}
	return &Root{material}, nil
}

// Verify verifies a sigstore bundle over an artifact, whose SHA-256 digest is given: the
// one that is signed, or a subject of the statement that is.
func (r *Root) Verify(text, digest []byte, who Identity) (*Proof, error) {
	signed := &bundle.Bundle{}
	if err := signed.UnmarshalJSON(text); err != nil {
		return nil, fmt.Errorf("parsing the sigstore bundle: %w", err)
	}
	identity, err := verify.NewShortCertificateIdentity(who.Issuer, "", who.Subject, who.SubjectRegex)
	if err != nil {
		return nil, fmt.Errorf("reading the identity: %w", err)
	}
	options := []verify.VerifierOption{verify.WithoutStatementPredicate()}
	if who.NoLog {
		options = append(options, verify.WithSignedTimestamps(1))
	} else {
		options = append(options, verify.WithTransparencyLog(1), verify.WithObserverTimestamps(1))
	}
	if !who.NoSCT {
		options = append(options, verify.WithSignedCertificateTimestamps(1))
	}
	verifier, err := verify.NewVerifier(r.material, options...)
	if err != nil {
		return nil, err
	}
	result, err := verifier.Verify(signed, verify.NewPolicy(verify.WithArtifactDigest("sha256", digest), verify.WithCertificateIdentity(identity)))
	if err != nil {
		return nil, err
	}
	if result.Signature == nil || result.Signature.Certificate == nil || len(result.VerifiedTimestamps) == 0 {
		return nil, errors.New("the verification shows no certificate or no time")
	}
	proof := &Proof{
		Subject: result.Signature.Certificate.SubjectAlternativeName,
		Issuer:  result.Signature.Certificate.Issuer,
	}
	for _, t := range result.VerifiedTimestamps {
		proof.Times = append(proof.Times, t.Timestamp)
	}
	slices.SortFunc(proof.Times, func(a, b time.Time) int { return a.Compare(b) })
	return proof, proof.content(signed)
}

// content fills in what was verified, as the verifier has parsed it.
func (p *Proof) content(signed *bundle.Bundle) error {
	entries, err := signed.TlogEntries()
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		p.LogIndex = new(entries[0].LogIndex())
	}
	content, err := signed.SignatureContent()
	if err != nil {
		return err
	}
	if content.EnvelopeContent() == nil {
		return nil
	}
	envelope := content.EnvelopeContent().RawEnvelope()
	p.PayloadType = envelope.PayloadType
	p.Payload, err = envelope.DecodeB64Payload()
	return err
}
