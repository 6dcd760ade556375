package main

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/printable"
)

func (a *app) extractCommand() *cli.Command {
	bundle := bundleFlags()
	bundle[0] = &cli.StringFlag{Name: "bundle", Aliases: []string{"b"}, Usage: "extract only what this `BUNDLE` reads"}
	return &cli.Command{
		Name:      "extract",
		Usage:     "print the input document of an image or a Dockerfile",
		ArgsUsage: "[IMAGE]",
		Flags: slices.Concat(bundle, sourceFlags(), findFlags(), []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` instead of standard output"},
			&cli.BoolFlag{Name: "compact", Usage: "do not indent"},
			redactDockerfileFlag("the Dockerfile's text and arguments; such a document cannot be judged"),
		}),
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return usage(c, "unexpected argument %q: one image at a time", c.Args().Get(1))
			}
			if c.NArg() == 0 && !withoutImage(c) {
				return usage(c, "no image or Dockerfile given")
			}
			return a.extract(c)
		},
	}
}

func (a *app) extract(c *cli.Context) error {
	if !c.IsSet("bundle") {
		paceGC() // no policy is compiled
	}
	found, err := a.findFiles(c)
	if err != nil {
		return err
	}
	tasks, err := a.resolve(c, c.Args().Slice())
	if err != nil {
		return err
	}
	if tasks, err = tasksOf(c, tasks); err != nil {
		return err
	}
	if err := checkBuildFlags(c, tasks); err != nil {
		return err
	}
	one, err := oneTask(c, tasks)
	if err != nil {
		return err
	}
	request, err := a.request(c, one, found)
	if err != nil {
		return err
	}
	extractFacts := func(ctx context.Context, r evaluate.Request) (*document.Document, error) {
		return extract.Extract(ctx, r.Extract)
	}
	if c.IsSet("bundle") {
		bundle, err := a.loadBundle(c)
		if err != nil {
			return err
		}
		extractFacts = bundle.Extract
	}
	facts, err := extractFacts(c.Context, request)
	if err != nil {
		return err
	}
	if c.Bool("redact-dockerfile") {
		if err := extract.RedactDockerfile(facts); err != nil {
			return err
		}
		a.warn("the Dockerfile is redacted: this document cannot be judged")
	}
	return a.write(output{file: c.String("output")}, func(w io.Writer) error {
		encoder := json.NewEncoder(printable.JSONWriter(w))
		encoder.SetEscapeHTML(false)
		if !c.Bool("compact") {
			encoder.SetIndent("", "  ")
		}
		return encoder.Encode(facts)
	})
}
