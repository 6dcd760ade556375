package extract

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
)

// A VEX document that comes with the image clears nothing, unless the trust file says so of
// who has signed it.
func TestAttestedVEX(t *testing.T) {
	t.Parallel()
	const openVEX = `{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://acme.test/1", "author": "acme", "timestamp": "2026-01-01T00:00:00Z", "version": 1,
		"statements": [{"vulnerability": {"name": "CVE-2026-1"}, "products": [{"@id": "pkg:deb/debian/zlib1g"}], "status": "not_affected", "justification": "component_not_present"}]}`
	attestation := func(change func(*document.Attestation)) document.Attestation {
		a := document.Attestation{
			PredicateType: "https://openvex.dev/ns/v0.2.0", Verified: true, VEX: true, Source: document.SourceTool,
			Signer: document.Signer{Signers: []string{"release"}}, Predicate: json.RawMessage(openVEX),
		}
		if change != nil {
			change(&a)
		}
		return a
	}
	for name, tt := range map[string]struct {
		change  func(*document.Attestation)
		count   int
		warning string
	}{
		"trusted":             {nil, 1, ""},
		"not verified":        {func(a *document.Attestation) { a.Verified = false }, 0, ""},
		"not trusted with it": {func(a *document.Attestation) { a.VEX = false }, 0, ""},
		"claimed by a file":   {func(a *document.Attestation) { a.Source = document.SourceFile }, 0, ""},
		"of another type":     {func(a *document.Attestation) { a.PredicateType = "https://example.com/x" }, 0, ""},
		"too long":            {func(a *document.Attestation) { a.Predicate, a.Truncated = nil, true }, 0, "attestation by release: its VEX document is too long to be kept, and clears nothing"},
		"not VEX":             {func(a *document.Attestation) { a.Predicate = json.RawMessage(`{"x": 1}`) }, 0, "attestation by release"},
	} {
		statements, warnings := attestedVEX([]document.Attestation{attestation(tt.change)})
		if len(statements) != tt.count || (tt.warning == "") != (len(warnings) == 0) || len(warnings) > 0 && !strings.Contains(warnings[0], tt.warning) {
			t.Errorf("%s: got %+v, %q", name, statements, warnings)
		}
		for _, s := range statements {
			if !s.Signed || s.Vulnerability != "CVE-2026-1" || s.Source != "attestation by release" {
				t.Errorf("%s: got %+v", name, s)
			}
		}
	}
}
