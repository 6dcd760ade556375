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

// image is the report on one image. The verdict stands at the end again where it has
// scrolled away.
func (p page) image(v view) {
	before := bytes.Count(p.out.Bytes(), []byte("\n"))
	p.verdict(v)
	for _, section := range p.sections(v.Decision) {
		p.section(section)
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
	p.paragraph("      ", "      ", printable.Text(v.why()), plainText)
	if policy := policyOf(v.Decision.Bundle); policy != "" {
		p.paragraph("      policy ", "      ", printable.Text(policy), plainText)
	}
}

// section writes a heading and what was found, one block a rule:
//
//	ACTION  TITLE
//	        severity, GATE/TRIGGER, rule ID
//	        Why: …
//	        PLACE
//	          11 | …
//	        > 12 | …
//	        Anchore's message
//	        Fix: …
func (p page) section(s section) {
	if len(s.blocks) == 0 && s.suppressed == 0 && !p.ShowPassed {
		return
	}
	heading := s.heading
	if s.suppressed > 0 {
		heading += fmt.Sprintf(" (%d suppressed)", s.suppressed)
	}
	if p.ShowPassed && s.outcome != "" {
		heading += ": " + s.outcome
	}
	p.line("")
	p.paragraph("", "  ", printable.Text(heading), plainText)
	for i, b := range s.blocks {
		if i > 0 {
			p.line("")
		}
		p.block(b)
	}
}

// inset is where the text of a block begins: behind the action.
const inset = "        "

func (p page) block(b block) {
	first := b.findings[0]
	p.paragraph("  "+p.paint(first.Action, pad(printable.Text(first.Action), 4))+"  ", inset, printable.Text(titleOf(first)), p.bold)
	p.paragraph(inset, inset, strings.Join(p.facts(b), ", "), plainText)
	if first.Description != "" {
		p.paragraph(inset+"Why: ", inset+"     ", printable.Text(first.Description), plainText)
	}
	for _, f := range b.findings {
		p.finding(f)
	}
	if first.Remediation != "" {
		p.paragraph(inset+p.bold("Fix: "), inset+"     ", printable.Text(first.Remediation), plainText)
	}
	if first.Help != "" {
		p.paragraph(inset+p.dim("See: "), inset+"     ", printable.Text(first.Help), p.dim)
	}
}

// facts are the severity and which rule it is.
func (p page) facts(b block) []string {
	first := b.findings[0]
	var facts []string
	if first.Severity != "" {
		facts = append(facts, p.severity(printable.Text(first.Severity)))
	}
	facts = append(facts, printable.Text(rule(first)))
	if first.RuleID != nil && *first.RuleID != "" {
		facts = append(facts, "rule "+printable.Text(*first.RuleID))
	}
	if n := len(b.findings); n > 1 {
		facts = append(facts, count(n, "finding"))
	}
	return facts
}

func (p page) finding(f decision.Finding) {
	where := place(f)
	if origin := originOf(f.Location); origin != "" {
		where = strings.TrimPrefix(where+", "+origin, ", ")
	}
	if where != "" {
		p.paragraph(inset, inset+"  ", printable.Text(where), plainText)
	}
	p.excerpt(f.Location)
	message := printable.Text(f.Message)
	if f.Whitelisted != nil {
		message += "  [suppressed by whitelist " + printable.Text(or(f.Whitelisted.WhitelistName, f.Whitelisted.WhitelistID)) + "]"
	}
	p.paragraph(inset, inset+"  ", message, p.dim)
}

// excerpt are the lines of the Dockerfile, those of the finding marked.
func (p page) excerpt(l *decision.Location) {
	if l == nil || l.Excerpt == nil {
		return
	}
	last := l.Excerpt.FirstLine + len(l.Excerpt.Lines) - 1
	width := len(fmt.Sprint(last))
	for i, text := range l.Excerpt.Lines {
		n := l.Excerpt.FirstLine + i
		mark, paint := "  ", p.dim
		if n >= l.StartLine && n <= max(l.StartLine, l.EndLine) {
			mark, paint = "> ", plainText
		}
		line := fmt.Sprintf("%s%s%*d | %s", inset, mark, width, n, printable.Text(strings.ReplaceAll(text, "\t", "    ")))
		p.line("%s", paint(p.clip(strings.TrimRight(line, " "))))
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
