package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// text writes a decision for people: the verdict, why, the findings by policy, and
// what was not judged.
func text(w io.Writer, inputs []Input, o Options) error {
	var b bytes.Buffer
	for i, in := range inputs {
		if i > 0 {
			b.WriteByte('\n')
		}
		page{out: &b, Options: o}.image(look(in))
	}
	if len(inputs) > 1 {
		fmt.Fprintf(&b, "\n%s\n", summary(inputs))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// page is the report on one image.
type page struct {
	Options
	out *bytes.Buffer
}

func (p page) line(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	p.out.WriteString(strings.TrimRight(text, " "))
	p.out.WriteByte('\n')
}

// paint colours a text for an action: stop red, warn yellow, go green.
func (p page) paint(action, text string) string {
	code := map[string]string{decision.Stop: "31", decision.Warn: "33", decision.Go: "32"}[action]
	if !p.Color || code == "" {
		return text
	}
	return "\x1b[1;" + code + "m" + text + "\x1b[0m"
}

// image is the report on one image. The verdict stands at the end again where it has
// scrolled away.
func (p page) image(v view) {
	before := bytes.Count(p.out.Bytes(), []byte("\n"))
	p.verdict(v)
	for _, group := range groups(v.Decision) {
		p.policy(v.Decision, group)
	}
	p.notes(v.Decision)
	if bytes.Count(p.out.Bytes(), []byte("\n"))-before > screen {
		p.line("")
		p.verdict(v)
	}
}

// screen is how many lines are read without scrolling.
const screen = 40

func (p page) verdict(v view) {
	name, action := v.name, v.Decision.FinalAction
	if digest := or(v.image.Digest, ""); digest != "" && !strings.Contains(name, digest) {
		name += " (" + shorten(digest) + ")"
	}
	if v.Undecided != "" {
		action = decision.Stop
	}
	p.line("%s  %s", p.paint(action, pad(v.label(), len(decision.Stop))), printable.Text(name))
	p.line("      %s", printable.Text(v.why()))
	if policy := policyOf(v.Decision.Bundle); policy != "" {
		p.line("      policy %s", printable.Text(policy))
	}
}

// shorten keeps twelve digits of a digest, as docker does.
func shorten(digest string) string {
	if algorithm, hex, ok := strings.Cut(digest, ":"); ok && len(hex) > 12 {
		return algorithm + ":" + hex[:12]
	}
	return digest
}

// pad fills up with blanks to a width in runes.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-len([]rune(text))))
}
