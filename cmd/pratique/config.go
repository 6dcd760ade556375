package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/printable"
)

// setting is one line of what config prints.
type setting struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
	Source string   `json:"source"`
}

func (a *app) configCommand() *cli.Command {
	return &cli.Command{
		Name:      "config",
		Usage:     "print the settings that a command would use, and where they come from",
		ArgsUsage: "[VERB]",
		Flags: []cli.Flag{
			textOrJSON(),
		},
		Action: func(c *cli.Context) error {
			verb := strings.Join(c.Args().Slice(), " ")
			if verb == "" {
				verb = "eval"
			}
			output, err := chooseOutput(c)
			if err != nil {
				return err
			}
			list, err := a.settingsOf(c, verb)
			if err != nil {
				return err
			}
			if output == "json" {
				return writeJSON(a.stdout, struct {
					Verb     string    `json:"verb"`
					File     string    `json:"file"`
					Settings []setting `json:"settings"`
				}{verb, a.config, list})
			}
			return a.printSettings(verb, list)
		},
	}
}

// settingsOf are the flags of another verb as they would be without a word on its
// command line.
func (a *app) settingsOf(c *cli.Context, verb string) ([]setting, error) {
	other := &app{stdin: a.stdin, stdout: a.stdout, stderr: a.stderr}
	root := other.root()
	var names []string
	for _, w := range allVerbs(root.Commands) {
		names = append(names, w.name)
	}
	if !slices.Contains(names, verb) {
		return nil, usage(c, "unknown command %q%s", verb, didYouMean(verb, names))
	}
	line := strings.Fields(verb)
	for _, name := range []string{"config", "no-config"} {
		if c.IsSet(name) {
			line = append(line, fmt.Sprintf("--%s=%v", name, c.Value(name)))
		}
	}
	call, err := arrange(root, line)
	if err == nil {
		err = other.applySettings(root, call)
	}
	if err != nil {
		return nil, err
	}
	list := []setting{}
	for _, name := range flagNames(call.flags) {
		f := findFlag(call.flags, name)
		if i := slices.IndexFunc(other.set, func(v value) bool { return v.flag == f }); i >= 0 {
			list = append(list, setting{name, other.set[i].texts, other.set[i].source})
		} else if text := defaultOf(f); text != "" {
			list = append(list, setting{name, []string{text}, "default"})
		}
	}
	return list, nil
}

// defaultOf is the value that a flag has by itself; "" where that is nothing.
func defaultOf(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok || !d.TakesValue() {
		return ""
	}
	if text := d.GetValue(); text != "[]" && text != "0" && text != "0s" {
		return text
	}
	return ""
}

func (a *app) printSettings(verb string, list []setting) error {
	file := "no file of settings"
	if a.config != "" {
		file = a.config
	}
	fmt.Fprintf(a.stdout, "%s: %s\n", verb, printable.Text(file))
	table := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, s := range list {
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.Name, printable.Text(strings.Join(s.Values, ", ")), printable.Text(s.Source))
	}
	return table.Flush()
}
