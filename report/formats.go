package report

import (
	"io"
	"slices"
)

// Format is a format that [Render] writes.
type Format struct {
	Name       string
	Help       string   // what it is, in a few words
	Extensions []string // of its files, the usual one first; none where its readers ask for no certain one
	ForPeople  bool     // meant to be read at a terminal
	Describes  bool     // shows Options.Help

	decision func(io.Writer, []Input, Options) error
	failure  func(io.Writer, error) error // writes that there is no decision
}

// Formats is the table of formats, the default first. Help, completion, documentation and the
// golden files of the tests follow it.
func Formats() []Format {
	return []Format{
		{Name: "text", Help: "verdict, findings and skipped rules, for people", Extensions: []string{".txt"}, ForPeople: true, decision: text, failure: plainError},
		{Name: "table", Help: "the table that anchore-cli prints", ForPeople: true, decision: table, failure: plainError},
		{Name: "json", Help: "the decision; convert, explain and diff read it", Extensions: []string{".json"}, decision: writeJSON, failure: jsonError},
		{Name: "anchore", Help: "the answer of Anchore Engine's API", decision: anchore, failure: anchoreError},
		{Name: "sarif", Help: "SARIF 2.1.0, for code scanning", Extensions: []string{".sarif", ".sarif.json"}, Describes: true, decision: sarif, failure: sarifError},
		{Name: "junit", Help: "JUnit's XML, for the test reports of CI servers", Extensions: []string{".xml"}, decision: junit, failure: junitError},
		{Name: "github", Help: "workflow commands, which GitHub Actions shows as annotations", decision: github, failure: githubError},
		{Name: "gitlab", Help: "a GitLab code quality report", decision: gitlab, failure: gitlabError},
		{Name: "gnu", Help: "FILE:LINE: SEVERITY: MESSAGE, for editors", decision: gnu, failure: gnuError},
		{Name: "markdown", Help: "a comment for a pull request", Extensions: []string{".md", ".markdown"}, decision: markdown, failure: markdownError},
		{Name: "csv", Help: "a table of the findings, for spreadsheets", Extensions: []string{".csv"}, decision: writeCSV, failure: csvError},
		{Name: "html", Help: "one page that loads nothing", Extensions: []string{".html", ".htm"}, decision: html, failure: htmlError},
		{Name: "intoto", Help: "an in-toto statement (SLSA verification summary) for each image, as JSON Lines", Extensions: []string{".intoto.jsonl", ".jsonl"}, decision: intoto, failure: intotoError},
		{Name: "template", Help: "what a Go template of your own says (--template FILE)", decision: writeTemplate, failure: plainError},
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

// FormatOf is the format of that name, if there is one.
func FormatOf(name string) (Format, bool) {
	list := Formats()
	i := slices.IndexFunc(list, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return list[i], true
}
