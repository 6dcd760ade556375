package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/internal/printable"
)

//go:embed page/exposure.html.tmpl
var exposureTemplate string

//go:embed page/exposure.css
var exposureStyle string

// chartWidth is the length of the longest bar.
const chartWidth = 240

type htmlExposure struct {
	Source   string
	Bars     []htmlBar
	Packages []htmlExposed
}

// htmlBar is one bar of the chart by severity.
type htmlBar struct {
	Class, Severity string
	Count, Width    int
}

type htmlExposed struct {
	Name, Version, Where string
	Remedy               string
	Note                 string
	Vulnerabilities      []htmlVulnerability
}

type htmlVulnerability struct{ Class, Severity, ID, Link, Fixed, Remarks string }

func htmlExposureOf(e *evaluate.Exposure) *htmlExposure {
	if e == nil || len(e.Packages) == 0 {
		return nil
	}
	shown := &htmlExposure{Source: printable.Text(e.Source)}
	most := 0
	for _, s := range e.Severities {
		most = max(most, s.Count)
	}
	for _, s := range e.Severities {
		shown.Bars = append(shown.Bars, htmlBar{strings.ToLower(s.Severity), s.Severity, s.Count, max(2, s.Count*chartWidth/most)})
	}
	for _, p := range e.Packages {
		one := htmlExposed{Name: printable.Text(p.Name), Version: printable.Text(p.Version), Where: printable.Text(broughtBy(p)), Remedy: printable.Text(remedy(p))}
		if p.KernelHeaders {
			one.Note = "not judged: kernel headers"
		}
		for _, v := range p.Vulnerabilities {
			link := ""
			if strings.HasPrefix(v.Link, "https://") || strings.HasPrefix(v.Link, "http://") {
				link = v.Link
			}
			one.Vulnerabilities = append(one.Vulnerabilities, htmlVulnerability{
				Class: strings.ToLower(v.Severity), Severity: printable.Text(v.Severity), ID: printable.Text(v.ID), Link: link,
				Fixed: printable.Text(cmp.Or(strings.Join(v.Fixed, ", "), "-")), Remarks: printable.Text(strings.Join(remarks(v), ", ")),
			})
		}
		shown.Packages = append(shown.Packages, one)
	}
	return shown
}

// broughtBy is where a package lies, and the layer that brought it.
func broughtBy(p evaluate.ExposedPackage) string {
	where := p.Type
	if p.Path != "" && p.Path != "pkgdb" {
		where += ", " + p.Path
	}
	if p.Layer != nil {
		where += fmt.Sprintf(", layer %d", *p.Layer)
	}
	return where
}

// remedy says how to fix a package.
func remedy(p evaluate.ExposedPackage) string {
	if p.Upgrade == "" {
		return "no fix yet"
	}
	text := fmt.Sprintf("upgrade %s to %s", p.Name, p.Upgrade)
	if p.Source != "" { // what is installed has a version of its own
		text = fmt.Sprintf("upgrade %s to the build of %s %s", p.Name, p.Source, p.Upgrade)
	}
	if p.Unfixed > 0 {
		text += fmt.Sprintf("; %d without a fix", p.Unfixed)
	}
	return text
}

// remarks are what else is known of a vulnerability.
func remarks(v evaluate.ExposedVulnerability) []string {
	var list []string
	if v.Exploited {
		list = append(list, "known exploited")
	}
	if v.EPSS != nil {
		list = append(list, fmt.Sprintf("EPSS %.1f %%", *v.EPSS*100))
	}
	if v.VEX != "" {
		list = append(list, "VEX: "+strings.ReplaceAll(v.VEX, "_", " "))
	}
	return list
}

// exposure is the table of vulnerable packages in Markdown.
func (c *comment) exposure(e *evaluate.Exposure) {
	if e == nil || len(e.Packages) == 0 {
		return
	}
	var counts []string
	for _, s := range e.Severities {
		counts = append(counts, fmt.Sprintf("%d %s", s.Count, strings.ToLower(s.Severity)))
	}
	c.row("\n### Vulnerable packages\n\n%s\n\n| Package | Vulnerabilities | How to fix |\n|---|---|---|", entities(strings.Join(counts, ", ")))
	for _, p := range e.Packages {
		var ids []string
		for _, v := range p.Vulnerabilities {
			text := code(v.ID) + " " + entities(strings.ToLower(v.Severity))
			if more := remarks(v); len(more) > 0 {
				text += " (" + entities(strings.Join(more, ", ")) + ")"
			}
			ids = append(ids, text)
		}
		c.row("| %s %s | %s | %s |", code(p.Name), code(p.Version), strings.Join(ids, ", "), entities(remedy(p)))
	}
}
