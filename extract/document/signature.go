package document

import "encoding/json"

// Where the fact of a signature or an attestation comes from.
const (
	SourceTool = "tool" // verified, or found wanting, by this tool
	SourceFile = "file" // claimed by a file that the user gave
)

// Signature is one signature of an image. Whose it is, the digest tells: it is evidence of
// that image and of no other.
type Signature struct {
	Type   string  `json:"type"`         // "cosign", "sigstore-bundle", "notation", "notary"
	Digest string  `json:"digest"`       // of the manifest or index that is signed, sha256:…
	Tag    *string `json:"tag,omitzero"` // the signed tag, where the signature is of one
	// Verified says that the signature was checked, not only found.
	Verified bool    `json:"verified"`
	Source   string  `json:"source,omitzero"`   // SourceTool or SourceFile
	Identity *string `json:"identity,omitzero"` // of the signer: the name of the key, or the certificate's subject
	Expires  *string `json:"expires,omitzero"`  // RFC 3339
	Signer
	Annotations map[string]string `json:"annotations,omitzero"` // those that are signed
}

// Signer is what the verification of a signature has shown. Of one that was not verified
// there is no more than the scheme and the problem.
type Signer struct {
	// Signers are the names in the trust file of the keys, identities or policies that
	// vouch for it, sorted.
	Signers  []string `json:"signers,omitzero"`
	Issuer   *string  `json:"issuer,omitzero"`    // of the certificate's identity, or of the certificate
	Key      *string  `json:"key,omitzero"`       // SHA-256 of the key's SubjectPublicKeyInfo, "sha256:…"
	Root     *string  `json:"root,omitzero"`      // name of the trusted root in the trust file
	Scheme   string   `json:"scheme,omitzero"`    // how it was found: "tag", "referrer", "fallback" or "index"
	SignedAt *string  `json:"signed_at,omitzero"` // RFC 3339, from a transparency log or a time-stamping authority
	LogIndex *int64   `json:"log_index,omitzero"`
	Problem  *string  `json:"problem,omitzero"` // why it is not verified
}

// Attestation is a statement about the image, such as its provenance.
type Attestation struct {
	PredicateType string  `json:"predicate_type"` // "" where the statement could not be read
	Digest        string  `json:"digest"`         // of the manifest or index that it is about, sha256:…
	Verified      bool    `json:"verified"`
	Source        string  `json:"source,omitzero"` // SourceTool or SourceFile
	Identity      *string `json:"identity,omitzero"`
	Signer
	// VEX says that a signer is trusted to say that vulnerabilities do not affect the image.
	VEX bool `json:"vex,omitzero"`
	// Predicate is the statement's, of at most 4 MiB; Truncated says that it is longer.
	Predicate  json.RawMessage `json:"predicate,omitzero"`
	Truncated  bool            `json:"truncated,omitzero"`
	Provenance *Provenance     `json:"provenance,omitzero"` // of SLSA provenance
	Scan       *AttestedScan   `json:"scan,omitzero"`       // of a vulnerability scan
	SBOM       *AttestedSBOM   `json:"sbom,omitzero"`
}

// Provenance is what SLSA provenance says of how the image was built.
type Provenance struct {
	Builder    string          `json:"builder"`
	BuildType  string          `json:"build_type"`
	Source     []string        `json:"source"` // URIs: of what the build resolved (v1), of its configuration (v0.2)
	Parameters json.RawMessage `json:"parameters,omitzero"`
}

// AttestedScan is which scanner has looked for vulnerabilities, and when.
type AttestedScan struct {
	Scanner    string  `json:"scanner"` // URI
	Version    string  `json:"version"`
	FinishedOn *string `json:"finished_on,omitzero"` // RFC 3339
}

// AttestedSBOM is a list of packages, which is not part of this document.
type AttestedSBOM struct {
	Format string `json:"format"` // "spdx" or "cyclonedx"
	Digest string `json:"digest"` // of the predicate
	Count  int    `json:"count"`  // packages or components
}

// Answers of places that were searched for signatures and attestations.
const (
	AnswerFound = "found"
	AnswerNone  = "none"
	AnswerError = "error" // it did not answer: nothing is known
)

// SearchedPlace is one place where signatures or attestations were looked for.
type SearchedPlace struct {
	Place  string `json:"place"`  // such as "registry.example.com/shop:sha256-….sig"
	Digest string `json:"digest"` // of the image or index that they are of
	Answer string `json:"answer"` // AnswerFound, AnswerNone or AnswerError
	Count  int    `json:"count,omitzero"`
	// Problem is why there is no answer.
	Problem *string `json:"problem,omitzero"`
}
