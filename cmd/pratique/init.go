package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/scaffold"
	"github.com/pratique-dev/pratique/internal/printable"
)

func (a *app) initCommand() *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "create a policy project with a bundle, sample Rego and tests",
		ArgsUsage: "DIR",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage(c, "expected one directory that is empty or does not exist")
			}
			return a.initProject(c.Args().First())
		},
	}
}

// initProject writes a project and says what is in it.
func (a *app) initProject(dir string) error {
	files, err := scaffold.Write(dir)
	if err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintln(a.stdout, printable.Text(file))
	}
	return nil
}
