package benchmark

import (
	"fmt"
	"io"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// markdown writes tables, for pull requests and wikis.
func markdown(w io.Writer, inputs []Input) error {
	for i, in := range inputs {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if in.Report == nil {
			fmt.Fprintf(w, "## %s\n\n**No report**: %s\n", escape(in.Image), escape(in.Missing))
			continue
		}
		r := in.Report
		fmt.Fprintf(w, "## %s: %s\n\n", escape(r.Benchmark.Title+" "+r.Benchmark.Version), escape(in.Image))
		fmt.Fprintf(w, "**%s**; Docker Bench: checks %d, score %d; the bundle's decision is %s.\n\n", head(r), r.DockerBench.Checks, r.DockerBench.Score, r.FinalAction)
		fmt.Fprintf(w, "| Section | %s |\n|---|%s\n", strings.Join(columns(), " | "), strings.Repeat("---:|", len(columns())))
		for _, s := range append(r.Sections, total(r)) {
			fmt.Fprintf(w, "| %s | %s |\n", escape(strings.TrimSpace(s.ID+" "+s.Title)), strings.Join(cells(s), " | "))
		}
		fmt.Fprint(w, "\n| Control | State | Title | Details |\n|---|---|---|---|\n")
		for _, c := range r.Controls {
			var cells []string
			for _, d := range details(c) {
				cells = append(cells, escape(d))
			}
			fmt.Fprintf(w, "| %s | %s | %s | %s |\n", escape(c.ID), stateName(c.State), escape(c.Title), strings.Join(cells, "<br>"))
		}
		if len(r.Warnings) > 0 {
			fmt.Fprint(w, "\n### Warnings\n\n")
		}
		for _, warning := range warnings(r) {
			fmt.Fprintf(w, "- %s\n", escape(warning))
		}
	}
	return nil
}

func total(r *controls.Report) controls.Tally {
	t := r.Total
	t.Title = "Total"
	return t
}

// escape makes a text one that Markdown takes for nothing else.
func escape(s string) string {
	var b strings.Builder
	for _, c := range printable.Text(s) {
		switch {
		case c == '<':
			b.WriteString("&lt;")
			continue
		case c == '&':
			b.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*_{}[]()#!|~>@:", c):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}
