package signing

import (
	"encoding/json"
	"fmt"
	"slices"
)

// SignPredicate is the type of the statement with which cosign signs an artifact in a bundle.
const SignPredicate = "https://sigstore.dev/cosign/sign/v1"

// statementTypes are the versions of in-toto statements.
var statementTypes = []string{"https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"}

// Statement is an in-toto statement: a predicate about subjects.
type Statement struct {
	Type          string          `json:"_type"`
	Subject       []Subject       `json:"subject"`
	PredicateType string          `json:"predicateType"`
	Predicate     json.RawMessage `json:"predicate"`
}

// Subject is something that a statement is about, by its digests.
type Subject struct {
	Name   string            `json:"name"`
	Digest map[string]string `json:"digest"`
}

// ParseStatement reads an in-toto statement.
func ParseStatement(text []byte) (*Statement, error) {
	var s Statement
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, fmt.Errorf("parsing the in-toto statement: %w", err)
	}
	if !slices.Contains(statementTypes, s.Type) {
		return nil, fmt.Errorf("%.80q is not the type of an in-toto statement", s.Type)
	}
	return &s, nil
}

// IsAbout says whether one of the subjects has the digest, "sha256:…".
func (s *Statement) IsAbout(digest string) bool {
	return slices.ContainsFunc(s.Subject, func(subject Subject) bool { return "sha256:"+subject.Digest["sha256"] == digest })
}
