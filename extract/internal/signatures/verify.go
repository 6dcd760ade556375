package signatures

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/keyless"
	"github.com/pratique-dev/pratique/extract/internal/notation"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// Annotations of cosign's layers.
const (
	cosignSignature   = "dev.cosignproject.cosign/signature"
	cosignCertificate = "dev.sigstore.cosign/certificate"
	cosignChain       = "dev.sigstore.cosign/chain"
	cosignLog         = "dev.sigstore.cosign/bundle"
	cosignTimestamp   = "dev.sigstore.cosign/rfc3161timestamp"
)

// maxText bounds problems and types of predicates, in bytes.
const maxText = 2000

// item is one layer that holds a signature or an attestation.
type item struct {
	*place
	scheme   string
	manifest *oci.Manifest
	layer    v1.Descriptor
}

// verify turns what a place has into facts.
func (s *search) verify(p *place) {
	for _, a := range p.artifacts {
		if a.problem != nil {
			if s.count() {
				s.unreadable(p, a)
			}
			continue
		}
		for _, layer := range a.manifest.Layers {
			i := item{p, a.scheme, a.manifest, layer}
			handle := s.handler(i)
			if handle != nil && s.count() {
				handle(i)
			}
		}
	}
}

// count counts one artifact, and says whether it is within the limit.
func (s *search) count() bool {
	if s.artifacts == maxArtifacts.Int() {
		s.left++
		return false
	}
	s.artifacts++
	return true
}

// handler is what a layer is verified with, nil for what is neither a signature nor an
// attestation.
func (s *search) handler(i item) func(item) {
	switch t := string(i.layer.MediaType); {
	case i.scheme == "index":
		if t == inTotoStatement {
			return s.unsigned
		}
	case t == simpleSigning:
		return s.simpleSigning
	case t == dsseEnvelope:
		return s.envelope
	case signing.IsBundleType(t):
		return s.bundle
	case i.manifest.ArtifactType == notation.ArtifactType:
		return s.notationEnvelope
	}
	return nil
}

// unreadable notes an artifact whose manifest cannot be used.
func (s *search) unreadable(p *place, a artifact) {
	i := item{place: p, scheme: a.scheme}
	if p.signatures {
		s.addSignature(i, document.Signature{Type: "cosign"}, nil, a.problem)
	} else {
		s.addAttestation(i, nil, nil, a.problem)
	}
}

// addSignature adds the fact of a signature.
func (s *search) addSignature(i item, fact document.Signature, v *vouched, problem error) {
	fact.Digest, fact.Source = i.digest, document.SourceTool
	if problem == nil {
		fact.Verified, fact.Signer, fact.Identity = true, v.Signer, v.identity
	} else {
		fact.Annotations = nil
		fact.Problem = new(shortened(problem.Error()))
	}
	fact.Scheme = i.scheme
	slices.Sort(fact.Signers)
	s.signatures = append(s.signatures, fact)
}

// shortened bounds a text that others have written.
func shortened(text string) string {
	if len(text) <= maxText {
		return text
	}
	return strings.ToValidUTF8(text[:maxText], "") + "…"
}

// simpleSigning verifies a signature of cosign's first form: over a payload that names the
// image's digest.
func (s *search) simpleSigning(i item) {
	fact := document.Signature{Type: "cosign"}
	v, annotations, err := s.verifyPayload(i)
	fact.Annotations = annotations
	s.addSignature(i, fact, v, err)
}

func (s *search) verifyPayload(i item) (*vouched, map[string]string, error) {
	payload, err := s.blob(i.place, i.layer, maxPayload)
	if err != nil {
		return nil, nil, err
	}
	signature, err := base64.StdEncoding.DecodeString(i.layer.Annotations[cosignSignature])
	if err != nil {
		return nil, nil, fmt.Errorf("decoding the signature: %w", err)
	}
	if len(signature) == 0 {
		return nil, nil, errors.New("it has no signature, the annotation " + cosignSignature)
	}
	v := &vouched{}
	asked := s.byKeys(v, func(key *signing.PublicKey) error { return key.Verify(payload, signature) })
	if certified := certified(i.layer); certified != nil {
		bundle, err := certified.Message(payload, signature)
		if err != nil {
			v.reasons = append(v.reasons, err)
		} else {
			digest := sha256.Sum256(payload)
			asked += s.byIdentities(v, bundle, digest[:])
		}
	}
	if !v.ok() {
		return nil, nil, v.problem(asked == 0)
	}
	annotations, err := s.checkPayload(payload, i.digest)
	return v, annotations, err
}

// certified is what a layer has of a certificate, nil for none.
func certified(layer v1.Descriptor) *keyless.Cosign {
	a := layer.Annotations
	if a[cosignCertificate] == "" {
		return nil
	}
	return &keyless.Cosign{Certificate: a[cosignCertificate], Chain: a[cosignChain], Log: a[cosignLog], Timestamp: a[cosignTimestamp]}
}

// checkPayload reads a payload whose signature holds, which may be that of another image.
func (s *search) checkPayload(payload []byte, digest string) (annotations map[string]string, err error) {
	var p struct {
		Critical struct {
			Type     string `json:"type"`
			Identity struct {
				Reference string `json:"docker-reference"`
			} `json:"identity"`
			Image struct {
				Digest string `json:"docker-manifest-digest"`
			} `json:"image"`
		} `json:"critical"`
		Optional map[string]any `json:"optional"`
	}
	if err := json.Unmarshal(payload, &p); err != nil {
		return nil, fmt.Errorf("parsing the signed payload: %w", err)
	}
	switch c := p.Critical; {
	case c.Type != "cosign container image signature":
		return nil, fmt.Errorf("the signed payload is of type %.80q, which is not that of an image's signature", c.Type)
	case c.Image.Digest != digest:
		return nil, fmt.Errorf("the signature is of %.80q, another image", c.Image.Digest)
	case s.Trust.matchReference && !s.isNamed(c.Identity.Reference):
		return nil, fmt.Errorf("the signature is of %.200q, another repository", c.Identity.Reference)
	}
	for key, value := range p.Optional {
		if text, ok := value.(string); ok {
			if annotations == nil {
				annotations = map[string]string{}
			}
			annotations[key] = text
		}
	}
	return annotations, nil
}

// isNamed says whether a signature's name for the image, whose tag does not count, is that
// of its repository.
func (s *search) isNamed(reference string) bool {
	reference, _, _ = strings.Cut(reference, "@")
	if colon := strings.LastIndex(reference, ":"); colon > strings.LastIndex(reference, "/") {
		reference = reference[:colon]
	}
	return reference != "" && hubName(reference) == hubName(s.names()[0])
}

// hubName spells the names of Docker Hub's repositories alike.
func hubName(name string) string {
	if rest, ok := strings.CutPrefix(name, "index.docker.io/"); ok {
		name = "docker.io/" + rest
	}
	if rest, ok := strings.CutPrefix(name, "docker.io/library/"); ok {
		name = "docker.io/" + rest
	}
	return name
}

// bundle verifies a sigstore bundle, which signs the image or a statement about it.
func (s *search) bundle(i item) {
	text, err := s.blob(i.place, i.layer, maxLayer)
	if err != nil {
		s.unusableBundle(i, err)
		return
	}
	parsed, err := signing.ParseBundle(text)
	if err != nil {
		s.unusableBundle(i, err)
		return
	}
	digest, err := rawDigest(i.digest)
	if err != nil {
		s.unusableBundle(i, err)
		return
	}
	v := &vouched{}
	var asked int
	switch {
	case parsed.Certified:
		asked = s.byIdentities(v, text, digest)
	case parsed.Envelope != nil:
		asked = s.byKeys(v, parsed.Envelope.Verify)
	default:
		signed, err := s.signed(i)
		if err != nil {
			s.unusableBundle(i, err)
			return
		}
		asked = s.byKeys(v, func(key *signing.PublicKey) error { return key.Verify(signed.Raw, parsed.Signature) })
	}
	if parsed.Envelope != nil {
		s.statement(i, parsed.Envelope, v, asked, "dev.sigstore.bundle.predicateType", i.manifest.Annotations)
		return
	}
	var problem error
	if !v.ok() {
		problem = v.problem(asked == 0)
	}
	s.addSignature(i, document.Signature{Type: "sigstore-bundle"}, v, problem)
}

func (s *search) unusableBundle(i item, err error) {
	if predicate := i.manifest.Annotations["dev.sigstore.bundle.predicateType"]; predicate != "" && predicate != signing.SignPredicate {
		s.addAttestation(i, nil, nil, err)
		return
	}
	s.addSignature(i, document.Signature{Type: "sigstore-bundle"}, nil, err)
}

// signed is the manifest that a signature is of.
func (s *search) signed(i item) (*oci.Manifest, error) {
	if m := s.manifests[i.digest]; m != nil {
		return m, nil
	}
	m, err := s.manifest(s.Own, i.digest)
	if err != nil {
		return nil, err
	}
	s.manifests[i.digest] = m
	return m, nil
}

// envelope verifies a DSSE envelope of cosign's first form.
func (s *search) envelope(i item) {
	text, err := s.blob(i.place, i.layer, maxLayer)
	if err != nil {
		s.addAttestation(i, nil, nil, err)
		return
	}
	envelope, err := signing.ParseEnvelope(text)
	if err != nil {
		s.addAttestation(i, nil, nil, err)
		return
	}
	v := &vouched{}
	asked := s.byKeys(v, envelope.Verify)
	if certified := certified(i.layer); certified != nil {
		bundle, err := certified.Envelope(envelope)
		digest, hexErr := rawDigest(i.digest)
		if err := errors.Join(err, hexErr); err != nil {
			v.reasons = append(v.reasons, err)
		} else {
			asked += s.byIdentities(v, bundle, digest)
		}
	}
	s.statement(i, envelope, v, asked, "predicateType", i.layer.Annotations)
}

// statement adds the fact of a statement: a signature, where that is all that it states.
// claim is the annotation in which somebody says what type its predicate has.
func (s *search) statement(i item, envelope *signing.Envelope, v *vouched, asked int, claim string, annotations map[string]string) {
	payload := envelope.Payload
	if v.content != nil {
		payload = v.content // as the verifier has read it
	}
	statement, err := signing.ParseStatement(payload)
	switch claimed := annotations[claim]; {
	case !v.ok():
		err = v.problem(asked == 0)
	case envelope.PayloadType != signing.InToto:
		err = fmt.Errorf("the envelope's payload is of type %.80q, which is not that of an in-toto statement", envelope.PayloadType)
	case err != nil:
	case !statement.IsAbout(i.digest):
		err = errors.New("the statement is about another image")
	case claimed != "" && claimed != statement.PredicateType:
		err = fmt.Errorf("the statement's predicate is of type %.200q, and not of type %.200q, as its annotation claims", statement.PredicateType, claimed)
	}
	if statement != nil && statement.PredicateType == signing.SignPredicate || statement == nil && annotations[claim] == signing.SignPredicate {
		s.addSignature(i, document.Signature{Type: "sigstore-bundle"}, v, err)
		return
	}
	s.addAttestation(i, statement, v, err)
}

// addAttestation adds the fact of an attestation; statement is nil where it cannot be read.
func (s *search) addAttestation(i item, statement *signing.Statement, v *vouched, problem error) {
	fact := document.Attestation{Digest: i.digest, Source: document.SourceTool}
	if problem == nil {
		fact.Verified, fact.Signer, fact.Identity, fact.VEX = true, v.Signer, v.identity, v.vex
	} else {
		fact.Problem = new(shortened(problem.Error()))
	}
	fact.Scheme = i.scheme
	slices.Sort(fact.Signers)
	if statement != nil {
		fact.PredicateType = shortened(statement.PredicateType)
		if fact.Verified || s.KeepUnverified {
			s.kept += describe(&fact, statement, min(maxPredicate, maxPredicates-s.kept))
		}
	}
	s.attestations = append(s.attestations, fact)
}

// unsigned adds the fact of a statement that BuildKit has put into the index. Nobody has
// signed it, so that it is read only where somebody wants its predicate.
func (s *search) unsigned(i item) {
	problem := errors.New("it is not signed: BuildKit puts attestations into the index as they are")
	statement := &signing.Statement{PredicateType: i.layer.Annotations["in-toto.io/predicate-type"]}
	if s.KeepUnverified || statement.PredicateType == "" {
		text, err := s.blob(i.place, i.layer, maxLayer)
		if err == nil {
			statement, err = signing.ParseStatement(text)
		}
		if err != nil {
			statement, problem = nil, err
		}
	}
	s.addAttestation(i, statement, nil, problem)
}

// notationEnvelope verifies a signature of the Notary Project.
func (s *search) notationEnvelope(i item) {
	fact := document.Signature{Type: "notation"}
	v, err := s.verifyNotation(i, &fact)
	s.addSignature(i, fact, v, err)
}

func (s *search) verifyNotation(i item, fact *document.Signature) (*vouched, error) {
	if s.Trust.notation == nil {
		return nil, errors.New("the trust file has no notation")
	}
	envelope, err := s.blob(i.place, i.layer, maxLayer)
	if err != nil {
		return nil, err
	}
	signed, err := s.signed(i)
	if err != nil {
		return nil, err
	}
	proof, err := s.Trust.notation.Verify(s.ctx, notation.Artifact{
		MediaType: signed.MediaType, Digest: signed.Digest, Size: int64(len(signed.Raw)), Reference: s.notationReference(i.digest),
	}, string(i.layer.MediaType), envelope)
	if proof != nil && proof.Expires != nil {
		fact.Expires = new(proof.Expires.UTC().Format(time.RFC3339))
	}
	if err != nil {
		return nil, err
	}
	fact.Annotations = proof.Signed
	v := &vouched{identity: &proof.Identity}
	v.Signers, v.Issuer = []string{proof.Policy}, &proof.Issuer
	if proof.SignedAt != nil {
		if proof.SignedAt.After(s.Now.Add(future)) {
			return nil, fmt.Errorf("signed in the future, at %s", proof.SignedAt.UTC().Format(time.RFC3339))
		}
		v.SignedAt = new(proof.SignedAt.UTC().Format(time.RFC3339))
	}
	return v, nil
}

// notationReference names the image for the scopes of a trust policy, which demand a
// registry.
func (s *search) notationReference(digest string) string {
	name := s.names()[0]
	if s.Repository == "" {
		name = "localhost/unnamed"
	}
	return name + "@" + digest
}
