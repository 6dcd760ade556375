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
		Usage: "look after bundles",
		Subcommands: []*cli.Command{
			a.lintCommand(),
			a.inspectCommand(),
			a.formatCommand(),
			{
				Name:  "list",
				Usage: "list the bundles that ship with pratique, and the further editions of benchmarks",
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
			return usage(c, "want a verb: lint, inspect, format, list or show")
		},
	}
}
