package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/bundles"
)

func (a *app) bundleCommand() *cli.Command {
	return &cli.Command{
		Name:  "bundle",
		Usage: "inspect, lint and format bundles",
		Subcommands: []*cli.Command{
			a.lintCommand(),
			a.inspectCommand(),
			a.formatCommand(),
			{
				Name:  "list",
				Usage: "list the bundles that ship with pratique, and further editions of benchmarks",
				Action: func(c *cli.Context) error {
					if err := noArguments(c); err != nil {
						return err
					}
					for _, name := range slices.Sorted(slices.Values(slices.Concat(bundles.Names(), bundles.Editions()))) {
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
						return usage(c, "expected the name of one bundle")
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
			return usage(c, "expected a command: lint, inspect, format, list or show")
		},
	}
}
