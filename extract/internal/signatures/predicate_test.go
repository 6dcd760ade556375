package signatures_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/signtest"
)

// Short forms of the predicates that have one.
func TestPredicates(t *testing.T) {
	t.Parallel()
	type short struct {
		Provenance *document.Provenance
		Scan       *document.AttestedScan
		SBOM       *document.AttestedSBOM
	}
	for name, tt := range map[string]struct {
		predicateType string
		predicate     any
		want          short
	}{
		"SLSA 0.2": {
			"https://slsa.dev/provenance/v0.2",
			map[string]any{"builder": map[string]any{"id": "b"}, "buildType": "t", "invocation": map[string]any{"configSource": map[string]any{"uri": "git+https://git.test"}}},
			short{Provenance: &document.Provenance{Builder: "b", BuildType: "t", Source: []string{"git+https://git.test"}}},
		},
		"SLSA of another form": {"https://slsa.dev/provenance/v1", map[string]any{"runDetails": "x"}, short{}},
		"a scan": {
			"https://cosign.sigstore.dev/attestation/vuln/v1",
			map[string]any{"scanner": map[string]any{"uri": "pkg:x", "version": "1"}, "metadata": map[string]any{"scanFinishedOn": "2026-03-15T13:00:00+01:00"}},
			short{Scan: &document.AttestedScan{Scanner: "pkg:x", Version: "1", FinishedOn: new("2026-03-15T12:00:00Z")}},
		},
		"a scan without a time": {
			"https://cosign.sigstore.dev/attestation/vuln/v1", map[string]any{"scanner": map[string]any{"uri": "pkg:x"}},
			short{Scan: &document.AttestedScan{Scanner: "pkg:x"}},
		},
		"SPDX": {
			"https://spdx.dev/Document", map[string]any{"packages": []any{map[string]any{}, map[string]any{}}},
			short{SBOM: &document.AttestedSBOM{Format: "spdx", Count: 2}},
		},
		"CycloneDX in a string": {
			"https://cyclonedx.org/bom", map[string]any{"Data": `{"components": [{}]}`},
			short{SBOM: &document.AttestedSBOM{Format: "cyclonedx", Count: 1}},
		},
		"SPDX that says of which version": {
			"https://spdx.dev/Document/v2.3", map[string]any{"packages": []any{map[string]any{}}},
			short{SBOM: &document.AttestedSBOM{Format: "spdx", Count: 1}},
		},
		"none": {"https://example.com/x", "text", short{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, serve(t, memory(true)))
			statement := signtest.Statement(t, tt.predicateType, tt.predicate, b.digest)
			b.attach(signtest.BundleArtifact(signtest.Bundle(t, b.keys["release"], statement), "dsse-envelope", tt.predicateType))
			found := b.find(release)
			if len(found.Attestations) != 1 || !found.Attestations[0].Verified || found.Attestations[0].Predicate == nil {
				t.Fatalf("got %+v", found.Attestations)
			}
			a := found.Attestations[0]
			for _, sbom := range []*document.AttestedSBOM{a.SBOM, tt.want.SBOM} {
				if sbom != nil {
					if sbom == a.SBOM && len(sbom.Digest) != len("sha256:")+64 {
						t.Errorf("got digest %s", sbom.Digest)
					}
					sbom.Digest = ""
				}
			}
			if diff := cmp.Diff(tt.want, short{a.Provenance, a.Scan, a.SBOM}); diff != "" {
				t.Errorf("short form (-want +got):\n%s", diff)
			}
		})
	}
}

// A predicate that is too long is left out, and what others write is bounded.
func TestLongPredicates(t *testing.T) {
	t.Parallel()
	b := newBench(t, serve(t, memory(true)))
	long := strings.Repeat("x", 5<<20)
	for _, predicateType := range []string{"https://example.com/x", strings.Repeat("y", 5000)} {
		statement := signtest.Statement(t, predicateType, long, b.digest)
		b.attach(signtest.BundleArtifact(signtest.Bundle(t, b.keys["release"], statement), "dsse-envelope", ""))
	}
	for _, a := range b.find(release).Attestations {
		if !a.Verified || !a.Truncated || a.Predicate != nil || len(a.PredicateType) > 2010 {
			t.Errorf("got verified %v, truncated %v, %d bytes of a type", a.Verified, a.Truncated, len(a.PredicateType))
		}
	}
}
