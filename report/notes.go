package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// notes writes what no policy has judged: errors, skipped rules, warnings. But for
// unused whitelist items they are always said.
func (p page) notes(d *decision.Decision) {
	p.list(decision.Stop, "errors", errorLines(d.Errors))
	if p.ShowNotEvaluated {
		p.list(decision.Warn, "skipped", missingLines(d.NotEvaluated))
	} else if line := skippedLine(d.NotEvaluated); line != "" {
		p.line("")
		p.paragraph(p.paint(decision.Warn, "skipped")+"  ", "  ", printable.Text(line), plainText)
	}
	p.list("", "warnings", warningLines(shown(d.Warnings, p.Options)))
}

const listsThem = " (--show-not-evaluated lists them)"

// skippedLine says how many rules lack which data, the reason of most first. Few triggers are named.
func skippedLine(rules []decision.NotEvaluated) string {
	const most, few = 3, 3
	seen := map[string]map[string]bool{}
	triggers := map[string][]string{}
	var reasons []string
	for _, r := range rules {
		reason := r.Reason()
		if seen[reason] == nil {
			seen[reason] = map[string]bool{}
			reasons = append(reasons, reason)
		}
		trigger := r.Gate + "/" + r.Trigger
		seen[reason][or(r.RulePointer, or(r.RuleID, trigger))] = true
		if !slices.Contains(triggers[reason], trigger) {
			triggers[reason] = append(triggers[reason], trigger)
		}
	}
	if len(reasons) == 0 {
		return ""
	}
	slices.SortStableFunc(reasons, func(a, b string) int { return len(seen[b]) - len(seen[a]) })
	var parts []string
	rest := ""
	for i, reason := range reasons {
		if i == most && len(reasons) > most+1 {
			parts = append(parts, count(len(reasons)-most, "more reason"))
			rest = listsThem
			break
		}
		part := count(len(seen[reason]), "rule") + ": " + reason
		if names := triggers[reason]; len(names) <= few {
			part += " (" + strings.Join(names, ", ") + ")"
		} else {
			rest = listsThem
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ") + rest
}

// note is one line of a section: what it is about, the text, and the rules or the place in
// the bundle that it comes from.
type note struct{ about, text, source string }

// said is the text with its source, in one line.
func (n note) said(gap string) string {
	if n.source == "" {
		return n.text
	}
	return n.text + gap + "[" + n.source + "]"
}

func (p page) list(action, heading string, notes []note) {
	if len(notes) == 0 {
		return
	}
	p.line("\n%s", p.paint(action, heading))
	width := 0
	for _, n := range notes {
		width = max(width, len([]rune(printable.Text(n.about))))
	}
	for _, n := range notes {
		p.paragraph("  "+pad(printable.Text(n.about), width)+"  ", inset, printable.Text(n.said("  ")), plainText)
	}
}

func errorLines(errors []decision.Error) []note {
	var notes []note
	for _, e := range errors {
		if e.Kind == nothingKind {
			continue // the verdict has said why
		}
		about := e.Kind
		if e.Gate != nil {
			about = *e.Gate
			if e.Trigger != nil {
				about += "/" + *e.Trigger
			}
		}
		notes = append(notes, note{about, e.Message, or(e.Pointer, "")})
	}
	return notes
}

// missingLines lists each trigger with each set of reasons once, with its rules.
func missingLines(rules []decision.NotEvaluated) []note {
	var notes []note
	var ids [][]string
	index := map[note]int{}
	for _, r := range rules {
		n := note{about: r.Gate + "/" + r.Trigger, text: r.Reason()}
		i, ok := index[n]
		if !ok {
			i = len(notes)
			index[n] = i
			notes, ids = append(notes, n), append(ids, nil)
		}
		ids[i] = append(ids[i], or(r.RuleID, or(r.RulePointer, "without an id")))
	}
	for i, names := range ids {
		notes[i].source = several(names)
	}
	return notes
}

// several names rules, a few of many.
func several(ids []string) string {
	if len(ids) == 1 {
		return "rule " + ids[0]
	}
	const few = 5
	if n := len(ids) - few; n > 1 {
		return fmt.Sprintf("rules %s and %d more", strings.Join(ids[:few], ", "), n)
	}
	return "rules " + strings.Join(ids, ", ")
}

// shown leaves out unused whitelist items: a shared whitelist has many.
func shown(warnings []decision.Warning, o Options) []decision.Warning {
	if o.ShowSuppressed {
		return warnings
	}
	return slices.DeleteFunc(slices.Clone(warnings), func(w decision.Warning) bool { return w.Kind == "whitelist_item_unused" })
}

func warningLines(warnings []decision.Warning) []note {
	var notes []note
	for _, w := range warnings {
		notes = append(notes, note{strings.ReplaceAll(w.Kind, "_", " "), w.Message, or(w.Pointer, "")})
	}
	return notes
}

// at puts the place in the bundle after a message.
func at(message string, pointer *string) string {
	return note{text: message, source: or(pointer, "")}.said(" ")
}
