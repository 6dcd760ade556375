package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
)

// summaryVariable names the file of which GitHub Actions shows the Markdown on the run's page.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// summarize appends Markdown to the summary of the step, where the format github is written on GitHub
// Actions. That the file cannot be written is no reason to lose the decision, and is said.
func (r *rendering) summarize(render func(io.Writer) error) error {
	path := os.Getenv(summaryVariable)
	if path == "" || !slices.ContainsFunc(r.outputs, func(o output) bool { return o.format == "github" }) {
		return nil
	}
	// Markdown that is an output of its own is the workflow's summary already: it would stand there twice.
	if slices.ContainsFunc(r.outputs, func(o output) bool { return o.format == "markdown" }) {
		return nil
	}
	var text bytes.Buffer
	if err := render(&text); err != nil {
		return err
	}
	text.WriteByte('\n')
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		err = fmt.Errorf("%s is not a regular file", path)
	case err == nil:
		err = appendTo(path, text.Bytes())
	}
	if err != nil {
		r.app.warn("no summary for the page of the run ($%s): %v", summaryVariable, err)
	}
	return nil
}
