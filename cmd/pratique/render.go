package main

import (
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/report"
	pages "github.com/pratique-dev/pratique/report/benchmark"
)

// renderFlags say how decisions are written by a verb of outputVerbs.
func renderFlags(verb string) []cli.Flag {
	return []cli.Flag{
		outputFlag(verb, "write the decision"),
		&cli.StringSliceFlag{Name: "format", Aliases: []string{"f"}, Usage: "the same as -o `FORMAT`", Hidden: true},
		&cli.StringFlag{Name: "template", Usage: "the Go template that -o template writes, in `FILE`"},
		&cli.BoolFlag{Name: "show-suppressed", Usage: "also list whitelisted findings and unused whitelist items"},
		&cli.BoolFlag{Name: "show-not-evaluated", Usage: "list in text each rule that was skipped for lack of data, and why"},
		&cli.StringFlag{Name: "group-by", Usage: "group the findings of text by `policy`, severity, layer or location", Value: "policy"},
		&cli.BoolFlag{Name: "show-passed", Usage: "also count the clean rules of each policy"},
		&cli.StringFlag{Name: "color", Usage: "`auto`, always or never", Value: "auto"},
		&cli.BoolFlag{Name: "no-color", Usage: "the same as --color never"},
	}
}

// rendering is where and how decisions are written.
type rendering struct {
	app     *app
	outputs []output
	options report.Options
}

func (a *app) newRendering(c *cli.Context) (*rendering, error) {
	outputs, err := parseOutputs(c, append(c.StringSlice("output"), c.StringSlice("format")...))
	if err != nil {
		return nil, usage(c, "%v", err)
	}
	template, err := templateOf(c, outputs)
	if err != nil {
		return nil, err
	}
	if by := c.String("group-by"); !slices.Contains(report.GroupBys(), by) {
		return nil, usage(c, "unknown --group-by %q (%s)%s", by, strings.Join(report.GroupBys(), ", "), didYouMean(by, report.GroupBys()))
	}
	r := &rendering{app: a, outputs: outputs, options: report.Options{
		Color: a.color(c), ShowSuppressed: c.Bool("show-suppressed"), ShowPassed: c.Bool("show-passed"), ToolVersion: version,
		ShowNotEvaluated: c.Bool("show-not-evaluated"), GroupBy: c.String("group-by"), Width: a.width(), Template: template,
	}}
	// Reading the library takes as long as judging.
	if slices.ContainsFunc(outputs, func(o output) bool { f, _ := report.FormatOf(o.format); return f.Describes }) {
		r.options.Help, err = help()
	}
	return r, err
}

// help describes every trigger of the library.
func help() (map[string]report.Help, error) {
	library, err := catalog.Load(rego.FS)
	if err != nil {
		return nil, err
	}
	triggers := map[string]report.Help{}
	for _, gate := range library.Gates() {
		for _, name := range library.Triggers(gate) {
			t, err := library.Trigger(gate, name)
			if err != nil {
				return nil, err
			}
			triggers[gate+"/"+name] = report.Help{Title: t.Title, Description: t.Description}
		}
	}
	return triggers, nil
}

// write writes the decisions in every format that was asked for.
func (r *rendering) write(inputs []report.Input) error {
	for _, o := range r.outputs {
		if ofControls(o.format) {
			continue
		}
		options := r.options
		if o.file != "" {
			options.Color, options.Width = false, 0
		}
		if err := r.app.write(o, func(w io.Writer) error { return report.Render(w, o.format, inputs, options) }); err != nil {
			return err
		}
	}
	options := r.options
	options.Color = false
	return r.summarize(func(w io.Writer) error { return report.Render(w, "markdown", inputs, options) })
}

// noDecision reports an error to files and machine formats too: a pipeline that
// reads a document must not mistake a missing one for a pass. A person at
// standard output reads the line on standard error.
func (r *rendering) noDecision(cause error) error {
	for _, o := range r.outputs {
		if f, _ := report.FormatOf(o.format); o.file == "" && (o.format == compliance || f.ForPeople) {
			continue
		}
		err := r.app.write(o, func(w io.Writer) error {
			if ofControls(o.format) {
				return pages.RenderError(w, controlsFormat(o), cause, version)
			}
			return report.RenderError(w, o.format, cause)
		})
		if err != nil {
			return errors.Join(cause, err)
		}
	}
	if err := r.summarize(func(w io.Writer) error { return report.RenderError(w, "markdown", cause) }); err != nil {
		return errors.Join(cause, err)
	}
	return cause
}

// color follows --color and --no-color, then NO_COLOR and CLICOLOR_FORCE, then
// whether standard output is a terminal.
func (a *app) color(c *cli.Context) bool {
	switch {
	case c.Bool("no-color") || c.String("color") == "never":
		return false
	case c.String("color") == "always":
		return true
	case os.Getenv("NO_COLOR") != "":
		return false
	case os.Getenv("CLICOLOR_FORCE") != "":
		return true
	}
	return isTerminal(a.stdout)
}

// width is that of the terminal, or of $COLUMNS, which also a pipe follows; 0 where nothing says it.
func (a *app) width() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := a.stdout.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return 0
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
