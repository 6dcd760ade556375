package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/bundlefile"
	"github.com/pratique-dev/pratique/cmd/pratique/internal/whitelist"
	"github.com/pratique-dev/pratique/evaluate/explanation"
	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/translate/anchore"
)

func (a *app) whitelistPruneCommand() *cli.Command {
	return &cli.Command{
		Name:      "prune",
		Usage:     "remove whitelist items that have expired or are not used",
		ArgsUsage: "[IMAGE...]",
		Description: "The bundle (-b) is an Anchore JSON file. Expired items are removed, and so are items that suppress nothing in any of\n" +
			"the images, unless a rule that could need them was skipped. Name all images that the bundle is for.",
		Flags: append(sessionFlags(),
			&cli.BoolFlag{Name: "write", Aliases: []string{"w"}, Usage: "write the bundle"},
			&cli.BoolFlag{Name: "dry-run", Usage: "only report what would be removed (default)"},
		),
		Action: a.whitelistPrune,
	}
}

func (a *app) whitelistPrune(c *cli.Context) error {
	s, err := a.newSession(c)
	if err != nil {
		return err
	}
	path := c.String("bundle")
	switch {
	case !c.IsSet("bundle"):
		return usage(c, "expected the bundle's file (-b)")
	case c.Bool("write") && c.Bool("dry-run"):
		return usage(c, "--write and --dry-run exclude each other")
	}
	text, err := readOwnFile(path)
	if err != nil {
		return err
	}
	file, err := bundlefile.Open(text)
	if err != nil {
		return fmt.Errorf("reading bundle %s: %w", path, err)
	}
	root, _, err := anchore.Decode(text)
	if err != nil {
		return fmt.Errorf("reading bundle %s: reading the JSON: %w", path, err)
	}
	var documents []*explanation.Document
	if c.NArg() > 0 || c.IsSet("dockerfile") {
		images, err := s.images(0)
		if err != nil {
			return err
		}
		explained, err := s.explain(path, images)
		if err != nil {
			return err
		}
		for _, e := range explained {
			documents = append(documents, e.Document)
		}
	}
	p := whitelist.Prune(root, documents, s.now)
	if c.Bool("write") && len(p.Dropped) > 0 {
		var pointers []string
		for _, d := range p.Dropped {
			pointers = append(pointers, d.Pointer)
		}
		if err := file.RemoveItems(pointers); err != nil {
			return err
		}
		if err := a.replaceBundle(c, path, file); err != nil {
			return err
		}
	}
	if s.output == "json" {
		return writeJSON(a.stdout, p)
	}
	return a.printPruning(path, p, c.Bool("write"))
}

func (a *app) printPruning(path string, p whitelist.Pruning, written bool) error {
	line := func(format string, args ...any) {
		fmt.Fprintln(a.stdout, printable.Text(fmt.Sprintf(format, args...)))
	}
	for _, d := range p.Dropped {
		line("%s: %s: %s %s (%s)", d.Pointer, d.Why, d.Gate, d.TriggerID, d.ID)
	}
	for _, k := range p.Kept {
		line("%s", k)
	}
	switch {
	case len(p.Dropped) == 0:
		line("%s: nothing to remove from %s", path, count(p.Items, "item"))
	case written:
		line("%s: %d of %s dropped", path, len(p.Dropped), count(p.Items, "item"))
	default:
		line("%s: %d of %s would go; -w writes it", path, len(p.Dropped), count(p.Items, "item"))
	}
	return nil
}
