// Package benchmark writes the report on a benchmark's controls in several formats, for people
// and for programs. It decides nothing: states and scores come from the policy.
package benchmark

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
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

// Formats are the names of the formats, in the order of the documentation.
func Formats() []string {
	return []string{"text", "json", "html", "markdown", "csv", "docker-bench", "batten", "hdf", "xccdf"}
}

// FormatOf is the format of a file by its name; text, where that says nothing.
func FormatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return "json"
	case ".html", ".htm":
		return "html"
	case ".md", ".markdown":
		return "markdown"
	case ".csv":
		return "csv"
	}
	return "text"
}

// Render writes the reports in one of Formats.
func Render(w io.Writer, format string, inputs []Input) error {
	renderers := map[string]func(io.Writer, []Input) error{
		"text": text, "json": document, "html": html, "markdown": markdown, "csv": commaSeparated, "docker-bench": dockerBench, "batten": batten,
		"hdf": heimdall, "xccdf": xccdf,
	}
	render, ok := renderers[format]
	if !ok {
		return fmt.Errorf("rendering the report: unknown output format %q (%s)", format, strings.Join(Formats(), ", "))
	}
	return render(w, inputs)
}

// document writes one report as it is, several as a list. Where there is none, there is
// {"image": …, "error": …}.
func document(w io.Writer, inputs []Input) error {
	encoder := json.NewEncoder(w)
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
