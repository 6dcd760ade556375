// Package vulntext shows what a vulnerability index has, as text for people.
package vulntext

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
)

// Info shows what an index was made of.
func Info(w io.Writer, name string, header index.Header, digest string, size int64) error {
	p := &printer{w: w}
	p.line("%s: %d records, %d of them withdrawn, on %d packages; %.1f MB", printable.Text(name), header.Records, header.Withdrawn, header.Packages, float64(size)/1e6)
	if digest != "" {
		p.line("digest    sha256:%s", digest)
	}
	p.line("newest    %s", or(header.Created, "unknown"))
	for _, s := range header.Sources {
		p.line("source    %s: %d records, newest %s, %s", printable.Text(s.Name), s.Records, or(s.Newest, "unknown"), printable.Text(s.Digest))
		for _, odd := range []struct {
			count int
			what  string
		}{
			{s.Withdrawn, "withdrawn records"}, {s.Unreadable, "records that could not be read"},
			{s.BadRanges, "ranges that cannot be evaluated"}, {s.CustomRanges, "ranges of Go versions that are not canonical, skipped"},
		} {
			if odd.count > 0 {
				p.line("          %d %s", odd.count, odd.what)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(header.NotUnderstood)) {
		p.line("skipped   %s: %d entries of an ecosystem that is not supported", printable.Text(name), header.NotUnderstood[name])
	}
	severities := header.Severities
	p.line("severity  known for %d of %d records; CVSS of %d CVEs joined", severities.Graded, header.Records, severities.CVEs)
	if severities.EPSS > 0 {
		p.line("EPSS      %d scores of %s, model %s", severities.EPSS, or(severities.EPSSDate, "unknown date"), or(printable.Text(severities.EPSSModel), "unknown"))
	}
	if severities.Exploited > 0 {
		p.line("KEV       %d known exploited vulnerabilities, catalogue %s of %s", severities.Exploited, or(printable.Text(severities.KEVVersion), "unknown"), or(severities.KEVDate, "unknown date"))
	}
	return p.table("ECOSYSTEM\tRECORDS\tNEWEST", func(row func(...any)) {
		for _, e := range header.Ecosystems {
			row(printable.Text(e.Name), e.Records, e.Newest)
		}
	})
}

// Record shows records, and what they affect.
func Record(w io.Writer, id string, list []index.Found) error {
	p := &printer{w: w}
	for i, found := range list {
		if i > 0 {
			p.line("")
		}
		d := found.Detail
		title := printable.Text(d.ID)
		if found.Relation != "" {
			title += fmt.Sprintf(" (%s: %s)", found.Relation, printable.Text(id))
		}
		if d.Withdrawn != "" {
			title += " withdrawn " + d.Withdrawn
		}
		p.line("%s", title)
		for _, field := range []struct{ name, value string }{
			{"summary", d.Summary}, {"link", d.Link}, {"published", d.Published}, {"modified", d.Modified}, {"severity", d.Word},
			{"aliases", strings.Join(d.Aliases, ", ")}, {"upstream", strings.Join(d.Upstream, ", ")}, {"related", strings.Join(d.Related, ", ")},
		} {
			if field.value != "" {
				p.line("  %-10s %s", field.name, printable.Text(field.value))
			}
		}
		for _, s := range d.Severity {
			p.line("  %-10s %s", printable.Text(s.Type), printable.Text(s.Score))
		}
		for _, cve := range d.CVEs {
			for _, vector := range cve.Vectors {
				p.line("  %-10s %s", cve.ID, printable.Text(vector))
			}
			if cve.EPSS != nil {
				p.line("  %-10s EPSS %.5f, percentile %.5f", cve.ID, cve.EPSS.Score, cve.EPSS.Percentile)
			}
			if cve.Exploited != nil {
				p.line("  %-10s known exploited, added %s, due %s", cve.ID, printable.Text(cve.Exploited.Added), printable.Text(cve.Exploited.Due))
			}
		}
		if err := p.affected(found.Packages, false); err != nil {
			return err
		}
	}
	return p.err
}

// Search shows what records say of a package.
func Search(w io.Writer, list []index.Affected) error { return (&printer{w: w}).affected(list, true) }

func (p *printer) affected(list []index.Affected, ids bool) error {
	if len(list) == 0 {
		return p.err
	}
	heading := "  ECOSYSTEM\tPACKAGE\tAFFECTED\tFIXED IN"
	if ids {
		heading = "ECOSYSTEM\tPACKAGE\tID\tAFFECTED\tFIXED IN"
	}
	return p.table(heading, func(row func(...any)) {
		for _, a := range list {
			affected := strings.Join(a.Ranges, " or ")
			if n := len(a.Versions); n > 0 {
				if affected != "" {
					affected += ", "
				}
				affected += fmt.Sprintf("%d listed versions", n)
			}
			cells := []any{printable.Text(a.Ecosystem), printable.Text(a.Name)}
			if ids {
				cells = append(cells, printable.Text(a.ID))
			} else {
				cells[0] = "  " + printable.Text(a.Ecosystem)
			}
			row(append(cells, or(printable.Text(affected), "all versions"), or(printable.Text(strings.Join(a.Fixed, ", ")), "-"))...)
		}
	})
}

// Changes shows what a newer index changes.
func Changes(w io.Writer, list []index.Change) error {
	p := &printer{w: w}
	counts := map[string]int{}
	for _, c := range list {
		counts[c.Kind]++
	}
	p.line("%d added, %d changed, %d withdrawn, %d removed", counts["added"], counts["changed"], counts["withdrawn"], counts["removed"])
	if len(list) == 0 {
		return p.err
	}
	return p.table("CHANGE\tID\tMODIFIED\tALIASES\tSUMMARY", func(row func(...any)) {
		for _, c := range list {
			names := append(slices.Clone(c.Detail.Aliases), c.Detail.Upstream...)
			row(c.Kind, printable.Text(c.ID), c.Detail.Modified, or(printable.Text(strings.Join(names, ", ")), "-"), or(printable.Text(c.Detail.Summary), "-"))
		}
	})
}

// printer keeps the first error of writing.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) table(heading string, fill func(row func(...any))) error {
	if p.err != nil {
		return p.err
	}
	t := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, heading)
	fill(func(cells ...any) {
		for i, cell := range cells {
			if i > 0 {
				fmt.Fprint(t, "\t")
			}
			fmt.Fprint(t, cell)
		}
		fmt.Fprintln(t)
	})
	p.err = t.Flush()
	return p.err
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
