// Package vex reads VEX documents, in which somebody says whether vulnerabilities affect a product,
// and finds out which statements apply to the matches of an image.
// A statement is a fact; leaving out what it clears is a decision of the gates.
package vex

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
)

// Statuses.
const (
	NotAffected        = "not_affected"
	Affected           = "affected"
	Fixed              = "fixed"
	UnderInvestigation = "under_investigation"
)

// maxDocument bounds a document, in bytes.
const maxDocument = 256 << 20

// Read reads an OpenVEX, CycloneDX or CSAF document. Warnings are statements that are left out, and
// why.
func Read(in io.Reader, source string) (statements []document.VEXStatement, warnings []string, err error) {
	data, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err == nil && len(data) > maxDocument {
		err = fmt.Errorf("it has more than %d bytes", maxDocument)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading VEX document: %w", err)
	}
	var kind struct {
		Context   json.RawMessage `json:"@context"`
		BOMFormat string
		Document  struct{ Category string }
	}
	if err := json.Unmarshal(data, &kind); err != nil {
		return nil, nil, fmt.Errorf("reading VEX document: %w", err)
	}
	c := &collection{source: source}
	switch {
	case bytes.Contains(kind.Context, []byte("openvex.dev/ns")):
		err = c.openVEX(data)
	case kind.BOMFormat == "CycloneDX":
		err = c.cycloneDX(data)
	case strings.HasPrefix(kind.Document.Category, "csaf_"):
		err = c.csaf(data)
	default:
		err = errors.New("it is not OpenVEX, CycloneDX or CSAF in JSON")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading VEX document: %w", err)
	}
	return c.statements, c.warnings, nil
}

// collection collects the statements of a document.
type collection struct {
	source     string
	statements []document.VEXStatement
	warnings   []string
}

// add adds a statement, where it is a valid one.
func (c *collection) add(s document.VEXStatement) {
	s.Source = c.source
	switch {
	case s.Vulnerability == "":
		c.warn("a statement names no vulnerability")
		return
	case s.Status != NotAffected && s.Status != Affected && s.Status != Fixed && s.Status != UnderInvestigation:
		c.warn("%s: the status %q is not known", s.Vulnerability, s.Status)
		return
	case s.Status == NotAffected && s.Justification == nil && s.Statement == nil:
		c.warn("%s: not_affected needs a justification or an impact statement", s.Vulnerability)
		return
	}
	if s.Products == nil {
		s.Products = []string{}
	}
	if s.Subcomponents == nil {
		s.Subcomponents = []string{}
	}
	c.statements = append(c.statements, s)
}

func (c *collection) warn(format string, args ...any) {
	c.warnings = append(c.warnings, fmt.Sprintf("VEX document "+c.source+": "+format, args...))
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// instant is a time as RFC 3339 in UTC, nil where the text is none.
func instant(texts ...string) *string {
	for _, text := range texts {
		if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
			at := t.UTC().Format(time.RFC3339Nano)
			return &at
		}
	}
	return nil
}
