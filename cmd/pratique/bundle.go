package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/inspection"
)

func (a *app) bundleCommand() *cli.Command {
	return &cli.Command{
		Name:  "bundle",
		Usage: "look after bundles",
		Subcommands: []*cli.Command{
			{
				Name:      "lint",
				Usage:     "say what is wrong with a bundle, all of it at once",
				ArgsUsage: "FILE...",
				Flags: []cli.Flag{
					&cli.BoolFlag{Name: "allow-deprecated", Usage: "rules of end-of-life gates are warnings"},
					&cli.BoolFlag{Name: "warnings-as-errors", Aliases: []string{"W"}, Usage: "exit 1 for warnings too"},
				},
				Action: a.lint,
			},
			{
				Name:  "list",
				Usage: "list the bundles that ship with pratique",
				Action: func(c *cli.Context) error {
					if err := noArguments(c); err != nil {
						return err
					}
					for _, name := range bundles.Names() {
						fmt.Fprintln(a.stdout, name)
					}
					return nil
				},
			},
			{
				Name:      "show",
				Usage:     "print a bundle that ships with pratique",
				ArgsUsage: "NAME",
				Action: func(c *cli.Context) error {
					if c.NArg() != 1 {
						return usage(c, "want one bundle's name")
					}
					text, err := bundles.Get(c.Args().First())
					if err != nil {
						return err
					}
					_, err = a.stdout.Write(text)
					return err
				},
			},
		},
		Action: func(c *cli.Context) error {
			return usage(c, "want a verb: lint, list or show")
		},
	}
}

// lint exits 1 for a bundle with errors: that the bundle is bad is what it was
// asked to find out.
func (a *app) lint(c *cli.Context) error {
	if c.NArg() == 0 {
		return usage(c, "want a bundle to lint")
	}
	bad := false
	var unreadable []error
	for _, file := range c.Args().Slice() {
		problems, err := inspection.Lint(file, inspection.LoadOptions{AllowDeprecated: c.Bool("allow-deprecated")})
		if err != nil {
			unreadable = append(unreadable, err)
			continue
		}
		for _, p := range problems {
			fmt.Fprintf(a.stdout, "%s: %s\n", printable(file), printable(p.String()))
			bad = bad || p.Error || c.Bool("warnings-as-errors")
		}
		if len(problems) == 0 {
			fmt.Fprintf(a.stdout, "%s: ok\n", printable(file))
		}
	}
	switch {
	case len(unreadable) > 0:
		return errors.Join(unreadable...)
	case bad:
		return errForbidden
	}
	return nil
}
