package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/whitelist"
	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/translate/lint"
)

func (a *app) whitelistCommand() *cli.Command {
	return &cli.Command{
		Name:        "whitelist",
		Usage:       "manage whitelists",
		Subcommands: []*cli.Command{a.whitelistNewCommand(), a.whitelistPruneCommand(), a.whitelistLintCommand()},
		Action: func(c *cli.Context) error {
			return usage(c, "expected a command: new, prune or lint")
		},
	}
}

func (a *app) whitelistLintCommand() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Usage:     "report whitelist items that have expired, match too much or match nothing",
		ArgsUsage: "FILE...",
		Flags: append(lintFlags(),
			nowFlag(),
			&cli.StringFlag{Name: "within", Usage: "warn about items that expire within this `DURATION`, such as 12h, 30d or 8w", Value: "30d"},
		),
		Action: func(c *cli.Context) error {
			now, err := clock(c)
			if err != nil {
				return err
			}
			within, err := whitelist.ParseSpan(c.String("within"))
			if err != nil {
				return usage(c, "--within: %v", err)
			}
			return a.lint(c, func(file string) ([]lint.Problem, error) {
				bundle, err := evaluate.OpenBundle(c.Context, file, a.bundleSource(c))
				if err != nil {
					return nil, err
				}
				return bundle.LintWhitelists(now, within)
			})
		},
	}
}

// without are the flags but for those of the names.
func without(flags []cli.Flag, names ...string) []cli.Flag {
	return slices.DeleteFunc(flags, func(f cli.Flag) bool { return slices.Contains(names, f.Names()[0]) })
}
