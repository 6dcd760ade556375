package document

// Statuses of a result of another tool: a closed list, whatever the tool's own words are.
const (
	EvidencePass          = "pass"
	EvidenceFail          = "fail"
	EvidenceError         = "error"          // the check failed to run
	EvidenceUnknown       = "unknown"        // the check ran, and its outcome is not known
	EvidenceNotApplicable = "not_applicable" // the tool says that the check does not concern the subject
	EvidenceNotChecked    = "not_checked"    // the check did not run
	EvidenceInformational = "informational"  // the tool tells something that it does not judge
	EvidenceManual        = "manual"         // the tool leaves it to a person
	// EvidenceNotSelected occurs in counts only: rules that the profile leaves out have no result.
	EvidenceNotSelected = "not_selected"
)

// Kinds of a subject of evidence.
const (
	SubjectImage   = "image"
	SubjectHost    = "host"
	SubjectCluster = "cluster"
	SubjectFile    = "file"
	SubjectUnknown = "unknown"
)

// Evidence is what another tool has found, as its result file says. Titles and
// texts are other people's words: at most 300 characters, without what looks like a secret.
type Evidence struct {
	Tool      string             `json:"tool"`    // "openscap", "docker-bench", "kube-bench", "lynis", …
	Version   *string            `json:"version"` // of the tool
	Format    string             `json:"format"`  // "xccdf", "arf", "docker-bench-json", …
	File      string             `json:"file"`    // the name of the file, without its directory
	Subject   EvidenceSubject    `json:"subject"`
	Benchmark *EvidenceBenchmark `json:"benchmark"`
	Profile   *string            `json:"profile"`
	// StartedAt and FinishedAt are RFC 3339 in UTC; FinishedAt is null where nothing says it,
	// and the evidence then counts as unknown.
	StartedAt  *string `json:"started_at"`
	FinishedAt *string `json:"finished_at"`
	// ExpiresAt is FinishedAt and the age that evidence may have; from then on it is stale.
	ExpiresAt *string `json:"expires_at"`
	// Privileged is false where the tool says that it ran without the rights that many checks need.
	Privileged *bool            `json:"privileged"`
	Results    []EvidenceResult `json:"results"` // in the file's order, one for an id and location
	Counts     map[string]int   `json:"counts"`  // status -> results as read
	// Complete is false where the run was cut short or the file leaves results out, and null
	// where the format cannot tell.
	Complete *bool    `json:"complete"`
	Problems []string `json:"problems"` // sentences without a full stop
}

// EvidenceSubject is what the results are about.
type EvidenceSubject struct {
	Kind      string   `json:"kind"`      // one of the constants above
	Name      *string  `json:"name"`      // of the host, image, cluster or file
	Digest    *string  `json:"digest"`    // of an image, sha256:…
	Addresses []string `json:"addresses"` // of hosts
	// Judged says whether it is what is judged here: null where that cannot be told.
	Judged *bool `json:"judged"`
	// Asserted is set where the file does not name the subject, and the caller does.
	Asserted bool `json:"asserted,omitzero"`
}

// EvidenceBenchmark names the benchmark that the results follow.
type EvidenceBenchmark struct {
	ID      string  `json:"id"`
	Version *string `json:"version"`
	Title   *string `json:"title"`
}

// EvidenceResult is the result of one check.
type EvidenceResult struct {
	ID string `json:"id"` // as the tool has it, whole
	// Short is a shorter form of the id that people use: what follows _rule_ in an XCCDF id,
	// a STIG's or CIS number. Null where there is none.
	Short    *string  `json:"short"`
	Status   string   `json:"status"`   // one of the constants above, never not_selected
	Severity *string  `json:"severity"` // critical, high, medium, low, informational, unknown; null where the tool has none
	Score    *float64 `json:"score,omitzero"`
	Title    *string  `json:"title"`
	Reason   *string  `json:"reason,omitzero"`
	Items    []string `json:"items,omitzero"`
	// Idents are the identifiers that the tool gives the check.
	Idents   EvidenceIdents `json:"idents,omitzero"`
	Location *string        `json:"location,omitzero"` // a host and port, a file and line, a node
	// Suppressed says that the tool was told to accept the failure; it still is one.
	Suppressed bool `json:"suppressed,omitzero"`
}

// EvidenceIdents are identifiers by their kind.
type EvidenceIdents struct {
	CVE  []string `json:"cve,omitzero"`
	CCI  []string `json:"cci,omitzero"`
	CCE  []string `json:"cce,omitzero"`
	CIS  []string `json:"cis,omitzero"`
	NIST []string `json:"nist,omitzero"`
}
