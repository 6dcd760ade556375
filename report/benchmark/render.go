// Package benchmark writes the report on a benchmark's controls in several formats, for people
// and for programs. It decides nothing: states and scores come from the policy.
package benchmark

import (
	"encoding/json"
	"io"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Input is the report on one image, or why there is none.
type Input struct {
	Report  *controls.Report // nil where there is none
	Image   string           // as it was asked for
	Missing string           // why there is none
	Version string           // of this tool
}

// unreported stands in a document where the report would.
type unreported struct {
	Image string `json:"image"`
	Error string `json:"error"`
}

func (in Input) document() any {
	if in.Report == nil {
		return unreported{in.Image, in.Missing}
	}
	return in.Report
}

// document writes one report as it is, several as a list. Where there is none, there is
// {"image": …, "error": …}.
func document(w io.Writer, inputs []Input) error {
	encoder := json.NewEncoder(printable.JSONWriter(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if len(inputs) == 1 {
		return encoder.Encode(inputs[0].document())
	}
	reports := []any{}
	for _, in := range inputs {
		reports = append(reports, in.document())
	}
	return encoder.Encode(reports)
}
