// Package notation verifies signatures of the Notary Project, in JWS and COSE envelopes,
// by a trust policy and a trust store of files. It never uses the network.
package notation

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/notaryproject/notation-core-go/revocation"
	"github.com/notaryproject/notation-core-go/revocation/result"
	corex509 "github.com/notaryproject/notation-core-go/x509"
	notationgo "github.com/notaryproject/notation-go"
	"github.com/notaryproject/notation-go/verifier"
	"github.com/notaryproject/notation-go/verifier/trustpolicy"
	"github.com/notaryproject/notation-go/verifier/truststore"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

const (
	// ArtifactType is that of manifests that hold a signature.
	ArtifactType = "application/vnd.cncf.notary.signature"
	// maxFile bounds the trust policy and each certificate, in bytes.
	maxFile = 1 << 20
)

// Verifier verifies by one trust policy.
type Verifier struct {
	policy   *trustpolicy.Document
	verifier notationgo.Verifier
}

// Artifact is what is signed.
type Artifact struct {
	MediaType, Digest string
	Size              int64
	Reference         string // REGISTRY/REPOSITORY@DIGEST, for the policy's scopes
}

// Proof is what a signature shows. Of one that fails there may be a part of it, if the
// envelope itself is sound.
type Proof struct {
	Policy   string // the name of the statement of the trust policy
	Identity string // the subject of the signing certificate
	Issuer   string
	SignedAt *time.Time // that a time-stamping authority vouches for
	Expires  *time.Time
	Signed   map[string]string // annotations that are signed
}

// Read reads a trust policy and its trust store, a directory with x509/TYPE/NAME. Revocation
// cannot be checked without the network, so that no statement may demand it.
func Read(policy, store string) (*Verifier, error) {
	if err := checkFile(policy); err != nil {
		return nil, fmt.Errorf("reading the notation trust policy: %w", err)
	}
	text, err := os.ReadFile(policy)
	if err != nil {
		return nil, fmt.Errorf("reading the notation trust policy: %w", err)
	}
	v := &Verifier{policy: &trustpolicy.Document{}}
	if err := json.Unmarshal(text, v.policy); err != nil {
		return nil, fmt.Errorf("reading the notation trust policy %s: %w", policy, err)
	}
	if err := v.policy.Validate(); err != nil {
		return nil, fmt.Errorf("reading the notation trust policy %s: %w", policy, err)
	}
	for _, statement := range v.policy.TrustPolicies {
		level, err := statement.SignatureVerification.GetVerificationLevel()
		if err != nil {
			return nil, fmt.Errorf("reading the notation trust policy %s: %s: %w", policy, statement.Name, err)
		}
		if level.Enforcement[trustpolicy.TypeRevocation] == trustpolicy.ActionEnforce {
			return nil, fmt.Errorf(`reading the notation trust policy %s: %s demands that revocation is checked, which needs the network; give it "override": {"revocation": "skip"}`, policy, statement.Name)
		}
		// A store that is not there would look like a signature of somebody else, image after image.
		for _, named := range statement.TrustStores {
			kind, name, _ := strings.Cut(named, ":")
			if _, err := certificates(store).GetCertificates(context.Background(), truststore.Type(kind), name); err != nil {
				return nil, fmt.Errorf("notation: the trust policy's %s: %w", statement.Name, err)
			}
		}
	}
	v.verifier, err = verifier.NewWithOptions(v.policy, certificates(store), nil, verifier.VerifierOptions{
		RevocationCodeSigningValidator: noNetwork{}, RevocationTimestampingValidator: noNetwork{},
	})
	if err != nil {
		return nil, fmt.Errorf("reading the notation trust policy %s: %w", policy, err)
	}
	return v, nil
}

// noNetwork stands for the checks of revocation.
type noNetwork struct{}

// ValidateContext implements [revocation.Validator].
func (noNetwork) ValidateContext(context.Context, revocation.ValidateContextOptions) ([]*result.CertRevocationResult, error) {
	return nil, errors.New("revocation is not checked, since that needs the network")
}

// certificates is the directory of a trust store.
type certificates string

// GetCertificates implements [truststore.X509TrustStore].
func (c certificates) GetCertificates(_ context.Context, kind truststore.Type, name string) ([]*x509.Certificate, error) {
	dir := filepath.Join(string(c), "x509", string(kind), name)
	if !filepath.IsLocal(name) {
		return nil, fmt.Errorf("%q is not the name of a trust store", name)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the trust store: %w", err)
	}
	var all []*x509.Certificate
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if err := checkFile(path); err != nil {
			return nil, fmt.Errorf("reading the trust store: %w", err)
		}
		some, err := corex509.ReadCertificateFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading the trust store: %s: %w", path, err)
		}
		if err := truststore.ValidateCertificates(some); err != nil {
			return nil, fmt.Errorf("reading the trust store: %s: %w", path, err)
		}
		all = append(all, some...)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("reading the trust store: %s has no certificates", dir)
	}
	return all, nil
}

// checkFile bounds what is read, which must not be a pipe.
func checkFile(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return fmt.Errorf("%s is not a file of at most %d bytes", path, maxFile)
	}
	return nil
}

// Verify verifies one envelope. What the policy only logs or skips is no verification: the
// library calls it a success.
func (v *Verifier) Verify(ctx context.Context, artifact Artifact, mediaType string, envelope []byte) (*Proof, error) {
	proof := &Proof{}
	if statement, err := v.policy.GetApplicableTrustPolicy(artifact.Reference); err == nil {
		proof.Policy = statement.Name
	}
	outcome, err := v.verifier.Verify(ctx, ocispec.Descriptor{
		MediaType: artifact.MediaType, Digest: digest.Digest(artifact.Digest), Size: artifact.Size,
	}, envelope, notationgo.VerifierVerifyOptions{ArtifactReference: artifact.Reference, SignatureMediaType: mediaType})
	if outcome != nil {
		proof.fill(outcome)
	}
	if err != nil {
		return proof, err
	}
	done := map[trustpolicy.ValidationType]bool{}
	for _, r := range outcome.VerificationResults {
		if r.Error == nil {
			done[r.Type] = true
		} else if r.Type == trustpolicy.TypeAuthenticity || r.Type == trustpolicy.TypeIntegrity {
			return proof, fmt.Errorf("the trust policy only logs it: %w", r.Error)
		}
	}
	level := outcome.VerificationLevel
	if !done[trustpolicy.TypeIntegrity] || !done[trustpolicy.TypeAuthenticity] ||
		level.Enforcement[trustpolicy.TypeAuthenticity] != trustpolicy.ActionEnforce {
		return proof, fmt.Errorf("the trust policy %s does not enforce authenticity; use level strict or permissive", proof.Policy)
	}
	return proof, nil
}

func (p *Proof) fill(outcome *notationgo.VerificationOutcome) {
	content := outcome.EnvelopeContent
	if content == nil || len(content.SignerInfo.CertificateChain) == 0 {
		return
	}
	leaf := content.SignerInfo.CertificateChain[0]
	p.Identity, p.Issuer = leaf.Subject.String(), leaf.Issuer.String()
	if expiry := content.SignerInfo.SignedAttributes.Expiry; !expiry.IsZero() {
		p.Expires = &expiry
	}
	if at, err := content.SignerInfo.AuthenticSigningTime(); err == nil && !at.IsZero() {
		p.SignedAt = &at
	}
	if signed, err := outcome.UserMetadata(); err == nil && len(signed) > 0 {
		p.Signed = signed
	}
}
