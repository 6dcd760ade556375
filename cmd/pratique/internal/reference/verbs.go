package reference

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// verb is a verb that does something, as the pages show it.
type verb struct {
	name        string // "pratique bundle lint"
	usage       string
	arguments   string
	description string
	flags       []flag
}

// flag is a flag that is not hidden.
type flag struct {
	names    []string // "-o", "--output"
	word     string   // for the value, such as FILE; "" where it takes none
	usage    string
	standard string // the value that it has by itself; "" for nothing
	repeat   bool
	variable string // "PRATIQUE_OUTPUT"; "" where the environment is not asked
}

func verbs(prefix string, commands []*cli.Command) []verb {
	var list []verb
	for _, c := range commands {
		name := prefix + " " + c.Name
		switch {
		case c.Hidden:
		case len(c.Subcommands) > 0:
			list = append(list, verbs(name, c.Subcommands)...)
		default:
			list = append(list, verb{name, c.Usage, c.ArgsUsage, c.Description, flags(c.Flags)})
		}
	}
	return list
}

func flags(known []cli.Flag) []flag {
	var list []flag
	for _, f := range known {
		documented, ok := f.(cli.DocGenerationFlag)
		if visible, can := f.(cli.VisibleFlag); !ok || can && !visible.IsVisible() {
			continue
		}
		list = append(list, read(f, documented))
	}
	return list
}

func read(f cli.Flag, d cli.DocGenerationFlag) flag {
	out := flag{variable: "PRATIQUE_" + strings.ToUpper(strings.ReplaceAll(f.Names()[0], "-", "_"))}
	for _, name := range f.Names() {
		if len(name) == 1 {
			out.names = append([]string{"-" + name}, out.names...)
		} else {
			out.names = append(out.names, "--"+name)
		}
	}
	before, word, after := quoted(d.GetUsage())
	out.usage = before + word + after
	if d.TakesValue() {
		out.word = word
		if word == "" || strings.ToUpper(word) != word {
			out.word = "VALUE" // the usage quotes a value, not a word for all of them
		}
		if value := d.GetValue(); value != "[]" && value != "0" && value != "0s" {
			out.standard = value
		}
	}
	if s, ok := f.(cli.DocGenerationSliceFlag); ok {
		out.repeat = s.IsSliceFlag()
	}
	return out
}

// quoted takes a usage apart at its backquotes.
func quoted(usage string) (before, word, after string) {
	parts := strings.SplitN(usage, "`", 3)
	if len(parts) < 3 {
		return usage, "", ""
	}
	return parts[0], parts[1], parts[2]
}
