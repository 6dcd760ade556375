package main

import (
	"bytes"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/reference"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// referenceCommand writes the project's generated files; make docs runs it.
func (a *app) referenceCommand() *cli.Command {
	return &cli.Command{
		Name:      "reference",
		Usage:     "write the manual page, the completions and the reference of verbs and gates",
		ArgsUsage: "DIR",
		Hidden:    true,
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage(c, "expected a directory to write to")
			}
			files, err := references(&app{stdout: a.stdout, stderr: a.stderr})
			if err != nil {
				return err
			}
			return reference.Write(c.Args().First(), files)
		},
	}
}

func references(a *app) ([]reference.File, error) {
	library, err := catalog.Load(rego.FS)
	if err != nil {
		return nil, err
	}
	root := a.root()
	files, err := reference.Files(root, library)
	if err != nil {
		return nil, err
	}
	files = append(files, reference.File{Path: "docs/formats.md", Text: formatsPage()})
	for _, shell := range shells() {
		var script bytes.Buffer
		if err := shell.write(&script, root.Commands); err != nil {
			return nil, err
		}
		files = append(files, reference.File{Path: "integrations/completions/" + shell.file, Text: script.Bytes()})
	}
	return files, nil
}
