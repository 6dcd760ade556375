package fleet

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// DecisionPredicate is the type of the in-toto statement that a signed decision is.
const DecisionPredicate = "https://github.com/pratique-dev/pratique/decision/v1"

// claim is what is signed of a decision: the body alone counts, never annotations, which whoever can
// push can write.
type claim struct {
	Key       string          `json:"key"`
	Reference string          `json:"reference"`
	Bundle    string          `json:"bundle"`
	Name      string          `json:"bundle_name"`
	Index     string          `json:"vulnerabilities,omitzero"`
	Action    string          `json:"final_action"`
	Evaluated time.Time       `json:"evaluated_at"`
	Expires   time.Time       `json:"expires,omitzero"`
	FirstSeen FirstSeen       `json:"matches_first_seen,omitempty"`
	Decision  json.RawMessage `json:"decision"`
}

// FactsPredicate is the type of the in-toto statement that signed facts are.
const FactsPredicate = "https://github.com/pratique-dev/pratique/facts/v1"

// factsClaim is what is signed of an image's facts: who signs decisions must not take anybody's word
// for what they rest on.
type factsClaim struct {
	Extractor string   `json:"extractor"`
	Layers    []string `json:"layers"` // digests of the facts and of their needs, as stored
}

// sign gives a sigstore bundle over a decision.
func sign(key *signing.PrivateKey, i Image, d *Stored) ([]byte, error) {
	predicate, err := json.Marshal(claim{d.Key, d.Reference, d.Bundle, d.Name, d.Index, d.Action, d.Evaluated.UTC(), d.Expires.UTC(), d.FirstSeen, d.Body})
	if err != nil {
		return nil, err
	}
	return signStatement(key, i, DecisionPredicate, predicate)
}

// signFacts gives a sigstore bundle over facts.
func signFacts(key *signing.PrivateKey, i Image, extractor string, layers []oci.Layer) ([]byte, error) {
	c := factsClaim{Extractor: extractor}
	for _, l := range layers {
		c.Layers = append(c.Layers, l.Digest)
	}
	predicate, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	return signStatement(key, i, FactsPredicate, predicate)
}

func signStatement(key *signing.PrivateKey, i Image, predicateType string, predicate json.RawMessage) ([]byte, error) {
	statement, err := json.Marshal(signing.Statement{
		Type: "https://in-toto.io/Statement/v1", PredicateType: predicateType, Predicate: predicate,
		Subject: []signing.Subject{{Name: i.Repository, Digest: map[string]string{"sha256": i.Digest[len("sha256:"):]}}},
	})
	if err != nil {
		return nil, err
	}
	envelope, err := signing.SignEnvelope(key, signing.InToto, statement)
	if err != nil {
		return nil, fmt.Errorf("signing what is known of %s: %w", i.Digest, err)
	}
	return signing.FormatBundle(key.Public(), envelope)
}

var (
	errUnsigned = errors.New("it is not signed")
	errSubject  = errors.New("it is signed for another image")
)

// Verified is the decision as one of the keys has signed it for the image.
func (s *Stored) Verified(i Image, keys []*signing.PublicKey) (*Stored, error) {
	var c claim
	if err := verified(s.Signature, i, keys, DecisionPredicate, &c); err != nil {
		return nil, err
	}
	return &Stored{
		Key: c.Key, Reference: c.Reference, Bundle: c.Bundle, Name: c.Name, Index: c.Index, Action: c.Action, FirstSeen: c.FirstSeen,
		Evaluated: c.Evaluated, Expires: c.Expires, Digest: s.Digest, Body: c.Decision, subject: i.Digest,
	}, nil
}

// verifiedFacts gives the extractor of facts that one of the keys has signed for the image.
func verifiedFacts(signature []byte, i Image, m *oci.Manifest, keys []*signing.PublicKey) (extractor string, err error) {
	var c factsClaim
	if err := verified(signature, i, keys, FactsPredicate, &c); err != nil {
		return "", err
	}
	if len(c.Layers) != 2 || c.Layers[0] != m.Layers[0].Digest.String() || c.Layers[1] != m.Layers[1].Digest.String() {
		return "", errors.New("other facts are signed")
	}
	return c.Extractor, nil
}

// verified reads the predicate of what one of the keys has signed for an image.
func verified(signature []byte, i Image, keys []*signing.PublicKey, predicateType string, predicate any) error {
	if signature == nil {
		return errUnsigned
	}
	bundle, err := signing.ParseBundle(signature)
	if err != nil {
		return err
	}
	if bundle.Envelope == nil {
		return errUnsigned
	}
	err = errUnsigned
	for _, key := range keys {
		if err = bundle.Envelope.Verify(key); err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	statement, err := signing.ParseStatement(bundle.Envelope.Payload)
	if err != nil {
		return err
	}
	if statement.PredicateType != predicateType || !statement.IsAbout(i.Digest) {
		return errSubject
	}
	if err := json.Unmarshal(statement.Predicate, predicate); err != nil {
		return fmt.Errorf("reading what is signed: %w", err)
	}
	return nil
}
