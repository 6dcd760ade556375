package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/reference"
)

// printHelp writes help in place of urfave/cli, whose lines are as long as the longest text.
func (a *app) printHelp(root *cli.App) func(io.Writer, string, any) {
	return func(w io.Writer, _ string, data any) {
		text := ""
		switch data := data.(type) {
		case *cli.App: // a verb with verbs below it too
			text = reference.Help(root, "pratique", nil)
		case *cli.Command:
			text = reference.Help(root, pathOf("pratique", root.Commands, data), data)
		}
		_, _ = io.WriteString(w, text) // standard output keeps its own errors
	}
}

// pathOf is a verb as it is typed.
func pathOf(prefix string, commands []*cli.Command, wanted *cli.Command) string {
	for _, c := range commands {
		path := prefix + " " + c.Name
		if c == wanted || c.Name == wanted.Name && len(c.Flags) == len(wanted.Flags) && c.Usage == wanted.Usage {
			return path
		}
		if found := pathOf(path, c.Subcommands, wanted); found != "" {
			return found
		}
	}
	return ""
}
