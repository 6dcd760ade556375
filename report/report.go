// Package report writes decisions for people and for programs: one file a format.
//
// What the decision says of an image's content (messages, paths, names) is hostile
// input. Formats for a terminal show its control characters and direction marks as
// escapes; the others are JSON.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/pratique-dev/pratique/decision"
)

// Input is one decision and what a decision does not say.
type Input struct {
	Decision *decision.Decision
	Image    string          // the image, or the Dockerfile, as the user named it
	Bundle   json.RawMessage // the Anchore bundle as given; nil where the bundle was translated before
}

// Options says how the formats for people look.
type Options struct {
	Color          bool // ANSI colours, in text only
	ShowSuppressed bool // list whitelisted findings in text
}

// format is what a format's name stands for.
type format struct {
	name     string
	decision func(io.Writer, []Input, Options) error
	failure  func(io.Writer, error) error
}

func formats() []format {
	return []format{
		{"text", text, plainError},
		{"table", table, plainError},
		{"json", writeJSON, jsonError},
		{"anchore", anchore, anchoreError},
	}
}

// Formats lists the names that Render knows, the default first.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Render writes the decisions on one or more images in a format. Several decisions
// are one document too: in json an array, in anchore one element for each image.
func Render(w io.Writer, name string, inputs []Input, o Options) error {
	f, err := find(name)
	if err != nil {
		return err
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

func find(name string) (format, error) {
	for _, f := range formats() {
		if f.name == name {
			return f, nil
		}
	}
	return format{}, fmt.Errorf("rendering as %q: the formats are %s", name, strings.Join(Formats(), ", "))
}

// plainError is the error of the formats for people: several causes, joined, are a line
// each, set in so that none of them looks like a verdict.
func plainError(w io.Writer, cause error) error {
	lines := strings.Split(cause.Error(), "\n")
	for i, line := range lines {
		lines[i] = printable(line)
	}
	_, err := fmt.Fprintf(w, "NO DECISION  %s\n", strings.Join(lines, "\n             "))
	return err
}
