package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxStored is the limit of bytes of a stored result.
var maxStored = limits.Bytes("result-bytes", 256<<20)

const (
	maxDecisions = 100_000
)

// ReadDecision reads what the json format wrote, a decision document or an array of them,
// for rendering again. A document without schema_version is read as version 1: that is
// what another engine prints for data.pratique.decision. More than 256 MiB, another
// version, and what is no decision are errors.
func ReadDecision(r io.Reader) ([]Input, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxStored.Bytes()+1))
	if err != nil {
		return nil, fmt.Errorf("reading the result: %w", err)
	}
	if len(text) > maxStored.Int() {
		return nil, maxStored.Exceeded("reading the result: it is larger than %d bytes", maxStored.Bytes())
	}
	if !utf8.Valid(text) {
		return nil, errors.New("reading the result: it is not UTF-8") // which no engine writes
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return nil, errors.New("reading the result: it is empty")
	}
	if text[0] != '[' {
		in, err := restore(text)
		if err != nil {
			return nil, fmt.Errorf("reading the result: %w", err)
		}
		return []Input{in}, nil
	}
	var documents []json.RawMessage
	if err := json.Unmarshal(text, &documents); err != nil {
		return nil, fmt.Errorf("reading the result: %w", err)
	}
	if n := len(documents); n == 0 || n > maxDecisions {
		return nil, fmt.Errorf("reading the result: %d decisions, want 1 to %d", n, maxDecisions)
	}
	inputs := make([]Input, len(documents))
	for i, document := range documents {
		if inputs[i], err = restore(document); err != nil {
			return nil, fmt.Errorf("reading the result: decision %d: %w", i+1, err)
		}
	}
	return inputs, nil
}

func restore(document []byte) (Input, error) {
	var version struct {
		SchemaVersion *string `json:"schema_version"`
	}
	if err := json.Unmarshal(document, &version); err != nil {
		return Input{}, err
	}
	if got := or(version.SchemaVersion, SchemaVersion); got != SchemaVersion {
		return Input{}, fmt.Errorf("schema_version is %q, expected %q", got, SchemaVersion)
	}
	var s stored
	if err := json.Unmarshal(document, &s); err != nil {
		return Input{}, err
	}
	if err := check(&s.Decision); err != nil {
		return Input{}, err
	}
	s.Describe()
	in := Input{Decision: &s.Decision, Undecided: s.NoDecisionReason}
	if s.NoDecision && in.Undecided == "" {
		in.Undecided = "the result says so, without a reason"
	}
	o := s.Report
	in.Image, in.BundleURI, in.BundleDigest = o.Image, o.BundleURI, o.BundleDigest
	in.Dockerfile, in.Digest, in.Layers = o.Dockerfile, o.Digest, o.Layers
	return in, nil
}

// check tells a decision from other JSON, as far as renderers rely on it.
func check(d *decision.Decision) error {
	actions := []string{decision.Stop, decision.Warn, decision.Go}
	reasons := []string{"policy_evaluation", "whitelisted", "blacklisted"}
	if d.Findings == nil {
		return errors.New("it is not a decision document: it has no findings")
	}
	choices := []struct {
		name, value string
		allowed     []string
	}{
		{"final_action", d.FinalAction, actions},
		{"policy_action", d.PolicyAction, actions},
		{"reason", d.Reason, reasons},
	}
	for _, f := range d.Findings {
		choices = append(choices, struct {
			name, value string
			allowed     []string
		}{"a finding's action", f.Action, actions})
	}
	for _, c := range choices {
		if !slices.Contains(c.allowed, c.value) {
			return fmt.Errorf("%s is %q, expected one of %v", c.name, c.value, c.allowed)
		}
	}
	return nil
}
