package translate

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
)

// generator marks the directories and tarballs that are ours.
const generator = "pratique translate"

// manifestName is the path of the manifest in a bundle.
const manifestName = ".manifest"

// dataName is the path of the data in a bundle, where OPA looks for it.
const dataName = "data.json"

// manifestFile is OPA's manifest with our metadata.
type manifestFile struct {
	Revision    string           `json:"revision"`
	Roots       []string         `json:"roots"`
	RegoVersion int              `json:"rego_version"`
	Metadata    manifestMetadata `json:"metadata"`
}

type manifestMetadata struct {
	Generator string `json:"generator"`
	Bundle    Info   `json:"bundle"`
	// Needs are the facts that the rules read, for the extractor.
	Needs []document.Need `json:"needs"`
	// Files are those that were generated: what else is in a directory is
	// somebody's own.
	Files    []string          `json:"files"`
	Warnings []manifestWarning `json:"warnings,omitempty"`
}

type manifestWarning struct {
	Kind    string `json:"kind"`
	Message string `json:"message"`
	Pointer string `json:"pointer"`
}

// roots are the packages of the bundle, those of the library and the author's, and what
// the data has.
func (r *Result) roots() []string {
	roots := []string{"pratique", "main"}
	if r.plan != nil {
		roots = append(roots, r.plan.t.own.Roots()...)
	}
	return roots
}

// manifest is the .manifest of a result.
func manifest(r *Result) ([]byte, error) {
	m := manifestFile{
		Revision:    r.Info.SHA256,
		Roots:       r.roots(),
		RegoVersion: 1,
		Metadata:    manifestMetadata{Generator: generator, Bundle: r.Info, Needs: r.Needs},
	}
	if m.Metadata.Needs == nil {
		m.Metadata.Needs = []document.Need{}
	}
	for _, module := range slices.Concat(r.Modules, r.Tests) {
		m.Metadata.Files = append(m.Metadata.Files, module.Path)
	}
	if r.Data != nil {
		m.Metadata.Files = append(m.Metadata.Files, dataName)
	}
	slices.Sort(m.Metadata.Files)
	for _, w := range r.Warnings {
		m.Metadata.Warnings = append(m.Metadata.Warnings, manifestWarning(w))
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the manifest: %w", err)
	}
	return append(text, '\n'), nil
}
