// Package report writes decisions for people and for programs: one file a format.
//
// What the decision says of an image's content (messages, paths, names) is hostile
// input. Formats that end up on a terminal or in a log show its control characters
// and direction marks as escapes; the others escape as their syntax demands.
package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/printable"
)

// Render writes the decisions on one or more images in a format. Several decisions
// are one document too: in json an array, in anchore one element for each image, in
// sarif a run, in junit a test suite for each policy. Only intoto is JSON Lines then:
// a statement with one result cannot be about several images.
func Render(w io.Writer, name string, inputs []Input, o Options) error {
	f, err := find(name)
	if err != nil {
		return err
	}
	for _, in := range inputs {
		if in.Decision == nil {
			return fmt.Errorf("rendering as %s: %w", name, errors.New("an input has no decision"))
		}
	}
	if o.IgnoreMissing && name != "json" {
		inputs = slices.Clone(inputs)
		for i := range inputs {
			inputs[i].whole = inputs[i].Decision
			inputs[i].Decision = inputs[i].Decision.WithoutUnevaluated()
		}
	}
	return f.decision(w, inputs, o)
}

// RenderError writes that there is no decision, and why, as a valid document of the
// format, which nobody can mistake for a pass: its action is stop, its status an
// error.
func RenderError(w io.Writer, name string, cause error) error {
	f, err := find(name)
	if err != nil {
		return err
	}
	return f.failure(w, cause)
}

func find(name string) (Format, error) {
	f, ok := FormatOf(name)
	if !ok {
		return f, fmt.Errorf("rendering as %q: the formats are %s", name, strings.Join(FormatNames(), ", "))
	}
	return f, nil
}

// plainError is the error of the formats for people: several causes, joined, are a line
// each, set in so that none of them looks like a verdict.
func plainError(w io.Writer, cause error) error {
	lines := causes(cause)
	_, err := fmt.Fprintf(w, "%s  %s\n", noDecision, strings.Join(lines, "\n             "))
	return err
}

// causes are the lines of an error, printable.
func causes(cause error) []string {
	lines := strings.Split(cause.Error(), "\n")
	for i, line := range lines {
		lines[i] = printable.Text(line)
	}
	return lines
}
