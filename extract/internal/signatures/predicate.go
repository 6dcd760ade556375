package signatures

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/signing"
)

const (
	// maxPredicate is the longest predicate that the document keeps, in bytes.
	maxPredicate = 4 << 20
	// maxPredicates bounds all predicates of one image, in bytes.
	maxPredicates = 32 << 20
	// maxParameters bounds the parameters of a provenance's short form, in bytes.
	maxParameters = 64 << 10
)

// Types of predicates that have a short form.
const (
	provenanceV1  = "https://slsa.dev/provenance/v1"
	provenanceV02 = "https://slsa.dev/provenance/v0.2"
	vulnerability = "https://cosign.sigstore.dev/attestation/vuln/v1"
	spdx          = "https://spdx.dev/Document"
	cyclonedx     = "https://cyclonedx.org/bom"
)

// describe adds the predicate, if it is not longer than limit, and its short form. A
// predicate that is not of its type's form has no short form. It gives the bytes that are
// kept.
func describe(fact *document.Attestation, statement *signing.Statement, limit int) int {
	predicate := statement.Predicate
	if len(predicate) > limit {
		fact.Truncated = true
	} else if string(predicate) != "null" {
		fact.Predicate = predicate
	}
	kind := statement.PredicateType
	for _, list := range []string{spdx, cyclonedx} { // some say of which version the list is
		if strings.HasPrefix(kind, list+"/") {
			kind = list
		}
	}
	switch kind {
	case provenanceV1:
		fact.Provenance = readProvenanceV1(predicate)
	case provenanceV02:
		fact.Provenance = readProvenanceV02(predicate)
	case vulnerability:
		fact.Scan = readScan(predicate)
	case spdx:
		fact.SBOM = readSBOM("spdx", predicate)
	case cyclonedx:
		fact.SBOM = readSBOM("cyclonedx", predicate)
	}
	return len(fact.Predicate)
}

func readProvenanceV1(predicate []byte) *document.Provenance {
	var p struct {
		BuildDefinition struct {
			BuildType            string          `json:"buildType"`
			ExternalParameters   json.RawMessage `json:"externalParameters"`
			ResolvedDependencies []struct {
				URI string `json:"uri"`
			} `json:"resolvedDependencies"`
		} `json:"buildDefinition"`
		RunDetails struct {
			Builder struct {
				ID string `json:"id"`
			} `json:"builder"`
		} `json:"runDetails"`
	}
	if json.Unmarshal(predicate, &p) != nil {
		return nil
	}
	short := &document.Provenance{Builder: p.RunDetails.Builder.ID, BuildType: p.BuildDefinition.BuildType, Source: []string{}}
	for _, d := range p.BuildDefinition.ResolvedDependencies {
		if d.URI != "" {
			short.Source = append(short.Source, d.URI)
		}
	}
	short.Parameters = parameters(p.BuildDefinition.ExternalParameters)
	return short
}

func readProvenanceV02(predicate []byte) *document.Provenance {
	var p struct {
		Builder struct {
			ID string `json:"id"`
		} `json:"builder"`
		BuildType  string `json:"buildType"`
		Invocation struct {
			ConfigSource struct {
				URI string `json:"uri"`
			} `json:"configSource"`
			Parameters json.RawMessage `json:"parameters"`
		} `json:"invocation"`
	}
	if json.Unmarshal(predicate, &p) != nil {
		return nil
	}
	short := &document.Provenance{Builder: p.Builder.ID, BuildType: p.BuildType, Source: []string{}, Parameters: parameters(p.Invocation.Parameters)}
	if uri := p.Invocation.ConfigSource.URI; uri != "" {
		short.Source = append(short.Source, uri)
	}
	return short
}

// parameters are left out where they are long or none: the predicate has them too.
func parameters(text json.RawMessage) json.RawMessage {
	if len(text) > maxParameters || string(text) == "null" {
		return nil
	}
	return text
}

func readScan(predicate []byte) *document.AttestedScan {
	var p struct {
		Scanner struct {
			URI     string `json:"uri"`
			Version string `json:"version"`
		} `json:"scanner"`
		Metadata struct {
			ScanFinishedOn string `json:"scanFinishedOn"`
		} `json:"metadata"`
	}
	if json.Unmarshal(predicate, &p) != nil {
		return nil
	}
	short := &document.AttestedScan{Scanner: p.Scanner.URI, Version: p.Scanner.Version}
	if at, err := time.Parse(time.RFC3339, p.Metadata.ScanFinishedOn); err == nil {
		short.FinishedOn = new(at.UTC().Format(time.RFC3339))
	}
	return short
}

// readSBOM counts what a list of packages has. cosign's older versions put the document
// into a string of an object.
func readSBOM(format string, predicate []byte) *document.AttestedSBOM {
	var wrapped struct{ Data string }
	if json.Unmarshal(predicate, &wrapped) == nil && wrapped.Data != "" {
		predicate = []byte(wrapped.Data)
	}
	var list struct {
		Packages   []struct{} `json:"packages"`
		Components []struct{} `json:"components"`
	}
	if json.Unmarshal(predicate, &list) != nil {
		return nil
	}
	sum := sha256.Sum256(predicate)
	return &document.AttestedSBOM{Format: format, Digest: "sha256:" + hex.EncodeToString(sum[:]), Count: len(list.Packages) + len(list.Components)}
}
