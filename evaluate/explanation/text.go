package explanation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Text writes a document for people. image is the name that it was asked for by.
// Everything in it is hostile: it comes from the bundle and from the image.
func Text(w io.Writer, image string, d *Document) error {
	p := &page{}
	p.verdict(image, d)
	p.selectors("mappings", d.Mappings)
	p.selectors("whitelisted images", d.WhitelistedImages)
	p.selectors("blacklisted images", d.BlacklistedImages)
	p.rules(d.Rules)
	p.whitelists(d.Whitelists)
	p.problems(d)
	_, err := w.Write(p.Bytes())
	return err
}

// page is a text in the making.
type page struct{ bytes.Buffer }

// line writes one line, whatever is in the arguments.
func (p *page) line(indent int, format string, args ...any) {
	text := strings.TrimRight(printable.Text(fmt.Sprintf(format, args...)), " ")
	p.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

func (p *page) heading(format string, args ...any) {
	p.WriteByte('\n')
	p.line(0, format, args...)
}

func (p *page) verdict(image string, d *Document) {
	p.line(0, "%s: %s, %s", image, d.FinalAction, reason(d))
	if name := first(d.Bundle.Name, d.Bundle.ID); name != "" {
		p.line(2, "bundle %s", name)
	}
	var parts []string
	for _, field := range []string{"registry", "repository", "tag", "digest", "id"} {
		if value := d.Image.MatchedAs[field]; value != nil {
			parts = append(parts, field+" "+*value)
		}
	}
	p.line(2, "matched as %s", strings.Join(parts, ", "))
	p.line(2, "at %s", d.EvaluatedAt)
}

func reason(d *Document) string {
	switch {
	case d.Reason == "blacklisted":
		return "the image is on the bundle's blacklist, whatever the policies say"
	case len(d.Errors) > 0 && d.FinalAction == decision.Stop:
		return "something could not be evaluated, see the errors"
	case d.Reason == "whitelisted":
		return "the image is on the bundle's whitelist, though the policies say " + d.PolicyAction
	case d.Mapping() == nil:
		return "no mapping matches, so no rule was evaluated"
	}
	return "the worst action of its findings"
}

// shown bounds lists of which a bundle may have thousands.
const shown = 20

func (p *page) selectors(title string, list []Selector) {
	if len(list) == 0 {
		return
	}
	p.heading("%s", title)
	hidden := 0
	for i, s := range list {
		if i >= shown && s.State != Won && s.State != Broken {
			hidden++
			continue
		}
		p.line(2, "%-8s  %s%s%s", s.State, s.Pointer, named(s.Name), s.why())
	}
	if hidden > 0 {
		p.line(2, "and %d more that did not win", hidden)
	}
}

func named(name any) string {
	if text, ok := name.(string); ok && text != "" {
		return " " + printable.Quote(text)
	}
	return ""
}

func (s Selector) why() string {
	switch s.State {
	case Never:
		if s.Never != nil {
			return ": " + *s.Never
		}
	case Shadowed:
		return ": matches too, but an earlier one won"
	case Failed, Broken:
		var parts []string
		for _, f := range s.Fields {
			switch {
			case f.Problem != nil && s.State == Broken:
				parts = append(parts, f.Field+" cannot be compared: "+*f.Problem)
			case f.Matches != nil && !*f.Matches:
				parts = append(parts, fmt.Sprintf("%s is %s, not %s", f.Field, value(f.Value), pattern(f.Pattern)))
			}
		}
		return ": " + strings.Join(parts, "; ")
	}
	return ""
}

func value(v *string) string {
	if v == nil {
		return "not there"
	}
	return printable.Quote(*v)
}

func pattern(p any) string {
	if text, ok := p.(string); ok {
		return printable.Quote(text)
	}
	text, _ := json.Marshal(p)
	return string(text)
}

func (p *page) whitelists(list []Whitelist) {
	if len(list) == 0 {
		return
	}
	p.heading("whitelists of the mapping")
	for _, w := range list {
		p.line(2, "%s %s: %d of %d items suppressed findings", w.Pointer, first(w.Name, &w.ID), len(w.Used), w.Items)
	}
}

// problems are the errors that are no rule's, and the warnings.
func (p *page) problems(d *Document) {
	rules := map[string]bool{}
	for _, r := range d.Rules {
		rules[r.Pointer] = true
	}
	title := "errors"
	for _, e := range d.Errors {
		if e.Pointer != nil && rules[*e.Pointer] {
			continue
		}
		p.note(&title, e.Kind, e.Message, e.Pointer)
	}
	title = "warnings"
	for _, w := range d.Warnings {
		p.note(&title, w.Kind, w.Message, w.Pointer)
	}
}

// note writes a problem, and before the first one their title.
func (p *page) note(title *string, kind, message string, pointer *string) {
	if *title != "" {
		p.heading("%s", *title)
		*title = ""
	}
	where := ""
	if pointer != nil && *pointer != "" {
		where = *pointer + ": "
	}
	p.line(2, "%s%s: %s", where, kind, message)
}

// first is the first text that is there and not empty.
func first(texts ...*string) string {
	for _, t := range texts {
		if t != nil && *t != "" {
			return *t
		}
	}
	return ""
}
