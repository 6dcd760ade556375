package benchmark

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strconv"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/report"
)

//go:embed page/page.html.tmpl
var pageTemplate string

//go:embed page/page.css
var pageStyle string

type htmlPage struct {
	Title, Policy string
	Style         template.CSS
	Columns       []string
	Reports       []htmlReport
}

type htmlReport struct {
	Missing                                                                string // why there is none
	ID, Name, Head, Benchmark, Source, Profile, Action, ActionClass, Class string
	Tiles                                                                  []htmlTile
	Rows                                                                   []htmlRow
	Sections                                                               []htmlSection
	Warnings                                                               []string
	Checks, Score                                                          int
	At                                                                     string
}

type htmlTile struct {
	Class string
	N     int
	Text  string
}

type htmlRow struct {
	Name  string
	Cells []string
	Total bool
}

type htmlSection struct {
	Name     string
	Controls []htmlControl
}

type htmlControl struct {
	ID, Title, Class, State, Note, Description, Remediation string
	Details, References                                     []string
}

// html writes one page in the look of the decision's, which needs nothing else.
func html(w io.Writer, inputs []Input) error {
	t, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		return fmt.Errorf("parsing the page's template: %w", err)
	}
	style := report.Style() + pageStyle
	sum := sha256.Sum256([]byte(style))
	p := htmlPage{
		Style:   template.CSS(style), //nolint:gosec // files of ours
		Policy:  "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
		Title:   strconv.Itoa(len(inputs)) + " images",
		Columns: columns(),
	}
	for i, in := range inputs {
		p.Reports = append(p.Reports, in.page("report-"+strconv.Itoa(i+1)))
	}
	if len(inputs) == 1 && inputs[0].Report == nil {
		p.Title = printable.Text(inputs[0].Image)
	} else if len(inputs) == 1 {
		p.Title = printable.Text(inputs[0].Report.Benchmark.Title + ": " + inputs[0].Image)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return fmt.Errorf("filling in the page: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (in Input) page(id string) htmlReport {
	if in.Report == nil {
		return htmlReport{ID: id, Name: printable.Text(in.Image), Head: "no report", Class: "stop", Missing: printable.Text(in.Missing)}
	}
	r := in.Report
	page := htmlReport{
		ID: id, Name: printable.Text(in.Image), Head: head(r), Benchmark: printable.Text(r.Benchmark.Title + " " + r.Benchmark.Version),
		Source: r.Benchmark.Source, Action: r.FinalAction, ActionClass: r.FinalAction, Class: verdictClass(r.Total),
		Checks: r.DockerBench.Checks, Score: r.DockerBench.Score, At: r.EvaluatedAt,
		Warnings: warnings(r),
	}
	if r.Profile != nil {
		page.Profile = printable.Text(r.Profile.ID)
	}
	for _, tile := range []htmlTile{
		{"stop", r.Total.Fail, "failed"},
		{"stop", r.Total.Error, "in error"},
		{"warn", r.Total.Unknown, "unknown"},
		{"suppressed", r.Total.Manual, "manual"},
		{"suppressed", r.Total.NotApplicable, "not applicable"},
		{"go", r.Total.Pass, "passed"},
	} {
		if tile.N > 0 {
			page.Tiles = append(page.Tiles, tile)
		}
	}
	for _, s := range r.Sections {
		page.Rows = append(page.Rows, htmlRow{Name: sectionName(s), Cells: cells(s)})
		section := htmlSection{Name: sectionName(s)}
		for _, c := range r.Controls {
			if c.Section == s.ID {
				section.Controls = append(section.Controls, controlPage(c))
			}
		}
		if len(section.Controls) > 0 {
			page.Sections = append(page.Sections, section)
		}
	}
	page.Rows = append(page.Rows, htmlRow{Name: "Total", Cells: cells(r.Total), Total: true})
	return page
}

func controlPage(c controls.Outcome) htmlControl {
	page := htmlControl{
		ID: printable.Text(c.ID), Title: printable.Text(c.Title), Class: stateClass(c.State), State: stateName(c.State),
		Note: "level " + strconv.Itoa(c.Level) + ", scored", Description: printable.Text(c.Description), Details: details(c),
	}
	if !c.Scored {
		page.Note = "level " + strconv.Itoa(c.Level) + ", not scored"
	}
	if c.Exceptions > 0 {
		page.Note += fmt.Sprintf(", %d whitelisted", c.Exceptions)
	}
	if c.Attested != nil {
		page.Note += ", attested by " + printable.Text(c.Attested.By) + " on " + printable.Text(c.Attested.Date)
	}
	if c.State != controls.Pass && c.State != controls.NotApplicable {
		page.Remediation = printable.Text(c.Remediation)
	}
	for _, alias := range c.Aliases {
		page.References = append(page.References, printable.Text(alias))
	}
	return page
}

func stateClass(state string) string {
	switch state {
	case controls.Pass:
		return "go"
	case controls.Fail, controls.Error:
		return "stop"
	case controls.Unknown:
		return "warn"
	}
	return "suppressed"
}

// verdictClass is the colour of the score: green only where nothing is open.
func verdictClass(t controls.Tally) string {
	switch {
	case t.Fail+t.Error > 0:
		return "stop"
	case t.Unknown+t.Manual > 0:
		return "warn"
	}
	return "go"
}
