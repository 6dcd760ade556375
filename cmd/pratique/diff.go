package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/dockerfile"
	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/report/diff"
)

func (a *app) diffCommand() *cli.Command {
	exitCode := &cli.BoolFlag{Name: "exit-code", Usage: "exit 1 if anything differs"}
	return &cli.Command{
		Name:  "diff",
		Usage: "say how decisions differ between two bundles, two images or two vulnerability indexes",
		Subcommands: []*cli.Command{
			{
				Name:      "bundles",
				Usage:     "compare two bundles on the same images",
				ArgsUsage: "OLD NEW [IMAGE...]",
				Description: "OLD and NEW are bundles as for -b of eval, IMAGE is as for eval. Each image is extracted once for both\n" +
					"bundles. With -D and no IMAGE, only the Dockerfile is checked.",
				Flags:  append(without(sessionFlags(), "bundle"), exitCode),
				Action: a.diffBundles,
			},
			{
				Name:        "images",
				Usage:       "compare two images under one bundle",
				ArgsUsage:   "OLD NEW",
				Description: "OLD and NEW are as IMAGE is for eval.",
				// One Dockerfile cannot be that of two images.
				Flags: append(without(sessionFlags(), "dockerfile", "build-arg", "target"),
					exitCode,
					&cli.StringFlag{Name: "old-dockerfile", Usage: "the `FILE` that OLD was built from"},
					&cli.StringFlag{Name: "new-dockerfile", Usage: "the `FILE` that NEW was built from"},
				),
				Action: a.diffImages,
			},
			a.diffVulnerabilitiesCommand(exitCode),
		},
		Action: func(c *cli.Context) error {
			return usage(c, "expected a command: bundles, images or vulnerabilities")
		},
	}
}

func (a *app) diffBundles(c *cli.Context) error {
	s, err := a.newSession(c)
	if err != nil {
		return err
	}
	if c.NArg() < 2 {
		return usage(c, "expected two bundles, the older one first")
	}
	images, err := s.images(2)
	if err != nil {
		return err
	}
	before, err := s.load(c.Args().Get(0), false)
	if err != nil {
		return err
	}
	after, err := s.load(c.Args().Get(1), false)
	if err != nil {
		return err
	}
	var list []diff.Difference
	for _, image := range images {
		r, err := s.request(image)
		if err != nil {
			return err
		}
		facts, err := evaluate.FactsFor(c.Context, r, before, after)
		if err != nil {
			return err
		}
		old, err := before.Judge(c.Context, facts, s.settings())
		if err != nil {
			return err
		}
		fresh, err := after.Judge(c.Context, facts, s.settings())
		if err != nil {
			return err
		}
		list = append(list, diff.Compare(image.name(), old.Decision, fresh.Decision))
	}
	return s.differences(list)
}

func (a *app) diffImages(c *cli.Context) error {
	s, err := a.newSession(c)
	if err != nil {
		return err
	}
	if c.NArg() != 2 {
		return usage(c, "expected two images, the older one first")
	}
	bundle, err := s.load(c.String("bundle"), false)
	if err != nil {
		return err
	}
	images, err := s.images(0)
	if err != nil {
		return err
	}
	var decisions []*evaluate.Result
	for i, flag := range []string{"old-dockerfile", "new-dockerfile"} {
		r, err := s.request(images[i])
		if err != nil {
			return err
		}
		if path := c.String(flag); path != "" {
			contents, err := boundedfile.Read(path, dockerfile.MaxSize())
			if err != nil {
				return fmt.Errorf("reading Dockerfile: %w", err)
			}
			r.Extract.Dockerfile = &extract.DockerfileOptions{Path: path, Contents: contents}
		}
		facts, err := bundle.Facts(c.Context, r)
		if err != nil {
			return err
		}
		result, err := bundle.Judge(c.Context, facts, s.settings())
		if err != nil {
			return err
		}
		decisions = append(decisions, result)
	}
	d := diff.Compare(c.Args().Get(1), decisions[0].Decision, decisions[1].Decision)
	return s.differences([]diff.Difference{d})
}

// differences writes them, and chooses the exit code.
func (s *session) differences(list []diff.Difference) error {
	var err error
	if s.output == "json" {
		err = writeJSON(s.app.stdout, map[string]any{"differences": list})
	} else {
		err = diff.Text(s.app.stdout, list)
	}
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.Different && s.c.Bool("exit-code") {
			return errForbidden
		}
	}
	return nil
}
