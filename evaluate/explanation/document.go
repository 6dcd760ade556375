// Package explanation holds what data.pratique.explain.document evaluates to,
// and writes it for people.
package explanation

import (
	"encoding/json"
	"fmt"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// Document says why a bundle decides as it does of one image. Lists stand in
// the bundle's order.
type Document struct {
	FinalAction  string          `json:"final_action"`
	PolicyAction string          `json:"policy_action"`
	Reason       string          `json:"reason"`
	Bundle       decision.Bundle `json:"bundle"`
	EvaluatedAt  string          `json:"evaluated_at"`
	Image        Image           `json:"image"`
	// Mappings and the image lists are all that the bundle has, tried or not.
	Mappings          []Selector         `json:"mappings"`
	WhitelistedImages []Selector         `json:"whitelisted_images"`
	BlacklistedImages []Selector         `json:"blacklisted_images"`
	Rules             []Rule             `json:"rules"`
	Whitelists        []Whitelist        `json:"whitelists"`
	Errors            []decision.Error   `json:"errors"`
	Warnings          []decision.Warning `json:"warnings"`
}

// Image is the image that was judged; MatchedAs has the parts of its name, its
// id and its digest as selectors see them, nil for what it does not have.
type Image struct {
	Reference string             `json:"reference,omitzero"`
	MatchedAs map[string]*string `json:"matched_as"`
}

// States of a selector.
const (
	Won      = "won"
	Shadowed = "shadowed" // it matches, and so does an earlier one
	Failed   = "failed"
	Never    = "never"  // it can match no image
	Broken   = "broken" // a pattern cannot be applied
)

// Selector is a mapping or an image rule, and how it compares with the image.
type Selector struct {
	Pointer string `json:"pointer"`
	// Name is any JSON value: the bundle's.
	Name     any      `json:"name"`
	State    string   `json:"state"`
	Never    *string  `json:"never"` // why it can match no image
	Fields   []Field  `json:"fields"`
	FailedOn []string `json:"failed_on"`
}

// Field is one comparison of a selector. Matches is nil where nobody can say.
type Field struct {
	Field   string  `json:"field"`
	Pattern any     `json:"pattern"`
	Value   *string `json:"value"`
	Matches *bool   `json:"matches"`
	Problem *string `json:"problem"`
}

// States of a rule.
const (
	Found        = "found"
	Silent       = "silent"
	NotEvaluated = "not_evaluated"
	Error        = "error"
	EndOfLife    = "end_of_life"
)

// Rule is a rule of the policies that the mapping names, and what became of it.
type Rule struct {
	PolicyID   string    `json:"policy_id"`
	PolicyName *string   `json:"policy_name"`
	RuleID     *string   `json:"rule_id"`
	Pointer    string    `json:"pointer"`
	Gate       string    `json:"gate"`
	Trigger    string    `json:"trigger"`
	Action     string    `json:"action"`
	State      string    `json:"state"`
	Needs      []string  `json:"needs"`
	Unmet      []string  `json:"unmet"` // needs that are not met
	Reasons    []string  `json:"unmet_reasons"`
	Errors     []string  `json:"errors"`
	Findings   []Finding `json:"findings"`
}

// Finding is a finding, what suppressed it or nearly did, and what it rests on.
type Finding struct {
	decision.Finding
	SuppressedBy *Suppression `json:"suppressed_by"`
	NearMisses   []NearMiss   `json:"near_misses"`
	Facts        []Fact       `json:"facts"`
}

// Suppression names the whitelist item that matches a finding first.
type Suppression struct {
	WhitelistID   string  `json:"whitelist_id"`
	WhitelistName *string `json:"whitelist_name"`
	ItemID        *string `json:"item_id"`
	Pointer       string  `json:"pointer"`
}

// NearMiss is a whitelist item that would match but for one thing: Difference
// is expired, other_whitelist, gate, blanks, case or edit.
type NearMiss struct {
	Difference    string  `json:"difference"`
	WhitelistID   string  `json:"whitelist_id"`
	WhitelistName *string `json:"whitelist_name"`
	ItemID        *string `json:"item_id"`
	Pointer       string  `json:"pointer"`
	Gate          string  `json:"gate"`
	TriggerID     *string `json:"trigger_id"` // nil for a pattern
	Expires       *string `json:"expires"`
}

// Fact is what a finding rests on. Kind is dockerfile (File, lines and Text),
// file (Path, Entry, Layer …), value (Need and Value) or section (Need).
type Fact struct {
	Kind        string          `json:"kind"`
	File        string          `json:"file,omitzero"`
	StartLine   int             `json:"start_line,omitzero"`
	EndLine     int             `json:"end_line,omitzero"`
	Text        []string        `json:"text,omitzero"`
	Path        string          `json:"path,omitzero"`
	Entry       json.RawMessage `json:"entry,omitzero"`
	Layer       *int            `json:"layer,omitzero"` // from 0
	LayerDigest string          `json:"layer_digest,omitzero"`
	CreatedBy   *string         `json:"created_by,omitzero"`
	Need        string          `json:"need,omitzero"`
	Value       json.RawMessage `json:"value,omitzero"`
}

// Whitelist is a whitelist that the mapping names. Used are the pointers of the
// items that suppressed a finding, sorted.
type Whitelist struct {
	ID      string   `json:"id"`
	Name    *string  `json:"name"`
	Pointer string   `json:"pointer"`
	Items   int      `json:"items"`
	Used    []string `json:"used"`
}

// Read reads a document.
func Read(text json.RawMessage) (*Document, error) {
	var d Document
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, fmt.Errorf("reading the explanation: %w", err)
	}
	return &d, nil
}

// Mapping is the mapping that won, nil where none did.
func (d *Document) Mapping() *Selector {
	for i := range d.Mappings {
		if d.Mappings[i].State == Won {
			return &d.Mappings[i]
		}
	}
	return nil
}
