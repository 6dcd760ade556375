package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/urfave/cli/v2"
)

// arrange puts the flags of the command line before its arguments.
//
// urfave/cli stops reading flags at the first argument, so that
// "eval IMAGE --fail-on warn" would quietly run without the flag: for a gate
// that is a pass that nobody meant. Unknown verbs and flags are found here too,
// where the closest spelling is at hand.
func arrange(root *cli.App, args []string) ([]string, error) {
	path, commands, flags := "pratique", root.Commands, root.Flags
	var arranged []string
	for len(args) > 0 && !strings.HasPrefix(args[0], "-") && len(commands) > 0 {
		command := find(commands, args[0])
		if command == nil {
			return nil, unknownCommand(path, args[0], commands)
		}
		path += " " + command.Name
		arranged = append(arranged, command.Name)
		commands, flags, args = command.Subcommands, command.Flags, args[1:]
	}
	options, rest, err := split(path, flags, args)
	if err != nil {
		return nil, err
	}
	arranged = append(arranged, options...)
	if len(rest) > 0 {
		arranged = append(append(arranged, "--"), rest...)
	}
	return arranged, nil
}

// split tells options (with their values) from arguments.
func split(path string, flags []cli.Flag, args []string) (options, rest []string, err error) {
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			return options, append(rest, args...), nil
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			rest = append(rest, arg)
			continue
		}
		name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		options = append(options, arg)
		if name == "help" || name == "h" {
			continue
		}
		flag := findFlag(flags, name)
		if flag == nil {
			return nil, nil, unknownFlag(path, name, flags)
		}
		if takesValue(flag) && !hasValue {
			if len(args) == 0 {
				return nil, nil, &usageError{path, fmt.Sprintf("flag %s needs a value", dashed(name))}
			}
			options, args = append(options, args[0]), args[1:]
		}
	}
	return options, rest, nil
}

func find(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

func findFlag(flags []cli.Flag, name string) cli.Flag {
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

func unknownCommand(path, name string, commands []*cli.Command) error {
	// "test" means unit tests to opa and evaluation to conftest.
	if path == "pratique" && name == "test" {
		return &usageError{path, `unknown command "test": use "eval" to check an image, or "opa test" to run policy tests`}
	}
	var names []string
	for _, c := range commands {
		names = append(names, c.Name)
	}
	return &usageError{path, fmt.Sprintf("unknown command %q%s", name, didYouMean(name, names))}
}

func unknownFlag(path, name string, flags []cli.Flag) error {
	var names []string
	for _, f := range flags {
		for _, n := range f.Names() {
			if len(n) > 1 {
				names = append(names, dashed(n))
			}
		}
	}
	return &usageError{path, fmt.Sprintf("unknown flag %s%s", dashed(name), didYouMean(dashed(name), names))}
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// didYouMean is ", did you mean X?" for the nearest of the names, or "" where none is near.
func didYouMean(name string, names []string) string {
	best, distance := "", len(strings.TrimLeft(name, "-"))/2+1
	for _, n := range names {
		if d := levenshtein.Distance(name, n, nil); d < distance {
			best, distance = n, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(", did you mean %s?", best)
}
