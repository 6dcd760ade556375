package diff

import (
	"bytes"
	"fmt"
	"io"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Text writes differences for people: a heading an image, then a line for
// whatever was added (+), removed (-) or changed (~).
func Text(w io.Writer, list []Difference) error {
	var b bytes.Buffer
	for i := range list {
		if i > 0 && (list[i].Different || list[i-1].Different) {
			b.WriteByte('\n')
		}
		list[i].text(&b)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (d *Difference) text(b *bytes.Buffer) {
	line := func(format string, args ...any) {
		b.WriteString(printable.Text(fmt.Sprintf(format, args...)) + "\n")
	}
	if !d.Different {
		line("%s: no difference (%s)", d.Image, d.New)
		return
	}
	if d.Old.String() == d.New.String() {
		line("%s: still %s", d.Image, d.New)
	} else {
		line("%s: %s -> %s", d.Image, d.Old, d.New)
	}
	for _, f := range d.Removed {
		line("- %s  %s", state(f), describe(f))
	}
	for _, f := range d.Added {
		line("+ %s  %s", state(f), describe(f))
	}
	for _, c := range d.Changed {
		line("~ %s -> %s  %s", state(c.Old), state(c.New), describe(c.New))
	}
	list(line, "error", d.Errors, func(e decision.Error) string { return e.Message })
	list(line, "skipped", d.NotEvaluated, func(n decision.NotEvaluated) string {
		return fmt.Sprintf("%s/%s: %s", n.Gate, n.Trigger, n.Reason())
	})
	list(line, "warning", d.Warnings, func(w decision.Warning) string { return w.Kind + ": " + w.Message })
}

func list[T any](line func(string, ...any), noun string, c Changes[T], text func(T) string) {
	for _, x := range c.Removed {
		line("- %s  %s", noun, text(x))
	}
	for _, x := range c.Added {
		line("+ %s  %s", noun, text(x))
	}
}

// String is the action, and why where the policies did not decide.
func (v Verdict) String() string {
	if v.Reason == "policy_evaluation" {
		return v.FinalAction
	}
	return fmt.Sprintf("%s (%s, the policies say %s)", v.FinalAction, v.Reason, v.PolicyAction)
}

func state(f decision.Finding) string {
	if f.Whitelisted != nil {
		return "suppressed"
	}
	return f.Action
}

func describe(f decision.Finding) string {
	return fmt.Sprintf("%s/%s  %s", f.Gate, f.Trigger, f.Message)
}
