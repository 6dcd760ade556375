package vulntext

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Difference is what a newer index says of an image that the older one did not, and the reverse.
type Difference struct {
	Image string `json:"image"`
	// Different says whether anything has changed.
	Different bool                          `json:"different"`
	Added     []document.VulnerabilityMatch `json:"added"`
	Removed   []document.VulnerabilityMatch `json:"removed"`
	// Changed are matches of both whose severity, fix or exploitation differs.
	Changed []Change `json:"changed"`
}

// Change is a match before and after.
type Change struct {
	Old document.VulnerabilityMatch `json:"old"`
	New document.VulnerabilityMatch `json:"new"`
}

// Compare compares the vulnerabilities of one image under two indexes.
func Compare(image string, before, after *document.Vulnerabilities) Difference {
	d := Difference{Image: image, Added: []document.VulnerabilityMatch{}, Removed: []document.VulnerabilityMatch{}, Changed: []Change{}}
	old := map[string]document.VulnerabilityMatch{}
	for _, m := range matches(before) {
		old[identity(m)] = m
	}
	for _, m := range matches(after) {
		id := identity(m)
		o, known := old[id]
		switch {
		case !known:
			d.Added = append(d.Added, m)
		case state(o) != state(m):
			d.Changed = append(d.Changed, Change{o, m})
		}
		delete(old, id)
	}
	for _, m := range matches(before) {
		if _, gone := old[identity(m)]; gone {
			d.Removed = append(d.Removed, m)
		}
	}
	d.Different = len(d.Added)+len(d.Removed)+len(d.Changed) > 0
	return d
}

func matches(v *document.Vulnerabilities) []document.VulnerabilityMatch {
	if v == nil {
		return nil
	}
	return v.Matches
}

func identity(m document.VulnerabilityMatch) string {
	return strings.Join([]string{m.Vulnerability.ID, m.Package.Type, m.Package.Name, m.Package.Version, text(m.Package.Path)}, "\x00")
}

// state is what a rule could decide by: severity, fix and exploitation, as text.
func state(m document.VulnerabilityMatch) string {
	parts := []string{m.Vulnerability.Severity}
	if len(m.Fix.Versions) > 0 {
		parts = append(parts, "fixed in "+strings.Join(m.Fix.Versions, ", "))
	} else {
		parts = append(parts, "no fix")
	}
	if m.Vulnerability.KnownExploited != nil {
		parts = append(parts, "known exploited")
	}
	if e := m.Vulnerability.EPSS; e != nil && e.Score != nil {
		parts = append(parts, fmt.Sprintf("EPSS %.3f", *e.Score))
	}
	return strings.Join(parts, ", ")
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Differences shows differences, one image after the other.
func Differences(w io.Writer, list []Difference) error {
	p := &printer{w: w}
	for i, d := range list {
		if i > 0 {
			p.line("")
		}
		p.line("%s: %d new, %d gone, %d changed", printable.Text(d.Image), len(d.Added), len(d.Removed), len(d.Changed))
		for _, part := range []struct {
			sign string
			list []document.VulnerabilityMatch
		}{{"+", d.Added}, {"-", d.Removed}} {
			slices.SortStableFunc(part.list, func(a, b document.VulnerabilityMatch) int {
				return cmp.Or(strings.Compare(a.Package.Name, b.Package.Name), strings.Compare(a.Vulnerability.ID, b.Vulnerability.ID))
			})
			for _, m := range part.list {
				p.line("  %s %s  %s %s  %s", part.sign, printable.Text(m.Vulnerability.ID), printable.Text(m.Package.Name), printable.Text(m.Package.Version), printable.Text(state(m)))
			}
		}
		for _, c := range d.Changed {
			p.line("  ~ %s  %s %s  %s, was %s", printable.Text(c.New.Vulnerability.ID), printable.Text(c.New.Package.Name), printable.Text(c.New.Package.Version),
				printable.Text(state(c.New)), printable.Text(state(c.Old)))
		}
	}
	return p.err
}
