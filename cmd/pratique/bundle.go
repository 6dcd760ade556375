package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/cmd/pratique/internal/reference"
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
				Name:   "list",
				Usage:  "list the bundles that ship with pratique, and further editions of benchmarks",
				Flags:  []cli.Flag{textOrJSON()},
				Action: a.listBundles,
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

// listBundles lists what -b takes by its name: with what it checks, or under -q the names alone.
func (a *app) listBundles(c *cli.Context) error {
	output, err := chooseOutput(c)
	if err != nil {
		return err
	}
	if err := noArguments(c); err != nil {
		return err
	}
	type entry struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		Benchmark   bool   `json:"benchmark"` // report takes it too
	}
	var list []entry
	benchmarks := bundles.Benchmarks()
	width := 0
	for _, name := range slices.Sorted(slices.Values(slices.Concat(bundles.Names(), bundles.Editions()))) {
		list = append(list, entry{name, bundles.Describe(name), slices.Contains(benchmarks, name)})
		width = max(width, len(name))
	}
	if output == "json" {
		return writeJSON(a.stdout, list)
	}
	for _, e := range list {
		if a.quiet {
			fmt.Fprintln(a.stdout, e.Name)
			continue
		}
		fmt.Fprint(a.stdout, reference.Entry(e.Name, e.Description, width+2))
	}
	return nil
}
