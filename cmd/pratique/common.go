package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/printable"
)

// commonFlags are the flags of every verb.
func commonFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Usage: "use the config `FILE` instead of looking for " + configName},
		&cli.BoolFlag{Name: "no-config", Usage: "ignore the config file"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "print only errors to standard error: no progress, no warnings"},
		&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "print progress messages to standard error; repeat for more"},
		&cli.StringSliceFlag{Name: "limit", Usage: "set a limit of what is read (`NAME=VALUE`, see docs/limits.md), such as layers=10000, sbom-bytes=2GB or idle-time=5m; repeatable"},
	}
}

// equip gives each verb the common flags, and one line for a wrong value of a
// flag: urfave/cli would print the whole help, on standard output.
func (a *app) equip(path string, commands []*cli.Command) {
	for _, c := range commands {
		path := path + " " + c.Name
		c.HideHelpCommand = true
		c.OnUsageError = func(_ *cli.Context, err error, _ bool) error { return &usageError{path, err.Error()} }
		if len(c.Subcommands) > 0 {
			a.equip(path, c.Subcommands)
			continue
		}
		given := map[string]bool{}
		for _, flag := range c.Flags {
			for _, name := range flag.Names() {
				given[name] = true
			}
		}
		for _, flag := range commonFlags() {
			if !given[flag.Names()[0]] {
				c.Flags = append(c.Flags, flag)
			}
		}
		before := c.Before
		c.Before = func(ctx *cli.Context) error {
			a.quiet, a.verbosity = ctx.Bool("quiet"), ctx.Count("verbose")
			if a.config != "" {
				a.logf(1, "settings from %s", a.config)
			}
			for _, name := range unknownVariables(ctx.App) {
				a.logf(1, "$%s sets no flag", name)
			}
			if err := setLimits(ctx); err != nil {
				return err
			}
			if err := keepInputs(ctx); err != nil {
				return err
			}
			if before != nil {
				return before(ctx)
			}
			return nil
		}
	}
}

func setLimits(c *cli.Context) error {
	for _, text := range c.StringSlice("limit") {
		var unknown *limits.UnknownError
		switch err := limits.Set(text); {
		case errors.As(err, &unknown):
			return usage(c, "--limit: %v%s", err, didYouMean(unknown.Name, limits.Names()))
		case err != nil:
			return usage(c, "--limit: %v", err)
		}
	}
	return nil
}

// logf writes a line to standard error where -v was given at least as often as
// level.
func (a *app) logf(level int, format string, args ...any) {
	if a.verbosity >= level && !a.quiet {
		fmt.Fprintf(a.stderr, "pratique: %s\n", printable.Text(fmt.Sprintf(format, args...)))
	}
}

// warn writes a warning to standard error, but not under -q.
func (a *app) warn(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, "pratique: warning: %s\n", printable.Text(fmt.Sprintf(format, args...)))
	}
}
