package extract

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
)

// TestAttestedSBOM: of what is attested only what a trusted signer has signed is the image's SBOM.
func TestAttestedSBOM(t *testing.T) {
	t.Parallel()
	const own, index = "sha256:aa", "sha256:bb"
	bom := func(name string) string {
		return `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "` + name + `", "version": "1", "purl": "pkg:npm/` + name + `@1"}]}`
	}
	attestation := func(kind, digest, predicate string) document.Attestation {
		return document.Attestation{
			PredicateType: kind, Digest: digest, Verified: true, Source: document.SourceTool,
			Signer: document.Signer{Signers: []string{"release"}}, Predicate: json.RawMessage(predicate),
		}
	}
	quoted := func(text string) string {
		data, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	verified := attestation("https://cyclonedx.org/bom", own, bom("a"))
	unverified := verified
	unverified.Verified = false
	claimed := verified
	claimed.Source = document.SourceFile
	long := verified
	long.Predicate, long.Truncated = nil, true
	const tagValue = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\n\nPackageName: c\nSPDXID: SPDXRef-c\nPackageVersion: 1\nExternalRef: PACKAGE-MANAGER purl pkg:npm/c@1\n"
	for name, tt := range map[string]struct {
		list          []document.Attestation
		want, problem string
		err           string
	}{
		"verified":               {list: []document.Attestation{verified}, want: "a"},
		"with a version":         {list: []document.Attestation{attestation("https://cyclonedx.org/bom/v1.6", own, bom("b"))}, want: "b"},
		"in an object":           {list: []document.Attestation{attestation("https://cyclonedx.org/bom", own, `{"Data": `+quoted(bom("b"))+`}`)}, want: "b"},
		"in a string":            {list: []document.Attestation{attestation("https://spdx.dev/Document", own, quoted(tagValue))}, want: "c", problem: "nothing ends an SPDX file"},
		"not verified":           {list: []document.Attestation{unverified}},
		"claimed by a file":      {list: []document.Attestation{claimed}},
		"something else":         {list: []document.Attestation{attestation("https://cyclonedx.org/bombast", own, bom("b"))}},
		"one of two is verified": {list: []document.Attestation{unverified, verified}, want: "a", problem: "1 attestations of SBOMs are not verified and were not used"},
		"of the index": {
			list: []document.Attestation{attestation("https://cyclonedx.org/bom", index, bom("b"))}, want: "b",
			problem: "the SBOM attested by release is of the index of all platforms, and not of this image alone",
		},
		"of the index and the image": {
			list: []document.Attestation{attestation("https://cyclonedx.org/bom", index, bom("b")), verified}, want: "a",
			problem: "the SBOM attested by release was used, and 1 others that are attested were not",
		},
		"too long":  {list: []document.Attestation{long}, err: "reading the SBOM attested by release: it is too long, or empty"},
		"no SBOM":   {list: []document.Attestation{attestation("https://spdx.dev/Document", own, `{"a": 1}`)}, err: "reading the SBOM attested by release: reading SBOM: unknown format"},
		"none here": {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := attestedSBOM(tt.list, own)
			if tt.err != "" {
				if err == nil || !strings.HasPrefix(err.Error(), tt.err) {
					t.Fatalf("got the error %v, want %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			problems := ""
			if s != nil {
				for _, p := range s.Packages {
					got = append(got, p.Name)
				}
				problems = strings.Join(s.Problems, "; ")
			}
			if strings.Join(got, " ") != tt.want || !strings.Contains(problems, tt.problem) || tt.problem == "" && problems != "" {
				t.Errorf("got %q with %q, want %q with %q", got, problems, tt.want, tt.problem)
			}
		})
	}
}
