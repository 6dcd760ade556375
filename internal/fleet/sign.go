package fleet

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

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
	Decision  json.RawMessage `json:"decision"`
}

// sign gives a sigstore bundle over a decision.
func sign(key *signing.PrivateKey, i Image, d *Stored) ([]byte, error) {
	predicate, err := json.Marshal(claim{d.Key, d.Reference, d.Bundle, d.Name, d.Index, d.Action, d.Evaluated.UTC(), d.Expires.UTC(), d.Body})
	if err != nil {
		return nil, err
	}
	statement, err := json.Marshal(signing.Statement{
		Type: "https://in-toto.io/Statement/v1", PredicateType: DecisionPredicate, Predicate: predicate,
		Subject: []signing.Subject{{Name: i.Repository, Digest: map[string]string{"sha256": i.Digest[len("sha256:"):]}}},
	})
	if err != nil {
		return nil, err
	}
	envelope, err := signing.SignEnvelope(key, signing.InToto, statement)
	if err != nil {
		return nil, fmt.Errorf("signing the decision: %w", err)
	}
	return signing.FormatBundle(key.Public(), envelope)
}

var (
	errUnsigned = errors.New("it is not signed")
	errSubject  = errors.New("it is signed for another image")
)

// Verified is the decision as one of the keys has signed it for the image.
func (s *Stored) Verified(i Image, keys []*signing.PublicKey) (*Stored, error) {
	if s.Signature == nil {
		return nil, errUnsigned
	}
	bundle, err := signing.ParseBundle(s.Signature)
	if err != nil {
		return nil, err
	}
	if bundle.Envelope == nil {
		return nil, errUnsigned
	}
	err = errUnsigned
	for _, key := range keys {
		if err = bundle.Envelope.Verify(key); err == nil {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	statement, err := signing.ParseStatement(bundle.Envelope.Payload)
	if err != nil {
		return nil, err
	}
	if statement.PredicateType != DecisionPredicate || !statement.IsAbout(i.Digest) {
		return nil, errSubject
	}
	var c claim
	if err := json.Unmarshal(statement.Predicate, &c); err != nil {
		return nil, fmt.Errorf("reading the signed decision: %w", err)
	}
	return &Stored{
		Key: c.Key, Reference: c.Reference, Bundle: c.Bundle, Name: c.Name, Index: c.Index, Action: c.Action,
		Evaluated: c.Evaluated, Expires: c.Expires, Digest: s.Digest, Body: c.Decision,
	}, nil
}
