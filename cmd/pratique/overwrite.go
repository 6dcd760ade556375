package main

import (
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// keepInputs refuses an output that is a file which the same call reads: the next call would read
// a report for a bundle.
func keepInputs(c *cli.Context) error {
	for _, value := range flagValues(c, "output") {
		_, file, ok := strings.Cut(value, "=")
		if !ok {
			file = value
		}
		output, err := os.Stat(file)
		if err != nil || !output.Mode().IsRegular() {
			continue
		}
		for _, input := range inputs(c) {
			if info, err := os.Stat(input); err == nil && os.SameFile(output, info) {
				return usage(c, "--output would overwrite %s, which is read", input)
			}
		}
	}
	return nil
}

// inputs are what flags and arguments may name as files: their values, and what follows NAME= or a
// scheme in them.
func inputs(c *cli.Context) []string {
	texts := c.Args().Slice()
	for _, name := range c.FlagNames() {
		if name != "output" && name != "o" && name != "write-baseline" {
			texts = append(texts, flagValues(c, name)...)
		}
	}
	for _, text := range slices.Clone(texts) {
		for _, mark := range []string{"=", ":"} {
			if _, rest, ok := strings.Cut(text, mark); ok {
				texts = append(texts, rest)
			}
		}
	}
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}

func flagValues(c *cli.Context, name string) []string {
	switch value := c.Value(name).(type) {
	case string:
		return []string{value}
	case cli.StringSlice:
		return value.Value()
	case *cli.StringSlice:
		return value.Value()
	}
	return nil
}
