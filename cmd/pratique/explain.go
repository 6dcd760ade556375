package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate/explanation"
)

func (a *app) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "say why a bundle decides as it does of an image",
		ArgsUsage: "IMAGE [RULE]",
		Description: "IMAGE is as for eval; with -D and no IMAGE the Dockerfile is explained alone.\n" +
			"RULE is a rule's id or JSON pointer, its GATE/TRIGGER, the trigger id of a finding, or the JSON pointer of a\n" +
			"whitelist item. The exit code is 0 whatever the decision is: eval is the verb that judges.",
		Flags:  studyFlags(),
		Action: a.explain,
	}
}

func (a *app) explain(c *cli.Context) error {
	s, err := a.newStudy(c)
	if err != nil {
		return err
	}
	if c.NArg() > 2 {
		return usage(c, "unexpected argument %q", c.Args().Get(2))
	}
	image, rule := c.Args().Get(0), c.Args().Get(1)
	images, err := s.imagesOf(image)
	if err != nil {
		return err
	}
	explained, err := s.explain(c.String("bundle"), images)
	if err != nil {
		return err
	}
	e := explained[0]
	if rule != "" {
		names := e.Document.Names()
		if !e.Document.Select(rule) {
			return fmt.Errorf("explaining %s: the rules that were evaluated have no rule, finding or whitelist item %q%s", e.Image, rule, didYouMean(rule, names))
		}
	}
	if s.output == "json" {
		return writeJSON(a.stdout, e.Document)
	}
	return explanation.Text(a.stdout, e.Image, e.Document)
}
