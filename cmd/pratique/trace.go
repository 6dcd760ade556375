package main

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/open-policy-agent/opa/v1/profiler"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/printable"
)

// profileLines is how many expressions a profile has.
const profileLines = 15

func traceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "trace", Usage: "print each evaluation step to standard error; for one image only"},
		&cli.BoolFlag{Name: "profile", Usage: "print the slowest expressions of the policy to standard error; for one image only"},
	}
}

// tracing collects what --trace or --profile ask for.
type tracing struct {
	steps   *topdown.BufferTracer
	profile *profiler.Profiler
}

func newTracing(c *cli.Context, images int) (*tracing, error) {
	t := &tracing{}
	switch {
	case c.Bool("trace") && c.Bool("profile"):
		return nil, usage(c, "--trace and --profile exclude each other") // each would measure the other
	case (c.Bool("trace") || c.Bool("profile")) && images > 1:
		return nil, usage(c, "--trace and --profile are for one image, and there are %d", images)
	case c.Bool("trace"):
		t.steps = topdown.NewBufferTracer()
	case c.Bool("profile"):
		t.profile = profiler.New()
	}
	return t, nil
}

// tracer is what the evaluation is to tell; nil for nothing.
func (t *tracing) tracer() topdown.QueryTracer {
	switch {
	case t.steps != nil:
		return t.steps
	case t.profile != nil:
		return t.profile
	}
	return nil
}

// write writes what was collected. Messages and names of the image are in it.
func (t *tracing) write(a *app) error {
	var text bytes.Buffer
	switch {
	case t.steps != nil:
		topdown.PrettyTraceWithLocation(&text, *t.steps)
	case t.profile != nil:
		t.writeProfile(&text)
	default:
		return nil
	}
	for line := range strings.Lines(text.String()) {
		if _, err := fmt.Fprintln(a.stderr, printable.Text(strings.TrimRight(line, "\n"))); err != nil {
			return err
		}
	}
	return nil
}

func (t *tracing) writeProfile(text *bytes.Buffer) {
	table := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "time\tevaluated\tplace\texpression")
	for _, s := range t.profile.ReportTopNResults(profileLines, []string{"total_time_ns"}) {
		place, expression := "-", ""
		if s.Location != nil {
			place = fmt.Sprintf("%s:%d", s.Location.File, s.Location.Row)
			expression, _, _ = strings.Cut(string(s.Location.Text), "\n")
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", time.Duration(s.ExprTimeNs).Round(time.Microsecond), s.NumEval, place, expression)
	}
	_ = table.Flush() // to a buffer
}
