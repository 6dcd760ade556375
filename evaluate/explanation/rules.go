package explanation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/printable"
)

// rules writes the rules by policy: first those that have something to say.
func (p *page) rules(rules []Rule) {
	for len(rules) > 0 {
		policy := rules[0].PolicyID
		end := slices.IndexFunc(rules, func(r Rule) bool { return r.PolicyID != policy })
		if end < 0 {
			end = len(rules)
		}
		p.heading("policy %s", first(rules[0].PolicyName, &policy))
		for _, r := range rules[:end] {
			p.rule(r)
		}
		rules = rules[end:]
	}
}

func (p *page) rule(r Rule) {
	id := ""
	if r.RuleID != nil {
		id = " (" + *r.RuleID + ")"
	}
	outcome := map[string]string{
		Found:        counted(len(r.Findings)),
		Silent:       "no findings",
		NotEvaluated: "skipped: " + strings.Join(r.Reasons, "; "),
		Error:        "could not be evaluated",
		EndOfLife:    "end of life, not evaluated",
	}[r.State]
	p.line(2, "%s %s/%s%s %s: %s", r.Pointer, r.Gate, r.Trigger, id, r.Action, outcome)
	for _, e := range r.Errors {
		p.line(6, "error: %s", e)
	}
	for _, f := range r.Findings {
		p.finding(f)
	}
}

func counted(findings int) string {
	if findings == 1 {
		return "1 finding"
	}
	return fmt.Sprintf("%d findings", findings)
}

func (p *page) finding(f Finding) {
	action := f.Action
	if f.SuppressedBy != nil {
		action = "suppressed"
	}
	p.line(4, "%s  %s", action, f.Message)
	p.line(10, "trigger id %s", printable.Quote(f.TriggerID))
	for _, fact := range f.Facts {
		p.fact(fact)
	}
	if s := f.SuppressedBy; s != nil {
		p.line(10, "suppressed by %s%s of whitelist %s", s.Pointer, bracketed(s.ItemID), first(s.WhitelistName, &s.WhitelistID))
	}
	for _, m := range f.NearMisses {
		p.line(10, "nearly suppressed by %s%s of whitelist %s: %s", m.Pointer, bracketed(m.ItemID), first(m.WhitelistName, &m.WhitelistID), m.why(f))
	}
}

func bracketed(id *string) string {
	if id == nil {
		return ""
	}
	return " (" + *id + ")"
}

func (m NearMiss) why(f Finding) string {
	id := "a pattern"
	if m.TriggerID != nil {
		id = printable.Quote(*m.TriggerID)
	}
	switch m.Difference {
	case "expired":
		if m.Expires != nil {
			return "it expired at " + *m.Expires
		}
		return "it has expired"
	case "other_whitelist":
		return "the mapping does not name that whitelist"
	case "gate":
		return "it is for gate " + m.Gate + ", not " + f.Gate
	case "blanks":
		return "its trigger id " + id + " differs in blanks"
	case "case":
		return "its trigger id " + id + " differs in upper and lower case"
	}
	return "its trigger id " + id + " differs in a letter"
}

// Bounds on what is shown of a fact, in lines and in characters.
const (
	maxLines = 10
	maxWidth = 160
)

func (p *page) fact(f Fact) {
	switch f.Kind {
	case "dockerfile":
		for i, text := range f.Text {
			if i == maxLines {
				p.line(10, "and %d more lines", len(f.Text)-i)
				return
			}
			p.line(10, "%s:%d  %s", f.File, f.StartLine+i, clip(strings.TrimRight(text, "\r")))
		}
		if len(f.Text) == 0 {
			p.line(10, "%s:%d", f.File, f.StartLine)
		}
	case "file":
		p.line(10, "%s%s", f.Path, entry(f.Entry))
		p.layer(f)
	case "value":
		p.line(10, "%s is %s", f.Need, clip(string(f.Value)))
	default:
		p.line(10, "reads %s", f.Need)
	}
}

// entry is what matters of a file system entry.
func entry(raw json.RawMessage) string {
	var e struct {
		Type string `json:"type"`
		Mode *int64 `json:"mode"`
		UID  *int64 `json:"uid"`
		GID  *int64 `json:"gid"`
		Size *int64 `json:"size"`
	}
	if json.Unmarshal(raw, &e) != nil || e.Type == "" {
		return ""
	}
	text := " " + e.Type
	for _, number := range []struct {
		format string
		value  *int64
	}{{", mode %o", e.Mode}, {", uid %d", e.UID}, {", gid %d", e.GID}, {", %d bytes", e.Size}} {
		if number.value != nil {
			text += fmt.Sprintf(number.format, *number.value)
		}
	}
	return text
}

// layer says where a file comes from; layers are counted from 0, as in the document.
func (p *page) layer(f Fact) {
	if f.Layer == nil {
		return
	}
	text := fmt.Sprintf("in layer %d", *f.Layer)
	if f.LayerDigest != "" {
		text += " (" + f.LayerDigest + ")"
	}
	if f.CreatedBy != nil {
		text += ": " + clip(*f.CreatedBy)
	}
	p.line(12, "%s", text)
}

func clip(s string) string {
	if runes := []rune(s); len(runes) > maxWidth {
		return string(runes[:maxWidth]) + "…"
	}
	return s
}
