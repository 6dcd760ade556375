package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"strings"
	"time"

	packageurl "github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// statement is an in-toto Statement v1.
type statement struct {
	Type          string           `json:"_type"`
	Subject       []intotoResource `json:"subject"`
	PredicateType string           `json:"predicateType"`
	Predicate     intotoSummary    `json:"predicate"`
}

// intotoResource is an in-toto ResourceDescriptor v1.
type intotoResource struct {
	Name    string            `json:"name,omitzero"`
	URI     string            `json:"uri,omitzero"`
	Digest  map[string]string `json:"digest,omitzero"`
	Content []byte            `json:"content,omitzero"`
}

// intotoSummary is the predicate https://slsa.dev/verification_summary/v1. Its extension
// fields have URIs for names, as the specification asks.
type intotoSummary struct {
	Verifier       intotoVerifier `json:"verifier"`
	TimeVerified   string         `json:"timeVerified"`
	ResourceURI    string         `json:"resourceUri"`
	Policy         intotoResource `json:"policy"`
	Result         string         `json:"verificationResult"`
	VerifiedLevels []string       `json:"verifiedLevels"`
	Decision       intotoDecision `json:"https://github.com/pratique-dev/pratique/decision/v1"`
}

type intotoVerifier struct {
	ID      string            `json:"id"`
	Version map[string]string `json:"version,omitzero"`
}

// intotoDecision is Pratique's extension: what PASSED and FAILED leave out.
type intotoDecision struct {
	FinalAction  string         `json:"finalAction,omitzero"` // absent where there is no decision
	PolicyAction string         `json:"policyAction,omitzero"`
	Reason       string         `json:"reason,omitzero"`
	NoDecision   string         `json:"noDecision,omitzero"` // why
	Findings     map[string]int `json:"findings"`            // stop, warn, go, suppressed
	Errors       int            `json:"errors"`
	NotEvaluated int            `json:"notEvaluated"` // rules that lack the data they need
	Warnings     int            `json:"warnings"`
}

// intoto writes a statement for each image, one a line. It claims no SLSA level: it did
// not look for one.
func intoto(w io.Writer, inputs []Input, o Options) error {
	var list []statement
	for _, in := range inputs {
		list = append(list, look(in).statement(o))
	}
	return writeLines(w, list)
}

// intotoError attests that there is no decision. What it could be about is not known, and
// a statement must have a subject: it is the message itself, which is no image.
func intotoError(w io.Writer, cause error) error {
	s := newStatement(textSubject("no decision", cause.Error()), Options{})
	s.Predicate.TimeVerified = time.Now().UTC().Format(time.RFC3339)
	s.Predicate.ResourceURI = "pratique:no-decision"
	s.Predicate.Policy.URI = "pratique:bundle"
	s.Predicate.Decision = intotoDecision{NoDecision: cause.Error(), Findings: map[string]int{}, Errors: 1}
	return writeLines(w, []statement{s})
}

// newStatement is a statement of a failed verification.
func newStatement(subject intotoResource, o Options) statement {
	s := statement{
		Type:          "https://in-toto.io/Statement/v1",
		Subject:       []intotoResource{subject},
		PredicateType: "https://slsa.dev/verification_summary/v1",
		Predicate: intotoSummary{
			Verifier:       intotoVerifier{ID: homepage},
			Result:         "FAILED",
			VerifiedLevels: []string{"FAILED"},
		},
	}
	if o.ToolVersion != "" {
		s.Predicate.Verifier.Version = map[string]string{"pratique": o.ToolVersion}
	}
	return s
}

func (v view) statement(o Options) statement {
	d := v.Decision
	s := newStatement(v.subject(), o)
	p := &s.Predicate
	p.TimeVerified = evaluatedAt(d).Format(time.RFC3339)
	p.ResourceURI = v.resource()
	p.Policy = intotoResource{URI: v.bundleURI(), Digest: digestSet(v.bundleDigest())}
	if !v.fails(o) {
		p.Result, p.VerifiedLevels = "PASSED", []string{}
	}
	counts := map[string]int{decision.Stop: 0, decision.Warn: 0, decision.Go: 0, "suppressed": 0}
	for _, f := range d.Findings {
		counts[state(f)]++
	}
	p.Decision = intotoDecision{
		FinalAction: d.FinalAction, PolicyAction: d.PolicyAction, Reason: d.Reason, NoDecision: v.Undecided,
		Findings: counts, Errors: len(d.Errors), NotEvaluated: d.RulesNotEvaluated(), Warnings: len(d.Warnings),
	}
	return s
}

// subject is the image by its manifest's digest, else by its id, which is its
// configuration's digest; else what the caller knows of. Without any of them it is the
// name alone, as text, which no image's digest can match.
func (v view) subject() intotoResource {
	for _, digest := range []string{or(v.image.Digest, ""), prefixed(or(v.image.ID, "")), v.Digest} {
		if set := digestSet(digest); set != nil {
			return intotoResource{Name: v.name, Digest: set}
		}
	}
	return textSubject(v.name, v.name)
}

// prefixed is an image id, which has no algorithm in a decision, as a digest.
func prefixed(id string) string {
	if id == "" || strings.Contains(id, ":") {
		return id
	}
	return "sha256:" + id
}

func textSubject(name, text string) intotoResource {
	sum := sha256.Sum256([]byte(text))
	return intotoResource{Name: name, Digest: map[string]string{"sha256": hex.EncodeToString(sum[:])}, Content: []byte(text)}
}

// digestSet is nil for what is no digest.
func digestSet(digest string) map[string]string {
	algorithm, value, _ := strings.Cut(digest, ":")
	if _, err := hex.DecodeString(value); err != nil || value == "" || algorithm == "" {
		return nil
	}
	return map[string]string{algorithm: value}
}

// resource is a package URL of type oci for an image with a digest, else the name.
func (v view) resource() string {
	repository, digest := or(v.image.Repository, ""), or(v.image.Digest, "")
	if repository == "" || digest == "" {
		return "pratique:image/" + url.PathEscape(v.name)
	}
	name := strings.ToLower(repository[strings.LastIndex(repository, "/")+1:])
	if registry := or(v.image.Registry, ""); registry != "" {
		repository = registry + "/" + repository
	}
	qualifiers := map[string]string{"repository_url": repository}
	if tag := or(v.image.Tag, ""); tag != "" {
		qualifiers["tag"] = tag
	}
	return packageurl.NewPackageURL("oci", "", name, digest, packageurl.QualifiersFromMap(qualifiers), "").ToString()
}

func (v view) bundleURI() string {
	switch {
	case strings.Contains(v.BundleURI, "://"):
		return v.BundleURI
	case strings.HasPrefix(v.BundleURI, "/"):
		return reference(v.BundleURI)
	case v.BundleURI != "":
		return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: v.BundleURI}).EscapedPath()}).String()
	}
	return "pratique:bundle/" + url.PathEscape(or(v.Decision.Bundle.ID, ""))
}

// writeLines writes JSON Lines.
func writeLines(w io.Writer, list []statement) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, s := range list {
		if err := e.Encode(s); err != nil {
			return err
		}
	}
	_, err := printable.JSONWriter(w).Write(b.Bytes())
	return err
}
