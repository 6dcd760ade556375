package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/explanation"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
)

func (a *app) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "explain a decision",
		ArgsUsage: "[IMAGE] [RULE]",
		Description: "IMAGE is as for eval; with -D and no IMAGE, only the Dockerfile is explained, and likewise with --container,\n" +
			"--daemon or --host what runs images. A single argument that is a rule of the bundle is that then.\n" +
			"RULE is a rule's id or JSON pointer, its GATE/TRIGGER, the trigger id of a finding, or the JSON pointer of a\n" +
			"whitelist item. The exit code is 0 whatever the decision is; use eval for a verdict.",
		Flags:  sessionFlags(),
		Action: a.explain,
	}
}

func (a *app) explain(c *cli.Context) error {
	s, err := a.newSession(c)
	if err != nil {
		return err
	}
	if c.NArg() > 2 {
		return usage(c, "unexpected argument %q", c.Args().Get(2))
	}
	e, err := s.explained()
	if err != nil {
		return err
	}
	if s.output == "json" {
		return writeJSON(a.stdout, e.Document)
	}
	return explanation.Text(a.stdout, e.Image, e.Document)
}

// explained explains what the arguments ask for: IMAGE, IMAGE RULE, or beside -D and the like
// RULE alone.
func (s *session) explained() (*evaluate.Explained, error) {
	c := s.c
	image, rule := c.Args().Get(0), c.Args().Get(1)
	if c.NArg() == 1 && isWord(image) {
		// A rule of the bundle is no image, which a registry would be asked for.
		var e *evaluate.Explained
		var err error
		if withoutImage(c) {
			e, err = s.explainOne("")
		} else {
			e, err = s.explainNothing()
		}
		switch {
		case err != nil:
			return nil, err
		case !e.Document.Select(image):
		case withoutImage(c):
			return e, nil
		default:
			return nil, usage(c, "nothing to explain: %s is a rule of the bundle; name the image before it", image)
		}
	}
	e, err := s.explainOne(image)
	if err != nil || rule == "" {
		return e, err
	}
	names := e.Document.Names()
	if !e.Document.Select(rule) {
		return nil, fmt.Errorf("explaining %s: the rules that were evaluated have no rule, finding or whitelist item %q%s", e.Image, rule, didYouMean(rule, names))
	}
	return e, nil
}

// isWord says whether an argument may name a rule: it has no scheme, and is no file.
func isWord(argument string) bool {
	ref, err := source.Parse(argument)
	if errors.As(err, new(*source.NotImageError)) {
		return false
	}
	return err != nil || ref.Scheme == "registry" && ref.String() == ref.Reference
}

// explainOne explains an image, or with "" what is given instead of one.
func (s *session) explainOne(image string) (*evaluate.Explained, error) {
	tasks, err := s.imagesOf(image)
	if err != nil {
		return nil, err
	}
	one, err := oneTask(s.c, tasks)
	if err != nil {
		return nil, err
	}
	explained, err := s.explain(s.c.String("bundle"), []task{one})
	if err != nil {
		return nil, err
	}
	return explained[0], nil
}

// explainNothing explains the decision on a document without any data, which names the rules
// of the bundle.
func (s *session) explainNothing() (*evaluate.Explained, error) {
	b, err := s.load(s.c.String("bundle"), true)
	if err != nil {
		return nil, err
	}
	facts, err := b.Facts(s.c.Context, evaluate.Request{Now: s.now, Extract: extract.Options{
		Source: source.Ref{Scheme: source.Stdin}, Stdin: strings.NewReader(`{"schema_version": "1", "searched": {}}`),
	}})
	if err != nil {
		return nil, err
	}
	return b.Explain(s.c.Context, facts, s.settings())
}
