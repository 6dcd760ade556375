package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/translate"
)

func (a *app) translateCommand() *cli.Command {
	flags := translatedFlags()[1:]
	return &cli.Command{
		Name:      "translate",
		Usage:     "compile an Anchore bundle to Rego",
		ArgsUsage: "BUNDLE",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "directory", Aliases: []string{"C"}, Usage: "write an OPA bundle directory with tests to `DIR`"},
			&cli.StringFlag{Name: "init", Usage: "create a policy project in `DIR`, like \"pratique init\""},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write an OPA bundle tarball to `FILE`"},
			&cli.BoolFlag{Name: "no-tests", Usage: "write no Rego tests into the directory"},
		}, flags...),
		Action: func(c *cli.Context) error {
			if dir := c.String("init"); dir != "" {
				if c.NArg() > 0 || c.String("directory") != "" || c.String("output") != "" || c.Bool("no-tests") {
					return usage(c, "--init translates nothing: it goes alone")
				}
				return a.initProject(dir)
			}
			if c.NArg() != 1 {
				return usage(c, "expected one bundle to translate")
			}
			if c.String("directory") == "" && c.String("output") == "" {
				return usage(c, "nowhere to write: give a directory with -C or a tarball with -o")
			}
			return a.translate(c)
		},
	}
}

func (a *app) translate(c *cli.Context) error {
	o, err := a.loadOptions(c)
	if err != nil {
		return err
	}
	bundle, err := evaluate.OpenBundle(c.Context, c.Args().First(), o.Source)
	if err != nil {
		return err
	}
	result, err := bundle.Translate(o)
	if err != nil {
		return err
	}
	for _, w := range result.Warnings {
		fmt.Fprintf(a.stderr, "pratique: warning: %s\n", printable.Text(evaluate.WarningText(w)))
	}
	if dir := c.String("directory"); dir != "" {
		written := result
		if !c.Bool("no-tests") {
			if written, err = translate.WithTests(c.Context, result); err != nil {
				return err
			}
		}
		if err := translate.WriteDir(dir, written); err != nil {
			return err
		}
	}
	if file := c.String("output"); file != "" {
		return translate.WriteTarball(file, result)
	}
	return nil
}
