package report

import (
	"bytes"
	"fmt"
	htmlpkg "html"
	"io"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// maxMarkdown is how many bytes of Markdown hosts take in one comment (GitHub: 65536
// characters), less the room for what says that something was left out.
const maxMarkdown = 60_000

// markdown writes a comment for a pull request: the verdict, and a table for each policy,
// worst first. What does not fit a comment is counted and left out.
func markdown(w io.Writer, inputs []Input, o Options) error {
	c := &comment{o: o}
	views := make([]view, len(inputs))
	for i, in := range inputs {
		views[i] = look(in)
	}
	if len(views) > 1 {
		c.overview(views)
	}
	for i, v := range views {
		if i > 0 {
			c.row("")
		}
		c.image(v)
	}
	if c.omitted > 0 {
		fmt.Fprintf(&c.b, "\n**%s left out**, since a comment can hold no more: see another format for all.\n", count(c.omitted, "line"))
	}
	_, err := w.Write(c.b.Bytes())
	return err
}

func markdownError(w io.Writer, cause error) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "## 🛑 %s\n\n", noDecision)
	for _, line := range causes(cause) {
		fmt.Fprintf(&b, "- %s\n", code(line))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// comment is the Markdown so far.
type comment struct {
	b       bytes.Buffer
	o       Options
	omitted int
}

// row writes one line of a table or list, while there is room. After the first that has
// none nothing more is written: a short row would be missing its table's head.
func (c *comment) row(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if c.omitted > 0 || c.b.Len()+len(line) > maxMarkdown {
		c.omitted++
		return
	}
	c.b.WriteString(line + "\n")
}

func (c *comment) overview(views []view) {
	c.b.WriteString("| Verdict | Image | Why |\n|---|---|---|\n")
	for _, v := range views {
		c.row("| %s | %s | %s |", badge(v), code(v.name), entities(v.why()))
	}
	c.b.WriteString("\n")
}

func badge(v view) string {
	icon := "🛑"
	if v.Undecided == "" {
		icon = icons(v.Decision.FinalAction)
	}
	return icon + " " + entities(v.label())
}

func icons(action string) string {
	switch action {
	case decision.Go:
		return "✅"
	case decision.Warn:
		return "⚠️"
	}
	return "🛑"
}

func (c *comment) image(v view) {
	d := v.Decision
	c.row("## %s %s\n\n%s", badge(v), code(v.name), entities(v.why()))
	c.identity(v)
	c.notes("Errors", errorLines(d.Errors))
	for _, g := range groups(d) {
		c.policy(v, g)
	}
	c.exposure(v.Exposure)
	c.notes("Skipped", missingLines(d.NotEvaluated))
	c.notes("Warnings", warningLines(shown(d.Warnings, c.o)))
}

func (c *comment) identity(v view) {
	var parts []string
	add := func(name, text string) {
		if text != "" {
			parts = append(parts, name+" "+code(text))
		}
	}
	add("digest", or(v.image.Digest, ""))
	add("bundle", strings.TrimSpace(bundleName(v.Decision.Bundle)+" "+shorten(v.bundleDigest())))
	add("policy", policyOf(v.Decision.Bundle))
	add("evaluated at", v.Decision.EvaluatedAt)
	if len(parts) > 0 {
		c.row("\n<sub>%s</sub>", strings.Join(parts, " · "))
	}
}

func (c *comment) policy(v view, g group) {
	var counted, suppressed []decision.Finding
	for _, f := range g.findings {
		if v.excuse(f) != "" {
			suppressed = append(suppressed, f)
		} else {
			counted = append(counted, f)
		}
	}
	c.row("\n### Policy %s\n\n%s", code(or(g.policy.Name, g.policy.ID)), outcomeOf(v.Decision, g.policy))
	if len(counted) > 0 {
		c.row("\n| | Finding | Rule | Where |\n|---|---|---|---|")
	}
	for _, f := range counted {
		c.row("| %s %s | %s | %s | %s |", icons(f.Action), entities(f.Action), described(f), entities(rule(f)), code(place(f)))
	}
	if len(suppressed) == 0 {
		return
	}
	if !c.o.ShowSuppressed {
		c.row("\n%d suppressed.", len(suppressed))
		return
	}
	c.row("\n<details><summary>%d suppressed</summary>\n\n| Finding | Rule | By |\n|---|---|---|", len(suppressed))
	if c.omitted > 0 {
		c.omitted += len(suppressed)
		return
	}
	for _, f := range suppressed {
		c.row("| %s | %s | %s |", described(f), entities(rule(f)), code(v.excuse(f)))
	}
	c.b.WriteString("\n</details>\n") // beyond the limit as well: what is open must be closed
}

// described is what is wrong and what to do, in one cell of a table.
func described(f decision.Finding) string {
	if f.Title == "" {
		return code(f.Message)
	}
	text := "<b>" + entities(f.Title) + "</b><br>" + code(f.Message)
	if f.Remediation != "" {
		text += "<br>Fix: " + entities(f.Remediation)
	}
	if strings.HasPrefix(f.Help, "https://") {
		text += ` <a href="` + strings.ReplaceAll(htmlpkg.EscapeString(f.Help), "|", "&#124;") + `">More</a>`
	}
	return text
}

func (c *comment) notes(heading string, notes []note) {
	if len(notes) == 0 {
		return
	}
	c.row("\n### %s\n", heading)
	for _, n := range notes {
		c.row("- %s: %s", entities(n.about), code(n.said(" ")))
	}
}
