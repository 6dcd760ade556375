package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
	pages "github.com/pratique-dev/pratique/report/benchmark"
)

// benchmarkFlags say how a benchmark is reported on.
func benchmarkFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "controls", Usage: "controls of the bundle (YAML or JSON `FILE`), instead of the file next to it"},
		&cli.StringFlag{Name: "profile", Usage: "only controls of this `PROFILE`, such as level-1"},
		&cli.StringFlag{Name: "attestations", Usage: "attestations of manual controls (YAML or JSON `FILE`)"},
		&cli.BoolFlag{Name: "manual-as-fail", Usage: "count scored manual controls as failed"},
		&cli.Float64Flag{Name: "min-score", Usage: "exit 1 if the score is below this `PERCENTAGE`"},
		&cli.StringFlag{Name: "fail-on-control", Usage: "exit 1 if one of these controls does not pass: `ID[,ID…]`"},
	}
}

// parameterFlags set a bundle's parameters.
func parameterFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "param", Usage: "value of a parameter of the bundle (`NAME=VALUE`); repeatable"},
		&cli.StringFlag{Name: "param-file", Usage: "values of parameters (YAML `FILE` of NAME: VALUE)"},
	}
}

func (a *app) reportCommand() *cli.Command {
	flags := slices.Concat(bundleFlags(), sourceFlags(), findFlags(), manyFlags(), benchmarkFlags())
	flags = slices.DeleteFunc(flags, func(f cli.Flag) bool { return f.Names()[0] == "bundle" })
	return &cli.Command{
		Name:      "report",
		Usage:     "report which benchmark controls images pass",
		ArgsUsage: "[IMAGE...]",
		Description: "IMAGE is as for eval; with -D and no IMAGE, only the Dockerfile is checked. The exit code is eval's, and also 1\n" +
			"if --min-score or --fail-on-control is not met. A control that lacks data is unknown and never passes.",
		Flags: append(flags,
			&cli.StringFlag{Name: "benchmark", Aliases: []string{"bundle", "b"}, Value: "cis-docker-1.13", Usage: "a benchmark that ships with pratique (" + strings.Join(bundles.Benchmarks(), ", ") + "), or the `FILE` of a bundle with its controls next to it; cis-docker-1.13-runtime without image and Dockerfile"},
			outputFlag("report", "write the report"),
			&cli.StringFlag{Name: "style", Usage: "the same as -o, for `docker-bench` and batten"},
			onErrorFlag("no decision"),
			strictFactsFlag(),
			redactDockerfileFlag("messages that quote the Dockerfile, after ids are made of them"),
			nowFlag(),
			&cli.BoolFlag{Name: "no-fail", Usage: "exit 0 whatever the decision is, unless --min-score or --fail-on-control is not met"},
		),
		Action: a.report,
	}
}

func (a *app) report(c *cli.Context) error {
	outputs, err := reportOutputs(c)
	if err != nil {
		return usage(c, "%v", err)
	}
	now, err := clock(c)
	if err != nil {
		return err
	}
	onError, err := onErrorOf(c)
	if err != nil {
		return err
	}
	images, err := a.images(c)
	if err != nil {
		return err
	}
	benchmark, err := benchmarkOf(c, images)
	if err != nil {
		return err
	}
	options, err := a.benchmarkOptions(c, benchmark)
	if err != nil {
		return err
	}
	if options.Benchmark == nil {
		return fmt.Errorf("reporting on %s: it has no controls; give them with --controls", benchmark)
	}
	bundle, err := func() (*evaluate.Bundle, error) {
		defer paceGC()
		return evaluate.LoadNamed(c.Context, benchmark, options)
	}()
	if err != nil {
		return err
	}
	found, err := a.findFiles(c)
	if err != nil {
		return err
	}
	request, err := a.requestOfAll(c, images, found)
	if err != nil {
		return err
	}
	request.Now, request.NowSet = now, c.IsSet("now")
	judgements := a.judgeAll(c, func(task) *evaluate.Bundle { return bundle }, images, evaluate.Options{Request: request, Settings: evaluate.Settings{OnError: onError, StrictFacts: c.Bool("strict-facts"), RedactDockerfile: c.Bool("redact-dockerfile")}})
	inputs := reports(judgements)
	for _, o := range outputs {
		if err := a.write(o, func(w io.Writer) error { return pages.Render(w, o.format, inputs) }); err != nil {
			return err
		}
	}
	return a.concludeReport(c, judgements, inputs)
}

// benchmarkOf is the benchmark that is asked for, or else the one that what there is can
// decide: facts of what runs images say nothing on their controls.
func benchmarkOf(c *cli.Context, tasks []task) (string, error) {
	runtime := slices.ContainsFunc(tasks, task.isRuntime)
	switch {
	case c.IsSet("benchmark") || !runtime:
		return c.String("benchmark"), nil
	case slices.ContainsFunc(tasks, func(t task) bool { return !t.isRuntime() }):
		return "", usage(c, "there are images or Dockerfiles, and what runs images: report on them in two calls, or under one benchmark (-b)")
	}
	return runtimeBundle, nil
}

// reports are those of images that were judged, and of the others why there is none.
func reports(judgements []judgement) []pages.Input {
	inputs := make([]pages.Input, len(judgements))
	for i, j := range judgements {
		if j.err != nil {
			inputs[i] = pages.Input{Image: subject(j.image), Missing: j.err.Error(), Version: version}
			continue
		}
		inputs[i] = pages.Input{Report: j.result.Controls, Image: j.result.Image, Version: version}
	}
	return inputs
}

// concludeReport chooses the exit code as eval does: 2 over 1 over 0.
func (a *app) concludeReport(c *cli.Context, judgements []judgement, inputs []pages.Input) error {
	var undecided []error
	forbidden := false
	for _, j := range judgements {
		err := j.err
		if err == nil {
			if d := j.result.Decision; len(d.Errors) > 0 && c.String("on-error") == "fail" {
				err = inError(d)
			}
			forbidden = forbidden || j.result.Decision.FinalAction == decision.Stop && !c.Bool("no-fail")
		}
		if err != nil {
			undecided = append(undecided, named(j.image, len(judgements), err))
		}
	}
	return worst(undecided, a.belowThresholds(c, inputs) || forbidden)
}

// belowThresholds says of which reports --min-score and --fail-on-control do not hold.
func (a *app) belowThresholds(c *cli.Context, inputs []pages.Input) bool {
	below := false
	var ids []string
	for id := range strings.SplitSeq(c.String("fail-on-control"), ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	for _, in := range inputs {
		if in.Report == nil {
			continue
		}
		if c.IsSet("min-score") && in.Report.Below(c.Float64("min-score")) {
			fmt.Fprintf(a.stderr, "pratique: %s: the score is below %v %%\n", printable.Text(in.Image), c.Float64("min-score"))
			below = true
		}
		if failed := in.Report.Failed(ids); len(failed) > 0 {
			fmt.Fprintf(a.stderr, "pratique: %s: not passed: %s\n", printable.Text(in.Image), strings.Join(failed, ", "))
			below = true
		}
	}
	return below
}

// benchmarkOptions are the options of a bundle that is loaded for a report, if it has
// controls.
func (a *app) benchmarkOptions(c *cli.Context, bundle string) (evaluate.LoadOptions, error) {
	o, err := a.loadOptions(c)
	if err != nil {
		return o, err
	}
	definition, err := evaluate.ReadControls(bundle, c.String("controls"))
	if definition == nil || err != nil {
		return o, err
	}
	o.Benchmark = &evaluate.Benchmark{Definition: definition}
	if c.Command.Name != "report" { // eval has a --profile of its own, and no other of these flags
		return o, nil
	}
	o.Benchmark.Profile, o.Benchmark.ManualAsFail = c.String("profile"), c.Bool("manual-as-fail")
	if file := c.String("attestations"); file != "" {
		f, err := os.Open(file)
		if err != nil {
			return o, fmt.Errorf("reading attestations: %w", err)
		}
		defer f.Close()
		if o.Benchmark.Attestations, err = controls.ReadAttestations(f); err != nil {
			return o, fmt.Errorf("%s: %w", file, err)
		}
		var attested []string
		for _, a := range o.Benchmark.Attestations {
			attested = append(attested, a.Control)
		}
		if unknown := definition.Lacks(attested); len(unknown) > 0 {
			return o, fmt.Errorf("%s: %s has no control %s", file, definition.Benchmark.ID, strings.Join(unknown, ", "))
		}
	}
	if ids := c.String("fail-on-control"); ids != "" {
		if unknown := definition.Lacks(strings.Split(ids, ",")); len(unknown) > 0 {
			return o, usage(c, "--fail-on-control: %s has no control %s", definition.Benchmark.ID, strings.Join(unknown, ", "))
		}
	}
	return o, nil
}

// reportOutputs reads the values of -o and --style.
func reportOutputs(c *cli.Context) ([]output, error) {
	values := c.StringSlice("output")
	if style := c.String("style"); style != "" {
		values = append(values, style)
	}
	return parseOutputs(c, values)
}
