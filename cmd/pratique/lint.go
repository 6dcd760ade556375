package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/translate/lint"
)

func (a *app) lintCommand() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Usage:     "lint a bundle and report every error",
		ArgsUsage: "FILE...",
		Description: "Errors are what Anchore refuses. Warnings are likely mistakes that it accepts: rules that never or always fire,\n" +
			"duplicates, unreachable mappings, examples left in parameters. \"whitelist lint\" checks whitelists.",
		Flags: slices.Concat(lintFlags(), ownFlags(), []cli.Flag{
			&cli.BoolFlag{Name: "allow-deprecated", Usage: "report rules of end-of-life gates as warnings"},
		}),
		Action: func(c *cli.Context) error {
			return a.lint(c, func(file string) ([]lint.Problem, error) {
				o, err := a.loadOptions(c)
				if err != nil {
					return nil, err
				}
				bundle, err := evaluate.OpenBundle(c.Context, file, o.Source)
				if err != nil {
					return nil, err
				}
				return bundle.Lint(o)
			})
		},
	}
}

func lintFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "info", Usage: "also report notes that are not faults"},
		&cli.BoolFlag{Name: "warnings-as-errors", Aliases: []string{"W"}, Usage: "also exit 1 for warnings"},
		textOrJSON(),
	}
}

// linted is a bundle's problems.
type linted struct {
	File     string         `json:"file"`
	Problems []lint.Problem `json:"problems"`
}

// lint exits 1 for a bundle with errors: that the bundle is bad is what it was
// asked to find out.
func (a *app) lint(c *cli.Context, problemsOf func(file string) ([]lint.Problem, error)) error {
	output, err := chooseOutput(c)
	if err != nil {
		return err
	}
	if c.NArg() == 0 {
		return usage(c, "expected a bundle to lint")
	}
	list := []linted{}
	var unreadable []error
	for _, file := range c.Args().Slice() {
		problems, err := problemsOf(file)
		if err != nil {
			unreadable = append(unreadable, err)
			continue
		}
		if !c.Bool("info") {
			problems = slices.DeleteFunc(problems, func(p lint.Problem) bool { return p.Severity == lint.Info })
		}
		list = append(list, linted{file, append([]lint.Problem{}, problems...)})
	}
	if output == "json" {
		err = writeJSON(a.stdout, map[string]any{"files": list})
	} else {
		err = a.printProblems(list)
	}
	if err != nil || len(unreadable) > 0 {
		return errors.Join(append(unreadable, err)...)
	}
	for _, l := range list {
		for _, p := range l.Problems {
			if p.Severity == lint.Error || p.Severity == lint.Warning && c.Bool("warnings-as-errors") {
				return errForbidden
			}
		}
	}
	return nil
}

func (a *app) printProblems(list []linted) error {
	for _, l := range list {
		lines := []string{"ok"}
		if len(l.Problems) > 0 {
			lines = nil
		}
		for _, p := range l.Problems {
			lines = append(lines, p.String())
		}
		for _, line := range lines {
			if _, err := fmt.Fprintf(a.stdout, "%s: %s\n", printable.Text(l.File), line); err != nil {
				return err
			}
		}
	}
	return nil
}
