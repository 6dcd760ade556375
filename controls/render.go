package controls

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// Input is the report on one image, or why there is none.
type Input struct {
	Report  *Report // nil where there is none
	Image   string  // as it was asked for
	Missing string  // why there is none
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
	return []string{"text", "json", "html", "markdown", "csv", "docker-bench", "batten"}
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
	}
	render, ok := renderers[format]
	if !ok {
		return fmt.Errorf("rendering the report: there is no format %q (%s)", format, strings.Join(Formats(), ", "))
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

// Below says whether the total score is less than a percentage. Nothing scored is less
// than anything.
func (r *Report) Below(percent float64) bool {
	if r.Total.Max == 0 {
		return percent > 0
	}
	return 100*r.Total.Score < percent*r.Total.Max
}

// Failed are those of the controls that are no pass and not excused: a control that
// nobody could decide is not one that holds.
func (r *Report) Failed(ids []string) []string {
	var failed []string
	for _, c := range r.Controls {
		if slices.Contains(ids, c.ID) && c.State != Pass && c.State != NotApplicable {
			failed = append(failed, c.ID)
		}
	}
	return failed
}

// Lacks are those of the ids that no control of the definition has.
func (d *Definition) Lacks(ids []string) []string {
	var unknown []string
	for _, id := range ids {
		if !slices.ContainsFunc(d.Controls, func(c Control) bool { return c.ID == id }) {
			unknown = append(unknown, id)
		}
	}
	return unknown
}

// HasProfile says whether the definition has a profile of the id.
func (d *Definition) HasProfile(id string) bool {
	return slices.ContainsFunc(d.Profiles, func(p Profile) bool { return p.ID == id })
}
