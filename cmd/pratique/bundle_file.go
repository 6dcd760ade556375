package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/bundlefile"
	"github.com/pratique-dev/pratique/cmd/pratique/internal/summary"
	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/translate/lint"
)

func (a *app) inspectCommand() *cli.Command {
	return &cli.Command{
		Name:      "inspect",
		Usage:     "summarize a bundle",
		ArgsUsage: "FILE",
		Flags:     []cli.Flag{nowFlag(), textOrJSON()},
		Action:    a.inspect,
	}
}

func (a *app) inspect(c *cli.Context) error {
	output, err := chooseOutput(c)
	if err != nil {
		return err
	}
	now, err := clock(c)
	if err != nil {
		return err
	}
	if c.NArg() != 1 {
		return usage(c, "expected one bundle to inspect")
	}
	file := c.Args().First()
	bundle, err := evaluate.OpenBundle(c.Context, file, a.bundleSource(c))
	if err != nil {
		return err
	}
	root, err := bundle.Decode()
	if err != nil {
		return err
	}
	o := summary.Read(root, now)
	digest := sha256.Sum256(bundle.Text)
	o.SHA256 = hex.EncodeToString(digest[:])
	problems, err := bundle.Lint(evaluate.LoadOptions{AllowDeprecated: true})
	if err != nil {
		return err
	}
	for _, p := range problems {
		switch p.Severity {
		case lint.Error:
			o.Errors++
		case lint.Warning:
			o.Warnings++
		}
	}
	// What Anchore refuses has no needs that one could rely on.
	if result, err := bundle.Translate(evaluate.LoadOptions{AllowDeprecated: true}); err == nil && result.Needs != nil {
		o.Needs = result.Needs
	}
	if output == "json" {
		return writeJSON(a.stdout, o)
	}
	return summary.Text(a.stdout, file, o)
}

func (a *app) formatCommand() *cli.Command {
	return &cli.Command{
		Name:      "format",
		Usage:     "format bundles: order of keys and indentation",
		ArgsUsage: "FILE...",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "write", Aliases: []string{"w"}, Usage: "write the files instead of printing them"},
			&cli.BoolFlag{Name: "list", Aliases: []string{"l"}, Usage: "list files that are not formatted, and exit 1 if there are any"},
		},
		Action: a.format,
	}
}

func (a *app) format(c *cli.Context) error {
	if c.NArg() == 0 {
		return usage(c, "expected a bundle to format")
	}
	if c.NArg() > 1 && !c.Bool("write") && !c.Bool("list") {
		return usage(c, "several bundles can be written (-w) or listed (-l), not printed")
	}
	other := false
	var unreadable []error
	for _, file := range c.Args().Slice() {
		changed, err := a.formatOne(c, file)
		if err != nil {
			unreadable = append(unreadable, err)
		}
		other = other || changed
	}
	switch {
	case len(unreadable) > 0:
		return errors.Join(unreadable...)
	case other && c.Bool("list"):
		return errForbidden
	}
	return nil
}

// formatOne says whether the file was in another form.
func (a *app) formatOne(c *cli.Context, file string) (changed bool, err error) {
	text, err := readOwnFile(file)
	if err != nil {
		return false, err
	}
	formatted, err := bundlefile.Format(text)
	if err != nil {
		return false, fmt.Errorf("formatting %s: %w", file, err)
	}
	changed = !bytes.Equal(text, formatted)
	if changed && c.Bool("list") {
		fmt.Fprintln(a.stdout, printable.Text(file))
	}
	if changed && c.Bool("write") {
		return changed, writeFile(file, formatted)
	}
	if !c.Bool("list") && !c.Bool("write") {
		_, err = a.stdout.Write(formatted)
	}
	return changed, err
}
