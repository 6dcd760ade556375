package main

import (
	"context"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/lsp"
	"github.com/pratique-dev/pratique/evaluate"
)

func (a *app) lspCommand() *cli.Command {
	return &cli.Command{
		Name:  "lsp",
		Usage: "serve an editor: diagnostics, hover and completion for bundles and Dockerfiles",
		Description: "Speaks the Language Server Protocol on standard input and output. Bundles have what bundle lint says, at its place, and the\n" +
			"documentation of gates, triggers and parameters; Dockerfiles have the findings of --bundle. An editor may name another\n" +
			"bundle in initializationOptions.bundle.",
		Flags: bundleFlags(),
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			options, err := a.loadOptions(c)
			if err != nil {
				return err
			}
			return lsp.Serve(c.Context, a.stdin, a.stdout, c.String("bundle"), func(ctx context.Context, name string) (*evaluate.Bundle, error) {
				return evaluate.LoadNamed(ctx, name, options)
			})
		},
	}
}
