package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// SchemaVersion is the version that every decision document of the json format states.
const SchemaVersion = "1"

// stored is a decision as the json format writes it: the decision document, with what a
// decision does not say beside it, so that it can be rendered again.
type stored struct {
	SchemaVersion    string `json:"schema_version,omitzero"`
	NoDecision       bool   `json:"no_decision,omitzero"`
	NoDecisionReason string `json:"no_decision_reason,omitzero"`
	Report           origin `json:"report,omitzero"`
	decision.Decision
}

// origin is what an Input has beside the decision, but for the bundle.
type origin struct {
	Image        string   `json:"image,omitzero"`
	BundleURI    string   `json:"bundle_uri,omitzero"`
	BundleDigest string   `json:"bundle_digest,omitzero"`
	Dockerfile   string   `json:"dockerfile,omitzero"`
	Digest       string   `json:"digest,omitzero"`
	Layers       []string `json:"layers,omitzero"`
}

// writeJSON writes the decision as internal/schemas/decision.schema.json has it; of several
// images an array of them.
func writeJSON(w io.Writer, inputs []Input, _ Options) error {
	if len(inputs) == 1 {
		return encode(w, store(inputs[0]))
	}
	list := make([]stored, len(inputs))
	for i, in := range inputs {
		list[i] = store(in)
	}
	return encode(w, list)
}

func store(in Input) stored {
	return stored{
		SchemaVersion: SchemaVersion, NoDecision: in.Undecided != "", NoDecisionReason: in.Undecided,
		Report:   origin{in.Image, in.BundleURI, look(in).bundleDigest(), in.Dockerfile, in.Digest, in.Layers},
		Decision: *in.Decision,
	}
}

// jsonError writes a decision document that is none.
func jsonError(w io.Writer, cause error) error {
	return encode(w, stored{SchemaVersion: SchemaVersion, NoDecision: true, NoDecisionReason: cause.Error(), Decision: noDecisionBecause(cause)})
}

// encode writes a value as everyone can look at it, in a terminal too.
func encode(w io.Writer, value any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // messages hold <, > and &
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return err
	}
	_, err := printable.JSONWriter(w).Write(b.Bytes())
	return err
}
