package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	pages "github.com/pratique-dev/pratique/report/benchmark"
)

// compliance is the output of eval that is no rendering of the decision: the report on
// the controls of the bundle's benchmark, in the format that the file's name says.
const compliance = "compliance"

// ofControls says whether a format of eval is the report on the controls, and not a rendering of
// the decision.
func ofControls(name string) bool {
	return name == compliance || slices.ContainsFunc(pages.Formats(), func(f pages.Format) bool { return f.Eval && f.Name == name })
}

// controlsFormat is the format of the report that an output asks for.
func controlsFormat(o output) string {
	if o.format == compliance {
		return pages.FormatOf(o.file)
	}
	return o.format
}

// ruleFlags are those of rules without a bundle.
func ruleFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "rules", Usage: "evaluate bare rules without a bundle (`FILE`)"},
	}
}

// asksForCompliance says whether one of the outputs is the report.
func asksForCompliance(c *cli.Context) bool {
	for _, value := range append(c.StringSlice("output"), c.StringSlice("format")...) {
		if format, _, _ := strings.Cut(value, "="); ofControls(format) {
			return true
		}
	}
	return false
}

// loadBundle loads what images are judged by: a bundle, one with its controls, or rules.
func (a *app) loadBundle(c *cli.Context) (*evaluate.Bundle, error) {
	defer paceGC()
	return a.loadAsked(c, c.String("bundle"))
}

// loadAsked is loadBundle for a bundle that no flag names.
func (a *app) loadAsked(c *cli.Context, bundle string) (*evaluate.Bundle, error) {
	o, err := a.loadOptions(c)
	if err != nil {
		return nil, err
	}
	if rules := c.String("rules"); rules != "" {
		if c.IsSet("bundle") {
			return nil, usage(c, "--rules and --bundle exclude each other")
		}
		bundle, o.Rules = rules, true
	}
	if c.Command.Name != "report" && asksForCompliance(c) {
		rules := o.Rules
		if o, err = a.benchmarkOptions(c, bundle); err != nil {
			return nil, err
		}
		if o.Benchmark == nil {
			return nil, fmt.Errorf("reporting on %s: it has no controls", bundle)
		}
		o.Rules = rules
	}
	return evaluate.LoadNamed(c.Context, bundle, o)
}

// writeCompliance writes the reports on the images.
func (r *rendering) writeCompliance(judgements []judgement) error {
	for _, o := range r.outputs {
		if !ofControls(o.format) {
			continue
		}
		inputs := reports(judgements)
		if err := r.app.write(o, func(w io.Writer) error { return pages.Render(w, controlsFormat(o), inputs) }); err != nil {
			return err
		}
	}
	return nil
}
