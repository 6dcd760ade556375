package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/regotest"
)

func (a *app) verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "run the unit tests of Rego policies",
		ArgsUsage: "[PATH...]",
		Description: "The same tests as \"opa test\", with the same results. A PATH is a directory or a file; the default is the\n" +
			"current directory. Exit codes: 0 all tests pass, 1 some fail (or coverage is too low), 2 they could not be run,\n" +
			"or there are none.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "run", Aliases: []string{"r"}, Usage: "only tests whose name matches `REGEX`, as in data.acme.labels_test.test_missing"},
			&cli.StringSliceFlag{Name: "ignore", Usage: "skip files and directories named `NAME`, with * and ? as wildcards, as with opa test; repeatable"},
			&cli.BoolFlag{Name: "coverage", Usage: "report lines that no test covers"},
			&cli.Float64Flag{Name: "threshold", Usage: "exit 1 if less than `PERCENT` of the lines are covered"},
			&cli.BoolFlag{Name: "bench", Usage: "run benchmarks"},
			&cli.DurationFlag{Name: "timeout", Usage: "timeout of each test (default: 5s, or 30s with --bench)"},
			textOrJSON(),
		},
		Action: a.verify,
	}
}

func (a *app) verify(c *cli.Context) error {
	o := regotest.Options{
		Paths: c.Args().Slice(), Ignore: c.StringSlice("ignore"), Run: c.String("run"), Bench: c.Bool("bench"), Timeout: c.Duration("timeout"),
		Coverage: c.Bool("coverage") || c.IsSet("threshold"), Trace: a.verbosity > 0,
	}
	if len(o.Paths) == 0 {
		o.Paths = []string{"."}
	}
	threshold := c.Float64("threshold")
	switch {
	case threshold < 0 || threshold > 100:
		return usage(c, "--threshold is %v, expected a percentage from 0 to 100", threshold)
	case o.Bench && o.Coverage:
		return usage(c, "--bench and --coverage exclude each other: counting lines takes time")
	}
	format, err := chooseOutput(c)
	if err != nil {
		return err
	}
	report, err := regotest.Run(c.Context, o)
	if err != nil {
		return err
	}
	err = a.write(output{}, func(w io.Writer) error {
		if format == "json" {
			return report.JSON(w)
		}
		return report.Text(w, a.verbosity > 0)
	})
	if err != nil {
		return err
	}
	if broken := report.Broken(); broken != nil {
		return errors.Join(broken...)
	}
	if report.Coverage != nil && report.Coverage.Coverage < threshold {
		a.printError(fmt.Errorf("%.1f %% of the lines are covered, less than %v %%", report.Coverage.Coverage, threshold))
		return errForbidden
	}
	if report.Failed() {
		return errForbidden
	}
	return nil
}
