// Package benchmark holds the controls of benchmarks: which rules of a bundle decide which
// control, and the report on them. The state of a control is decided in Rego
// (rego/pratique/controls); this package reads the definition that it goes by.
package benchmark

import (
	"encoding/json"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// Definition is a benchmark: its controls, in the shape of
// internal/schemas/controls.schema.json.
type Definition struct {
	// Bundle is the shipped bundle that has the rules, "" for the one beside the controls.
	Bundle string `json:"bundle,omitzero"`
	// Images is another, whose rules and controls on images are added to them, "" for none.
	Images    string    `json:"images,omitzero"`
	Benchmark Benchmark `json:"benchmark"`
	Profiles  []Profile `json:"profiles"`
	Sections  []Section `json:"sections"`
	Controls  []Control `json:"controls"`
}

// Benchmark names a benchmark. ID has the edition, since numbers change between
// editions: "cis-docker-1.13.0".
type Benchmark struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Version string `json:"version"`
	Source  string `json:"source,omitzero"` // a URL
}

// Profile chooses controls by their level.
type Profile struct {
	ID     string `json:"id"`
	Title  string `json:"title,omitzero"`
	Levels []int  `json:"levels"`
}

// Section is a part of the benchmark that has a subtotal.
type Section struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Kinds of controls.
const (
	Automated = "automated" // its rules decide it
	Partial   = "partial"   // its rules give evidence, a person decides
	Manual    = "manual"    // a person decides
)

// Control is one control.
type Control struct {
	ID string `json:"id"`
	// Same is the control of the definition's bundle that this one has all that it does
	// not say itself from, "" for none: what changes between editions is mostly numbers.
	Same        string `json:"same,omitzero"`
	Title       string `json:"title"`
	Description string `json:"description,omitzero"`
	Section     string `json:"section"`
	// Scored controls enter the scores.
	Scored bool   `json:"scored"`
	Level  int    `json:"level"`
	Kind   string `json:"kind"`
	// Why says why no rule decides it, of a control without rules; "" for nothing. Of one with
	// rules it says that a person decides where none of them has a subject.
	Why string `json:"why,omitzero"`
	// Rules are the bundle's rules that decide it.
	Rules []Reference `json:"rules,omitzero"`
	// Evidence are checks of other tools that decide it where the rules do not.
	Evidence []EvidenceReference `json:"evidence,omitzero"`
	// FailOn is the least action of a finding that fails the control: "warn"
	// (also "") or "stop". ReviewOn is the least action of one that leaves it to a
	// person, "" for none.
	FailOn   string `json:"fail_on,omitzero"`
	ReviewOn string `json:"review_on,omitzero"`
	// Needs are alternatives, each a list of keys of the input document, joined by
	// dots, of which all have to be there; without any, the control is unknown.
	Needs [][]string `json:"needs,omitzero"`
	// NotApplicable is when the control does not apply, nil for never.
	NotApplicable *Condition `json:"not_applicable,omitzero"`
	// Parameters are the site's values without which the control is manual.
	Parameters  []string `json:"parameters,omitzero"`
	Weight      *float64 `json:"weight,omitzero"` // nil for 1
	Remediation string   `json:"remediation,omitzero"`
	References  []string `json:"references,omitzero"`
	Aliases     []string `json:"aliases,omitzero"` // "cis-docker-1.6.0:4.1", "CIS-DI-0001"
}

// Reference selects rules of a bundle; what it does not say does not matter.
type Reference struct {
	Rule    string            `json:"rule,omitzero"`
	Policy  string            `json:"policy,omitzero"`
	Gate    string            `json:"gate,omitzero"`
	Trigger string            `json:"trigger,omitzero"`
	Params  map[string]string `json:"params,omitzero"`
	// Comment is a regular expression in the rule's comment.
	Comment string `json:"comment,omitzero"`
	// AppliesTo is the subject without which the rule does not count: image,
	// dockerfile, container, daemon, host, scan (of vulnerabilities) or registry; "" for none.
	AppliesTo string `json:"applies_to,omitzero"`
	// Unless is the subject with which the rule does not count, since another knows
	// better; "" for none.
	Unless string `json:"unless,omitzero"`
}

// EvidenceReference selects results of another tool: by an id, a short id or a CIS number, or by
// the title, of which numbers before it, words in parentheses after it and points do not matter.
type EvidenceReference struct {
	Tool  string `json:"tool"`
	ID    string `json:"id,omitzero"`
	Title string `json:"title,omitzero"`
	// Benchmark is the id of the benchmark that the results follow, or its title and version
	// ("CIS Docker 1.6"); "" for any.
	Benchmark string `json:"benchmark,omitzero"`
}

// Condition is when a control does not apply.
type Condition struct {
	// Absent is a pointer into the input document that there is nothing at.
	Absent string `json:"absent,omitzero"`
	// Equals has values by pointer.
	Equals map[string]json.RawMessage `json:"equals,omitzero"`
	// File is a path on the host that was looked for and is not there.
	File string `json:"file,omitzero"`
	// Files are the places on the host where a file may be, or @OPTION of the daemon; it
	// was looked for and is in none of them.
	Files []string `json:"files,omitzero"`
	// Rule names an excuse of rego/pratique/controls/applicability.rego.
	Rule string `json:"rule,omitzero"`
}

// Attestation is what a person says of a control that is left to people.
type Attestation struct {
	Control string `json:"control"`
	State   string `json:"state"` // pass, fail, not_applicable
	By      string `json:"by"`
	Date    string `json:"date"`             // RFC 3339, or a date alone
	Expires string `json:"expires,omitzero"` // likewise; "" for never
	Note    string `json:"note,omitzero"`
}

// States of a control.
const (
	Pass          = "pass"
	Fail          = "fail"
	NotApplicable = "not_applicable"
	ManualState   = "manual"
	Unknown       = "unknown"
	Error         = "error"
)

// Report is what Rego says of a benchmark (rego/pratique/controls/report.rego).
type Report struct {
	Benchmark   Benchmark       `json:"benchmark"`
	Profile     *Profile        `json:"profile"`
	EvaluatedAt string          `json:"evaluated_at"`
	Image       json.RawMessage `json:"image"`
	Bundle      struct {
		ID   *string `json:"id"`
		Name *string `json:"name"`
	} `json:"bundle"`
	FinalAction string    `json:"final_action"`
	Controls    []Outcome `json:"controls"`
	Sections    []Tally   `json:"sections"`
	Total       Tally     `json:"total"`
	DockerBench struct {
		Checks int `json:"checks"`
		Score  int `json:"score"`
	} `json:"docker_bench"`
	// Warnings are the decision's, but for unused whitelist items: what of an input was not
	// read, sections that are not there.
	Warnings []decision.Warning `json:"warnings"`
}

// Outcome is a control with its state.
type Outcome struct {
	ID          string       `json:"id"`
	Title       string       `json:"title"`
	Description string       `json:"description"`
	Section     string       `json:"section"`
	Scored      bool         `json:"scored"`
	Level       int          `json:"level"`
	Kind        string       `json:"kind"`
	Weight      float64      `json:"weight"`
	State       string       `json:"state"`
	Label       string       `json:"label"` // Docker Bench's: PASS, WARN, INFO, NOTE
	Reasons     []string     `json:"reasons"`
	Evidence    []Evidence   `json:"evidence"`
	Exceptions  int          `json:"exceptions"` // findings that a whitelist excuses
	Attested    *Attestation `json:"attested"`
	// DecidedBy is "rules", "attestation" or "evidence", nil where nobody has decided it.
	DecidedBy *string `json:"decided_by"`
	// Told is what other tools say of it, Contradictions what they say against its state.
	Told           []Told   `json:"told"`
	Contradictions []string `json:"contradictions"`
	// Containers are those that the control was judged of one by one, empty where it
	// was not; State is the worst of theirs.
	Containers  []ContainerState `json:"containers"`
	Remediation string           `json:"remediation"`
	References  []string         `json:"references"`
	Aliases     []string         `json:"aliases"`
}

// ContainerState is the state of a control of one container alone.
type ContainerState struct {
	Pointer string  `json:"pointer"` // into the input document: /containers/0
	Name    *string `json:"name"`    // null where the container has none
	State   string  `json:"state"`   // pass, fail or unknown
}

// Evidence is a finding of a control's rules.
type Evidence struct {
	Message     string    `json:"message"`
	Action      string    `json:"action"`
	Gate        string    `json:"gate"`
	Trigger     string    `json:"trigger"`
	TriggerID   string    `json:"trigger_id"`
	RuleID      *string   `json:"rule_id"`
	Whitelisted bool      `json:"whitelisted"`
	Location    *Location `json:"location"`
}

// Told is what another tool says of a control.
type Told struct {
	Tool       string   `json:"tool"`
	Version    *string  `json:"version"`
	File       string   `json:"file"`
	ID         string   `json:"id"`
	Title      *string  `json:"title"`
	Status     string   `json:"status"` // one of the statuses of document.EvidenceResult
	Reason     *string  `json:"reason"`
	FinishedAt *string  `json:"finished_at"`
	Doubts     []string `json:"doubts"` // what keeps it from deciding anything
}

// Location is a place in the Dockerfile or in the image, as decision.Location.
type Location struct {
	File      string `json:"file,omitzero"`
	StartLine int    `json:"start_line,omitzero"`
	EndLine   int    `json:"end_line,omitzero"`
	Path      string `json:"path,omitzero"`
	Pointer   string `json:"pointer,omitzero"`
}

// Tally counts controls. ID and Title are a section's.
type Tally struct {
	ID            string  `json:"id,omitzero"`
	Title         string  `json:"title,omitzero"`
	Pass          int     `json:"pass"`
	Fail          int     `json:"fail"`
	Error         int     `json:"error"`
	Unknown       int     `json:"unknown"`
	NotApplicable int     `json:"not_applicable"`
	Manual        int     `json:"manual"`
	Score         float64 `json:"score"`
	Max           float64 `json:"max"`
	Percent       float64 `json:"percent"`
}
