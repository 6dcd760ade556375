// Package decision holds the decision document that data.pratique.decision
// evaluates to, in the shape of internal/schemas/decision.schema.json.
package decision

import (
	"encoding/json"
	"strings"
)

// Actions, worst first.
const (
	Stop = "stop"
	Warn = "warn"
	Go   = "go"
)

// Decision is what a bundle says of one image.
type Decision struct {
	FinalAction             string          `json:"final_action"`
	PolicyAction            string          `json:"policy_action"` // the worst of the policies' actions, before image lists
	Reason                  string          `json:"reason"`        // policy_evaluation, whitelisted, blacklisted
	Bundle                  Bundle          `json:"bundle"`
	Image                   json.RawMessage `json:"image,omitzero"` // reference parts, digest and id that were judged
	EvaluatedAt             string          `json:"evaluated_at,omitzero"`
	MatchedMapping          json.RawMessage `json:"matched_mapping"`
	MatchedWhitelistedImage json.RawMessage `json:"matched_whitelisted_image"`
	MatchedBlacklistedImage json.RawMessage `json:"matched_blacklisted_image"`
	Policies                []Policy        `json:"policies"`
	Findings                []Finding       `json:"findings"`
	Errors                  []Error         `json:"errors"`
	Warnings                []Warning       `json:"warnings"`
	NotEvaluated            []NotEvaluated  `json:"not_evaluated"`
}

// Bundle names the bundle.
type Bundle struct {
	ID      *string `json:"id"`
	Name    *string `json:"name"`
	Version string  `json:"version"`
	Origin
}

// Origin is where a bundle comes from, of one that was pulled from a registry.
type Origin struct {
	Reference string `json:"reference,omitzero"` // as it was asked for, "oci://…"
	Digest    string `json:"digest,omitzero"`    // of its manifest, "sha256:…"
	SignedBy  string `json:"signed_by,omitzero"` // SHA-256 of the key's SubjectPublicKeyInfo, "sha256:…", or the identity of a certificate
}

// Policy is one policy that ran, in the mapping's order.
type Policy struct {
	ID          string  `json:"id"`
	Name        *string `json:"name"`
	FinalAction string  `json:"final_action"`
	Rules       int     `json:"rules"` // how many rules it has
}

// Finding is one firing of one rule.
type Finding struct {
	PolicyID    string       `json:"policy_id"`
	RuleID      *string      `json:"rule_id"`
	Gate        string       `json:"gate"`
	Trigger     string       `json:"trigger"`
	TriggerID   string       `json:"trigger_id"`
	Message     string       `json:"message"`
	Action      string       `json:"action"` // go where it is whitelisted
	Whitelisted *Whitelisted `json:"whitelisted"`
	RulePointer *string      `json:"rule_pointer"`
	Location    *Location    `json:"location"`
}

// Whitelisted names the whitelist item that suppressed a finding.
type Whitelisted struct {
	WhitelistID   string  `json:"whitelist_id"`
	WhitelistName *string `json:"whitelist_name"`
	MatchedRuleID *string `json:"matched_rule_id"`
}

// Location is a place in the Dockerfile (file, lines from 1), in the image (path, layer),
// or what is meant in the input document (pointer, such as /containers/0).
type Location struct {
	File      string `json:"file,omitzero"`
	StartLine int    `json:"start_line,omitzero"`
	EndLine   int    `json:"end_line,omitzero"`
	Path      string `json:"path,omitzero"`
	Layer     *int   `json:"layer,omitzero"`
	Pointer   string `json:"pointer,omitzero"`
}

// Error is a rule (or a mapping's problem) that could not be evaluated.
type Error struct {
	PolicyID  *string `json:"policy_id"`
	RuleID    *string `json:"rule_id"`
	Gate      *string `json:"gate"`
	Trigger   *string `json:"trigger"`
	Parameter *string `json:"parameter,omitzero"`
	Kind      string  `json:"kind"`
	Message   string  `json:"message"`
	Pointer   *string `json:"pointer,omitzero"`
}

// Warning is something that a reader should know and that decides nothing.
// Kinds are named in the library's decision.rego.
type Warning struct {
	Kind     string  `json:"kind"`
	Message  string  `json:"message"`
	Pointer  *string `json:"pointer"`
	PolicyID *string `json:"policy_id,omitzero"`
	RuleID   *string `json:"rule_id,omitzero"`
	Gate     *string `json:"gate,omitzero"`
	Trigger  *string `json:"trigger,omitzero"`
}

// NotEvaluated is a rule that was skipped because it lacks data: never a pass. Location is
// the one container or other subject of which it was skipped, nil for all.
type NotEvaluated struct {
	PolicyID    string    `json:"policy_id"`
	RuleID      *string   `json:"rule_id"`
	Gate        string    `json:"gate"`
	Trigger     string    `json:"trigger"`
	RulePointer *string   `json:"rule_pointer"`
	Needs       []string  `json:"needs"`
	Reasons     []string  `json:"reasons"` // what is missing, for people; several needs may have one reason
	Location    *Location `json:"location,omitzero"`
}

// Reason is why the rule was skipped, in one line. A decision of an older library has no
// reasons, only needs.
func (n NotEvaluated) Reason() string {
	if len(n.Reasons) == 0 {
		return "needs " + strings.Join(n.Needs, ", ")
	}
	return strings.Join(n.Reasons, "; ")
}
