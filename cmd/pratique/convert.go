package main

import (
	"os"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/report"
)

func (a *app) convertCommand() *cli.Command {
	return &cli.Command{
		Name:      "convert",
		Usage:     "convert a stored decision to another format",
		ArgsUsage: "RESULT.json",
		Description: "RESULT.json is what eval -o json wrote, or - for standard input. The exit code is about the\n" +
			"conversion, not about the decision.",
		Flags: renderFlags("convert"),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage(c, "expected one stored decision")
			}
			r, err := a.newRendering(c)
			if err != nil {
				return err
			}
			inputs, err := a.storedDecisions(c.Args().First())
			if err != nil {
				return r.noDecision(err)
			}
			return r.write(inputs)
		},
	}
}

// storedDecisions reads a file, or standard input where path is "-".
func (a *app) storedDecisions(path string) ([]report.Input, error) {
	in := a.stdin
	if path != stdinName {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	return report.ReadDecision(in)
}
