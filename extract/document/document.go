// Package document holds the input document: the facts of one image and its
// Dockerfile, in the shapes of internal/schemas/input.schema.json.
//
// A section that nobody looked for is absent (nil); a section that was looked
// for and is empty is present and empty. omitzero, unlike omitempty, keeps that
// difference in the JSON.
package document

import "encoding/json"

// SchemaVersion is the version that every document states.
const SchemaVersion = "1"

// Document is one input document.
type Document struct {
	SchemaVersion   string                     `json:"schema_version"`
	EvaluatedAt     string                     `json:"evaluated_at,omitzero"` // RFC 3339
	Extractor       *Extractor                 `json:"extractor,omitzero"`
	Image           *Image                     `json:"image,omitzero"`
	Dockerfile      *Dockerfile                `json:"dockerfile,omitzero"`
	Files           map[string]*File           `json:"files,omitzero"`           // absolute clean path -> entry
	RetrievedFiles  map[string]RetrievedFile   `json:"retrieved_files,omitzero"` // absolute path -> content
	Accounts        *Accounts                  `json:"accounts,omitzero"`
	Packages        []Package                  `json:"packages,omitzero"` // sorted by name, version, type, architecture and path
	SecretSearch    ContentMatches             `json:"secret_search,omitzero"`
	ContentSearch   ContentMatches             `json:"content_search,omitzero"`
	Secrets         []Secret                   `json:"secrets,omitzero"`
	Malware         Malware                    `json:"malware,omitzero"`
	Vulnerabilities *Vulnerabilities           `json:"vulnerabilities,omitzero"`
	VEX             []VEXStatement             `json:"vex,omitzero"` // of --vex, and of attestations that are trusted with it
	Feeds           *Feeds                     `json:"feeds,omitzero"`
	Containers      []Container                `json:"containers,omitzero"` // running or described; none of the image itself
	Daemon          *Daemon                    `json:"daemon,omitzero"`
	Host            *Host                      `json:"host,omitzero"`
	Signatures      []Signature                `json:"signatures,omitzero"`
	Attestations    []Attestation              `json:"attestations,omitzero"`
	Registry        *Registry                  `json:"registry,omitzero"`
	Evidence        []Evidence                 `json:"evidence,omitzero"` // results of other tools
	Custom          map[string]json.RawMessage `json:"custom,omitzero"`   // documents of the user's own, by name
	Problems        []Problem                  `json:"problems,omitzero"` // what could not be read; sorted by section and path
	// Matches answers regular expressions that RE2 cannot run: expression -> those
	// of the texts that rules test it on which it matches from their beginning, sorted.
	Matches map[string][]string `json:"matches,omitzero"`
	// MatchErrors are the expressions of which Matches has no answer -> why.
	MatchErrors map[string]string `json:"match_errors,omitzero"`
	Searched    *Searched         `json:"searched,omitzero"`
}

// Extractor says who wrote the document.
type Extractor struct {
	Name     string   `json:"name"`
	Version  string   `json:"version"`
	Sections []string `json:"sections,omitzero"`
}

// Searched says what the extractor looked for, so that "not found" and "not
// looked for" differ.
type Searched struct {
	// Sections are the sections that were extracted whole, sorted.
	Sections []string `json:"sections"`
	// Needs are the needs (see Need) that were met one by one, where a section
	// was not extracted whole, sorted.
	Needs []string `json:"needs,omitzero"`
	// RetrievedFiles are the paths that were asked for, sorted.
	RetrievedFiles []string `json:"retrieved_files,omitzero"`
	// SecretSearch and ContentSearch are the searches that were run, in their order.
	SecretSearch  []ContentPattern `json:"secret_search,omitzero"`
	ContentSearch []ContentPattern `json:"content_search,omitzero"`
	// Signatures are the places where signatures and attestations were looked for.
	Signatures []SearchedPlace `json:"signatures,omitzero"`
	// MaxFileSize is the limit in bytes, per section, above which contents were not read.
	MaxFileSize map[string]int64 `json:"max_file_size,omitzero"`
	// Vulnerabilities says what was compared with a vulnerability index; nil where none was.
	Vulnerabilities *SearchedVulnerabilities `json:"vulnerabilities,omitzero"`
}

// RetrievedFile is the content of one file that a policy reads.
type RetrievedFile struct {
	Content   string `json:"content"`
	Encoding  string `json:"encoding"` // "utf-8", or "base64" where the content is not UTF-8
	Truncated bool   `json:"truncated,omitzero"`
}
