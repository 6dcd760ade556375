package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/report"
	pages "github.com/pratique-dev/pratique/report/benchmark"
)

// compliance is the output of eval that is no rendering of the decision: the report on
// the controls of the bundle's benchmark, in the format that the file's name says.
const compliance = "compliance"

// ruleFlags are those of rules without a bundle.
func ruleFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "rules", Usage: "judge by rules without a bundle, as articles print them (`FILE`)"},
	}
}

// asksForCompliance says whether one of the outputs is the report.
func asksForCompliance(c *cli.Context) bool {
	for _, value := range append(c.StringSlice("output"), c.StringSlice("format")...) {
		if format, _, _ := strings.Cut(value, "="); format == compliance {
			return true
		}
	}
	return false
}

// loadAsked loads what eval judges by: a bundle, one with its controls, or rules.
func loadAsked(c *cli.Context) (*evaluate.Bundle, error) {
	bundle := c.String("bundle")
	o, err := loadOptions(c)
	if err != nil {
		return nil, err
	}
	if rules := c.String("rules"); rules != "" {
		if c.IsSet("bundle") {
			return nil, usage(c, "--rules and --bundle exclude each other")
		}
		bundle, o.Rules = rules, true
	}
	if c.Command.Name == "eval" && asksForCompliance(c) {
		rules := o.Rules
		if o, err = benchmarkOptions(c, bundle); err != nil {
			return nil, err
		}
		if o.Benchmark == nil {
			return nil, fmt.Errorf("reporting on %s: it has no controls", bundle)
		}
		o.Rules = rules
	}
	return loadNamed(c, bundle, o)
}

// writeCompliance writes the reports on the images.
func (r *rendering) writeCompliance(judgements []judgement) error {
	for _, o := range r.outputs {
		if o.format != compliance {
			continue
		}
		inputs := reports(judgements)
		if err := r.app.write(o, func(w io.Writer) error { return pages.Render(w, pages.FormatOf(o.file), inputs) }); err != nil {
			return err
		}
	}
	return nil
}

// complianceError stands where the report would.
func complianceError(w io.Writer, file string, cause error) error {
	format := pages.FormatOf(file)
	if format == "csv" {
		format = "text"
	}
	return report.RenderError(w, format, cause)
}
