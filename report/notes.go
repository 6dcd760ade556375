package report

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/decision"
)

// notes writes what no policy has judged: errors, rules without facts, warnings. They
// are always said.
func (p page) notes(d *decision.Decision) {
	p.section(decision.Stop, "errors", errorLines(d.Errors))
	p.section(decision.Warn, "not evaluated, since nobody looked for the facts", missingLines(d.NotEvaluated))
	p.section("", "warnings", warningLines(d.Warnings))
}

// note is one line of a section: what it is about, and the text.
type note struct{ about, text string }

func (p page) section(action, heading string, notes []note) {
	if len(notes) == 0 {
		return
	}
	p.line("\n%s", p.paint(action, heading))
	width := 0
	for _, n := range notes {
		width = max(width, len([]rune(printable(n.about))))
	}
	for _, n := range notes {
		p.line("  %s  %s", pad(printable(n.about), width), printable(n.text))
	}
}

func errorLines(errors []decision.Error) []note {
	var notes []note
	for _, e := range errors {
		about := e.Kind
		if e.Gate != nil {
			about = *e.Gate
			if e.Trigger != nil {
				about += "/" + *e.Trigger
			}
		}
		notes = append(notes, note{about, at(e.Message, e.Pointer)})
	}
	return notes
}

// missingLines lists each trigger with each set of facts once.
func missingLines(rules []decision.NotEvaluated) []note {
	var notes []note
	index := map[note]int{}
	var counts []int
	for _, r := range rules {
		n := note{r.Gate + "/" + r.Trigger, "needs " + strings.Join(r.Needs, ", ")}
		i, ok := index[n]
		if !ok {
			i = len(notes)
			index[n] = i
			notes = append(notes, n)
			counts = append(counts, 0)
		}
		counts[i]++
	}
	for i, n := range counts {
		if n > 1 {
			notes[i].text += fmt.Sprintf(" (%d rules)", n)
		}
	}
	return notes
}

func warningLines(warnings []decision.Warning) []note {
	var notes []note
	for _, w := range warnings {
		notes = append(notes, note{strings.ReplaceAll(w.Kind, "_", " "), at(w.Message, w.Pointer)})
	}
	return notes
}

// at puts the place in the bundle after a message.
func at(message string, pointer *string) string {
	if pointer == nil || *pointer == "" {
		return message
	}
	return message + "  [" + *pointer + "]"
}
