package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	gotable "github.com/jedib0t/go-pretty/v6/table"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// table writes what anchore-cli prints for evaluate check --detail:
// the facts of the evaluation and a row for each finding, whitelisted ones too. What was
// not judged follows, which Anchore does not have.
func table(w io.Writer, inputs []Input, o Options) error {
	var b bytes.Buffer
	for i, in := range inputs {
		if i > 0 {
			b.WriteByte('\n')
		}
		tableOf(&b, in, o)
	}
	if len(inputs) > 1 {
		fmt.Fprintf(&b, "\n%s\n", summary(inputs))
	}
	_, err := w.Write(b.Bytes())
	return err
}

func tableOf(b *bytes.Buffer, in Input, o Options) {
	d := in.Decision
	image := identify(d)
	if nothing(d) {
		in.Undecided = in.Image + ": " + in.Undecided // the facts do not name it
	}
	facts := [][2]string{
		{"Image Digest", or(image.Digest, "-")},
		{"Full Tag", image.fullTag()},
		{"Image ID", or(image.ID, "-")},
		{"Status", status(d)},
		{"Last Eval", evaluatedAt(d).Format(lastEvaluation)},
		{"Policy ID", or(d.Bundle.ID, "-")},
		{"Final Action", d.FinalAction},
		{"Final Action Reason", d.Reason},
	}
	for _, fact := range facts {
		fmt.Fprintf(b, "%s: %s\n", fact[0], printable.Text(fact[1]))
	}
	if in.Undecided != "" {
		fmt.Fprintf(b, "No Decision: %s\n", printable.Text(in.Undecided))
	}
	b.WriteByte('\n')
	t := gotable.NewWriter()
	t.SetStyle(bare())
	t.AppendHeader(gotable.Row{"Gate", "Trigger", "Detail", "Status"})
	for _, f := range d.Findings {
		t.AppendRow(gotable.Row{printable.Text(f.Gate), printable.Text(f.Trigger), printable.Text(f.Message), printable.Text(rowStatus(f))})
	}
	for line := range strings.Lines(t.Render()) {
		b.WriteString(strings.TrimRight(line, " \n"))
		b.WriteByte('\n')
	}
	page{out: b, Options: Options{ShowSuppressed: o.ShowSuppressed, ShowNotEvaluated: true}}.notes(d)
}

func rowStatus(f decision.Finding) string {
	if f.Whitelisted == nil {
		return f.Action
	}
	return "whitelisted(" + or(f.Whitelisted.WhitelistName, "None") + ")"
}

// bare is a style without lines: two blanks between the columns.
func bare() gotable.Style {
	style := gotable.StyleDefault
	style.Options = gotable.OptionsNoBordersAndSeparators
	style.Format = gotable.FormatOptions{}
	style.Box.PaddingLeft = ""
	style.Box.PaddingRight = "  "
	return style
}
