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
	// Rules are what people read of the rules that have findings, by their pointers, as the policy gives them.
	// Describe puts them into the findings.
	Rules        map[string]Rule `json:"rules,omitzero"`
	Errors       []Error         `json:"errors"`
	Warnings     []Warning       `json:"warnings"`
	NotEvaluated []NotEvaluated  `json:"not_evaluated"`
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
	Rule
}

// Rule is what people read of a rule: what is wrong, why it matters, what to do, where there is more, and
// how bad it is: critical, high, medium, low or info. A text that is not known is "".
type Rule struct {
	Title       string `json:"title,omitzero"`
	Description string `json:"description,omitzero"`
	Remediation string `json:"remediation,omitzero"`
	Help        string `json:"help,omitzero"`
	Severity    string `json:"severity,omitzero"`
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

	// Excerpt are the lines of the Dockerfile around it, at most five, without the values of secrets.
	Excerpt *Excerpt `json:"excerpt,omitzero"`
	// Instruction is what made the layer, without the values of secrets.
	Instruction string `json:"instruction,omitzero"`
	// Mode are the permission bits of the path in octal, and Owner its user and group, such as "0:0".
	Mode  string `json:"mode,omitzero"`
	Owner string `json:"owner,omitzero"`
}

// Excerpt are lines of a file, of which the first has the number FirstLine.
type Excerpt struct {
	FirstLine int      `json:"first_line"`
	Lines     []string `json:"lines"`
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
