package main

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/report"
)

// templateFormat is the format that needs --template.
const templateFormat = "template"

// templateExamples are those of docs/formats.md.
//
//go:embed templates
var templateExamples embed.FS

// templateOf reads the file of --template; nil where no output needs one.
func templateOf(c *cli.Context, outputs []output) (*report.Template, error) {
	path, set := c.String("template"), c.IsSet("template")
	wanted := slices.ContainsFunc(outputs, func(o output) bool { return o.format == templateFormat })
	switch {
	case !wanted && set:
		return nil, usage(c, "--template is for -o template or -o template=FILE, which is not given")
	case !wanted:
		return nil, nil
	case path == "":
		return nil, usage(c, "-o template needs --template FILE, a Go template; see docs/formats.md")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading template: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, report.MaxTemplate+1))
	if err != nil {
		return nil, fmt.Errorf("reading template: %w", err)
	}
	return report.ParseTemplate(path, string(text))
}

// templatesSection is the part of docs/formats.md on templates.
func templatesSection(b *bytes.Buffer) {
	b.WriteString(`
## Templates

` + "`-o template --template FILE` (or `-o template=OUT --template FILE`)" + ` writes what a [Go template](https://pkg.go.dev/text/template) says. A FILE that ends in ` + "`.html`, `.htm`, `.html.tmpl` or `.htm.tmpl`" + ` is one of [html/template](https://pkg.go.dev/html/template), which escapes what images say for where it stands. A template reads no files and no network. It has at most 1 MiB, writes at most 256 MiB and runs for at most 30 seconds; an error names the line, and the exit code is 2. Where there is no decision at all, the output is the line that says so, not the template's.

` + "`.`" + ` is the list of images. Each has

| field | what it is |
|---|---|
| ` + "`.Image`, `.Digest`" + ` | the image as it was named, and its digest |
| ` + "`.Verdict`" + ` | ` + "`stop`, `warn`, `go` or `no decision`" + ` |
| ` + "`.Why`" + ` | what decided, in one line |
| ` + "`.Bundle`, `.BundleDigest`, `.EvaluatedAt`, `.Version`" + ` | the bundle's name and digest, the time, the version of pratique |
| ` + "`.Findings`" + ` | the findings, worst first: ` + "`.Action`, `.Severity`, `.Title`, `.Message`, `.Description`, `.Remediation`, `.Help`, `.Gate`, `.Trigger`, `.Rule`, `.TriggerID`, `.Policy`, `.File`, `.Line` (0 for none), `.Path`, `.Suppressed`" + ` (by what; "" for a finding that counts) |
| ` + "`.Suppressed`" + ` | how many findings are left out as suppressed; ` + "`--show-suppressed`" + ` lists them |
| ` + "`.Problems`" + ` | a line for each thing that was not evaluated, and for a blacklisted image: a template that leaves them out can look like a pass |
| ` + "`.Decision`" + ` | all of it: the document of ` + "`-o json`, such as `.Decision.final_action`" + ` |

Control characters in these texts are written as escapes. Beside Go's own functions there are

| function | what it gives |
|---|---|
| ` + "`json VALUE`" + ` | the value as JSON |
| ` + "`csv VALUE…`" + ` | a row of CSV, in which no cell is taken for a formula |
| ` + "`upper TEXT`, `lower TEXT`, `join SEPARATOR LIST`" + ` | as their names say; LIST is of texts, such as ` + "`.Problems`" + ` |
| ` + "`atLeast SEVERITY SEVERITY`" + ` | whether the second is as severe as the first, or more: ` + "`{{if atLeast \"high\" .Severity}}`" + ` |
`)
	for _, example := range []struct{ title, file string }{
		{"CSV of the findings", "findings.csv.tmpl"},
		{"A Slack message", "slack.json.tmpl"},
		{"A row of an HTML table", "row.html.tmpl"},
	} {
		text, _ := templateExamples.ReadFile("templates/" + example.file) // embedded: the test of the examples reads each
		fmt.Fprintf(b, "\n%s, [%s](../cmd/pratique/templates/%[2]s):\n\n```text\n%s\n```\n", example.title, example.file, strings.TrimSuffix(string(text), "\n"))
	}
}
