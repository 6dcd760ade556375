package summary

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/pratique-dev/pratique/internal/printable"
)

// Text writes an outline for people; name is what the bundle was called.
func Text(w io.Writer, name string, o *Summary) error {
	p := &page{}
	title := cmp.Or(o.Name, o.ID)
	p.line(0, "%s: %s", name, title)
	if o.ID != title {
		p.line(2, "id %s", o.ID)
	}
	if o.SHA256 != "" {
		p.line(2, "sha256 %s", o.SHA256)
	}
	if o.Errors+o.Warnings > 0 {
		p.line(2, "%d errors and %d warnings, see bundle lint", o.Errors, o.Warnings)
	}
	p.mappings("mappings", o.Mappings)
	p.mappings("whitelisted images", o.WhitelistedImages)
	p.mappings("blacklisted images", o.BlacklistedImages)
	p.policies(o.Policies)
	p.triggers(o.Triggers)
	p.whitelists(o.Whitelists)
	if len(o.Needs) > 0 {
		p.line(0, "\nneeds")
		for _, need := range o.Needs {
			p.line(2, "%s", need)
		}
	}
	_, err := w.Write(p.Bytes())
	return err
}

// page is a text in the making.
type page struct{ bytes.Buffer }

// line writes one line, whatever is in the arguments; a line break is only in
// the beginning of a format.
func (p *page) line(indent int, format string, args ...any) {
	format, apart := strings.CutPrefix(format, "\n")
	if apart {
		p.WriteByte('\n')
	}
	p.WriteString(strings.Repeat(" ", indent) + printable.Text(fmt.Sprintf(format, args...)) + "\n")
}

func (p *page) mappings(title string, list []Mapping) {
	if len(list) == 0 {
		return
	}
	p.line(0, "\n%s", title)
	for _, m := range list {
		name := ""
		if m.Name != "" {
			name = " " + printable.Quote(m.Name)
		}
		p.line(2, "%s%s: %s / %s, %s %s", m.Pointer, name, m.Registry, m.Repository, m.ImageType, m.Image)
		if len(m.Policies) > 0 {
			p.line(6, "policies %s", strings.Join(m.Policies, ", "))
		}
		if len(m.Whitelists) > 0 {
			p.line(6, "whitelists %s", strings.Join(m.Whitelists, ", "))
		}
	}
}

func (p *page) policies(list []Policy) {
	if len(list) == 0 {
		return
	}
	p.line(0, "\npolicies")
	for _, policy := range list {
		var actions []string
		for _, action := range []string{"stop", "warn", "go"} {
			if n := policy.Actions[action]; n > 0 {
				actions = append(actions, fmt.Sprintf("%d %s", n, action))
			}
		}
		counts := ""
		if len(actions) > 0 {
			counts = " (" + strings.Join(actions, ", ") + ")"
		}
		p.line(2, "%s %s: %d rules%s%s", policy.Pointer, cmp.Or(policy.Name, policy.ID), policy.Rules, counts, unused(policy.Used))
	}
}

func unused(used bool) string {
	if used {
		return ""
	}
	return ", no mapping uses it"
}

func (p *page) triggers(list []Trigger) {
	if len(list) == 0 {
		return
	}
	p.line(0, "\nrules by trigger")
	table := tabwriter.NewWriter(&p.Buffer, 0, 0, 2, ' ', 0)
	for _, t := range list {
		fmt.Fprintf(table, "  %s\t%d\n", printable.Text(t.Gate+"/"+t.Trigger), t.Rules)
	}
	table.Flush() //nolint:errcheck // a buffer takes everything
}

func (p *page) whitelists(list []Whitelist) {
	if len(list) == 0 {
		return
	}
	p.line(0, "\nwhitelists")
	for _, w := range list {
		text := fmt.Sprintf("%d items, %d expired, %d never expire", w.Items, w.Expired, w.Endless)
		if w.Next != nil {
			text += ", the next expires at " + w.Next.Format(time.RFC3339)
		}
		p.line(2, "%s %s: %s%s", w.Pointer, cmp.Or(w.Name, w.ID), text, unused(w.Used))
	}
}
