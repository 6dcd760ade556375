package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/urfave/cli/v2"
)

// call is a command line, with the flags told from the arguments.
type call struct {
	path      string       // "pratique bundle lint"
	command   *cli.Command // nil where no verb was named
	flags     []cli.Flag   // that the verb knows
	options   []string     // flags and their values, as given
	given     []given      // the flags among the options
	arguments []string
}

// given is a flag on the command line: its first name, and its value, which is
// "true" for a flag that takes none.
type given struct{ name, value string }

// arrange reads the command line up to the verb, and puts its flags before its
// arguments.
//
// urfave/cli stops reading flags at the first argument, so that
// "eval IMAGE --fail-on warn" would quietly run without the flag: for a gate
// that is a pass that nobody meant. Unknown verbs and flags are found here too,
// where the closest spelling is at hand.
func arrange(root *cli.App, args []string) (*call, error) {
	c := &call{path: "pratique", flags: root.Flags}
	commands := root.Commands
	args = conventional(args)
	for len(args) > 0 && !strings.HasPrefix(args[0], "-") && len(commands) > 0 {
		command := find(commands, args[0])
		if command == nil {
			return nil, unknownCommand(c.path, args[0], commands)
		}
		c.path += " " + command.Name
		c.command, c.flags = command, command.Flags
		commands, args = command.Subcommands, args[1:]
	}
	if err := c.split(args); err != nil {
		return c, err
	}
	return c, c.once()
}

// once refuses flags of one value that are given twice with different ones: urfave/cli takes
// the last, so that what was asked for first would quietly not be done.
func (c *call) once() error {
	first := map[string]string{}
	for _, g := range c.given {
		value, again := first[g.name]
		if again && value != g.value && !isRepeatable(findFlag(c.flags, g.name)) {
			return &usageError{c.path, dashed(g.name) + " is given twice, and has one value"}
		}
		first[g.name] = g.value
		if parameter, _, ok := strings.Cut(g.value, "="); g.name == "param" && ok {
			key := "param " + parameter
			if value, again := first[key]; again && value != g.value {
				return &usageError{c.path, fmt.Sprintf("--param gives %s two values", parameter)}
			}
			first[key] = g.value
		}
	}
	for _, names := range exclusive {
		var given []string
		for _, name := range names {
			if value, ok := first[name]; ok && value != "false" && findFlag(c.flags, name) != nil {
				given = append(given, dashed(name))
			}
		}
		if len(given) > 1 {
			return &usageError{c.path, strings.Join(given, " and ") + " exclude each other"}
		}
	}
	return nil
}

// exclusive are flags of which one alone can be meant on a command line.
var exclusive = [][]string{{"fail-on", "fail-on-warn", "no-fail"}, {"color", "no-color"}, {"baseline", "write-baseline"}}

// isRepeatable says whether each value of a flag counts.
func isRepeatable(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationSliceFlag)
	return ok && d.IsSliceFlag()
}

// conventional spells what nearly every command line tool answers as we do: --version, and help VERB.
func conventional(args []string) []string {
	switch {
	case len(args) == 0:
	case args[0] == "--version":
		return append([]string{"version"}, args[1:]...)
	case args[0] == "help":
		return append(slices.Clone(args[1:]), "--help")
	}
	return args
}

// words are the command line as urfave/cli reads it.
func (c *call) words() []string {
	words := append(strings.Fields(c.path)[1:], c.options...)
	if len(c.arguments) > 0 {
		words = append(append(words, "--"), c.arguments...)
	}
	return words
}

// split tells options (with their values) from arguments.
func (c *call) split(args []string) error {
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			c.arguments = append(c.arguments, args...)
			return nil
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			c.arguments = append(c.arguments, arg)
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if name == "help" || name == "h" {
			c.options = append(c.options, arg)
			continue
		}
		flag := findFlag(c.flags, name)
		if flag == nil {
			if parts := c.unpack(arg); parts != nil {
				args = append(parts, args...)
				continue
			}
			return unknownFlag(c.path, name, c.flags)
		}
		c.options = append(c.options, arg)
		switch {
		case hasValue:
		case !takesValue(flag):
			value = "true"
		case len(args) == 0:
			return &usageError{c.path, fmt.Sprintf("flag %s needs a value", dashed(name))}
		default:
			value = args[0]
			c.options, args = append(c.options, value), args[1:]
		}
		c.given = append(c.given, given{flag.Names()[0], value})
	}
	return nil
}

// last is the value that a flag was given last; "" where it was not given.
func (c *call) last(name string) string {
	value := ""
	for _, g := range c.given {
		if g.name == name {
			value = g.value
		}
	}
	return value
}

// unpack takes short flags apart that are written as one: -vv, and -j4.
func (c *call) unpack(arg string) []string {
	if len(arg) < 3 || arg[1] == '-' {
		return nil
	}
	letter, rest := arg[1:2], arg[2:]
	flag := findFlag(c.flags, letter)
	switch {
	case flag == nil:
		return nil
	case takesValue(flag) && strings.Trim(rest, "0123456789") == "":
		return []string{"-" + letter, rest}
	case !takesValue(flag) && strings.Trim(rest, letter) == "":
		return append([]string{"-" + letter}, slices.Repeat([]string{"-" + letter}, len(rest))...)
	}
	return nil
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
		return &usageError{path, `unknown command "test": use "eval" to check an image, or "verify" to run policy tests`}
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
