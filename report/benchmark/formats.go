package benchmark

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/report"
)

// Format is a format that [Render] writes.
type Format struct {
	Name       string
	Help       string   // what it is, in a few words
	Extensions []string // of its files, the usual one first; see FormatOf
	Eval       bool     // eval takes it by its name, beside the formats of decisions

	reports func(io.Writer, []Input) error
	failure func(w io.Writer, cause error, version string) error // writes that there is no report
}

// Formats is the table of formats, the default first. Help, completion, documentation and tests
// follow it.
func Formats() []Format {
	return []Format{
		{Name: "text", Help: "score, sections and controls, for people", Extensions: []string{".txt"}, reports: text, failure: noDecision("text")},
		{Name: "json", Help: "the report, for programs", Extensions: []string{".json"}, reports: document, failure: noDecision("json")},
		{Name: "html", Help: "one page that loads nothing", Extensions: []string{".html", ".htm"}, reports: html, failure: noDecision("html")},
		{Name: "markdown", Help: "a comment for a pull request", Extensions: []string{".md", ".markdown"}, reports: markdown, failure: noDecision("markdown")},
		{Name: "csv", Help: "one line per control, for spreadsheets", Extensions: []string{".csv"}, reports: commaSeparated, failure: noDecision("text")},
		{Name: "junit", Help: "a test case for each control, for the test reports of CI servers", Extensions: []string{".junit.xml"}, reports: junit, failure: noReport(junit)},
		{Name: "sarif", Help: "SARIF 2.1.0: a rule for each control, a result for each finding of one that fails", Extensions: []string{".sarif", ".sarif.json"}, reports: sarif, failure: noReport(sarif)},
		{Name: "docker-bench", Help: "the lines of Docker Bench for Security", reports: dockerBench, failure: noDecision("text")},
		{Name: "batten", Help: "the lines of Batten", reports: batten, failure: noDecision("text")},
		{Name: "hdf", Help: "Heimdall Data Format, for MITRE SAF", Extensions: []string{".hdf", ".hdf.json"}, Eval: true, reports: heimdall, failure: noReport(heimdall)},
		{Name: "xccdf", Help: "XCCDF 1.2 results, for SCAP tools", Extensions: []string{".xml"}, Eval: true, reports: xccdf, failure: noDecision("text")},
	}
}

// FormatNames lists the names of Formats.
func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// FormatOf is the format of a file by the end of its name; text, where that says nothing.
func FormatOf(file string) string {
	name, longest := "text", 0
	for _, f := range Formats() {
		for _, extension := range f.Extensions {
			if len(extension) > longest && strings.HasSuffix(strings.ToLower(file), extension) {
				name, longest = f.Name, len(extension)
			}
		}
	}
	return name
}

// Render writes the reports in one of Formats.
func Render(w io.Writer, format string, inputs []Input) error {
	f, err := find(format)
	if err != nil {
		return err
	}
	return f.reports(w, inputs)
}

// RenderError writes that there is no report, and why, where eval was to write one. version is
// the program's. A format that cannot say so has it as text, which nothing takes for a report.
func RenderError(w io.Writer, format string, cause error, version string) error {
	f, err := find(format)
	if err != nil {
		return err
	}
	return f.failure(w, cause, version)
}

func find(name string) (Format, error) {
	list := Formats()
	i := slices.IndexFunc(list, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("rendering the report: unknown output format %q (%s)", name, strings.Join(FormatNames(), ", "))
	}
	return list[i], nil
}

// noDecision says it as a format of decisions does.
func noDecision(format string) func(io.Writer, error, string) error {
	return func(w io.Writer, cause error, _ string) error { return report.RenderError(w, format, cause) }
}

// noReport says it as a report among others does.
func noReport(reports func(io.Writer, []Input) error) func(io.Writer, error, string) error {
	return func(w io.Writer, cause error, version string) error {
		return reports(w, []Input{{Missing: cause.Error(), Version: version}})
	}
}
