package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// shell is a shell that can be completed for.
type shell struct {
	name, file string // file is what its completions are installed as
	write      func(io.Writer, []*cli.Command) error
}

func shells() []shell {
	return []shell{
		{"bash", "pratique.bash", completeBash},
		{"zsh", "_pratique", completeZsh},
		{"fish", "pratique.fish", completeFish},
	}
}

func (a *app) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a completion script for bash, zsh or fish",
		ArgsUsage: "bash|zsh|fish",
		Action: func(c *cli.Context) error {
			for _, s := range shells() {
				if c.NArg() == 1 && s.name == c.Args().First() {
					return s.write(a.stdout, a.root().Commands)
				}
			}
			return usage(c, "expected one of bash, zsh, fish")
		},
	}
}

// word is one verb with what may follow it.
type word struct {
	name  string // "bundle lint"
	usage string
	flags []cli.Flag
	verbs []string
}

func words(prefix string, commands []*cli.Command) []word {
	var out []word
	for _, c := range visible(commands) {
		w := word{name: strings.TrimSpace(prefix + " " + c.Name), usage: c.Usage, flags: c.Flags}
		for _, s := range c.Subcommands {
			w.verbs = append(w.verbs, s.Name)
		}
		out = append(append(out, w), words(w.name, c.Subcommands)...)
	}
	return out
}

func visible(commands []*cli.Command) []*cli.Command {
	return slices.DeleteFunc(slices.Clone(commands), func(c *cli.Command) bool { return c.Hidden })
}

func verbs(commands []*cli.Command) []string {
	var names []string
	for _, c := range visible(commands) {
		names = append(names, c.Name)
	}
	return names
}

func longFlags(w word) []string {
	var names []string
	for _, name := range flagNames(w.flags) {
		names = append(names, "--"+name)
	}
	return append(names, "--help")
}

func completeBash(out io.Writer, commands []*cli.Command) error {
	fmt.Fprintf(out, `# bash completion for pratique
_pratique() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]:-} sub=${COMP_WORDS[2]:-}
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W '%s' -- "$cur"))
		return
	fi
	case "$verb $sub" in
`, strings.Join(verbs(commands), " "))
	for _, w := range slices.Backward(words("", commands)) { // the longer names first
		pattern := fmt.Sprintf("%q*", w.name+" ")
		if strings.Contains(w.name, " ") {
			pattern = fmt.Sprintf("%q", w.name)
		}
		fmt.Fprintf(out, "\t%s)\n\t\tcase $prev in\n", pattern)
		for _, f := range w.flags {
			if choices := flagChoices(w.name, f); choices != nil {
				fmt.Fprintf(out, "\t\t%s) COMPREPLY=($(compgen -W '%s'%s -- \"$cur\")); return ;;\n",
					strings.Join(spellings(f), "|"), strings.Join(choices, " "), bashFiles(f))
			}
		}
		arguments := append(slices.Clone(w.verbs), argumentChoices(w.name, commands)...)
		fmt.Fprintf(out, "\t\tesac\n\t\tif [[ $cur == -* ]]; then\n\t\t\tCOMPREPLY=($(compgen -W '%s' -- \"$cur\"))\n\t\telse\n\t\t\tCOMPREPLY=($(compgen -W '%s' -f -- \"$cur\"))\n\t\tfi\n\t\t;;\n",
			strings.Join(longFlags(w), " "), strings.Join(arguments, " "))
	}
	_, err := fmt.Fprint(out, "\tesac\n}\ncomplete -o filenames -F _pratique pratique\n")
	return err
}

// bashFiles lets a bundle be a file too.
func bashFiles(f cli.Flag) string {
	if f.Names()[0] == "bundle" {
		return " -f"
	}
	return ""
}

func completeZsh(out io.Writer, commands []*cli.Command) error {
	fmt.Fprint(out, "#compdef pratique\n\n_pratique() {\n\tif (( CURRENT == 2 )); then\n\t\tlocal -a verbs=(\n")
	for _, c := range visible(commands) {
		fmt.Fprintf(out, "\t\t\t%s\n", zshQuote(c.Name+":"+c.Usage))
	}
	fmt.Fprint(out, "\t\t)\n\t\t_describe verb verbs\n\t\treturn\n\tfi\n\tcase \"$words[2] ${words[3]:-}\" in\n")
	for _, w := range slices.Backward(words("", commands)) {
		pattern := zshQuote(w.name+" ") + "*"
		if strings.Contains(w.name, " ") {
			pattern = zshQuote(w.name)
		}
		fmt.Fprintf(out, "\t%s)\n\t\tcase $words[CURRENT-1] in\n", pattern)
		for _, f := range w.flags {
			if choices := flagChoices(w.name, f); choices != nil {
				fmt.Fprintf(out, "\t\t%s) compadd %s", strings.Join(spellings(f), "|"), strings.Join(choices, " "))
				if f.Names()[0] == "bundle" {
					fmt.Fprint(out, "; _files")
				}
				fmt.Fprint(out, "; return ;;\n")
			}
		}
		fmt.Fprint(out, "\t\tesac\n\t\tif [[ $words[CURRENT] == -* ]]; then\n\t\t\tlocal -a flags=(\n")
		for _, f := range w.flags {
			fmt.Fprintf(out, "\t\t\t\t%s\n", zshQuote("--"+f.Names()[0]+":"+flagUsage(f)))
		}
		fmt.Fprint(out, "\t\t\t)\n\t\t\t_describe flag flags\n\t\telse\n")
		if arguments := append(slices.Clone(w.verbs), argumentChoices(w.name, commands)...); len(arguments) > 0 {
			fmt.Fprintf(out, "\t\t\tcompadd %s\n", strings.Join(arguments, " "))
		}
		fmt.Fprint(out, "\t\t\t_files\n\t\tfi\n\t\t;;\n")
	}
	// As a file of fpath it is the function's body when it is first asked for.
	_, err := fmt.Fprint(out, "\tesac\n}\n\nif [ \"$funcstack[1]\" = _pratique ]; then\n\t_pratique \"$@\"\nelse\n\tcompdef _pratique pratique\nfi\n")
	return err
}

func completeFish(out io.Writer, commands []*cli.Command) error {
	fmt.Fprint(out, "# fish completion for pratique\n")
	for _, c := range visible(commands) {
		fmt.Fprintf(out, "complete -c pratique -n __fish_use_subcommand -a %s -d %s\n", c.Name, fishQuote(c.Usage))
	}
	for _, w := range words("", commands) {
		verb, sub, nested := strings.Cut(w.name, " ")
		condition := "__fish_seen_subcommand_from " + verb
		if nested {
			condition += "; and __fish_seen_subcommand_from " + sub
		}
		for _, f := range w.flags {
			fmt.Fprintf(out, "complete -c pratique -n %s%s%s -d %s\n", fishQuote(condition), fishNames(f), fishValue(w.name, f), fishQuote(flagUsage(f)))
		}
		for _, v := range append(slices.Clone(w.verbs), argumentChoices(w.name, commands)...) {
			fmt.Fprintf(out, "complete -c pratique -n %s -a %s\n", fishQuote(condition), fishQuote(v))
		}
	}
	return nil
}

func fishNames(f cli.Flag) string {
	text := ""
	for _, name := range f.Names() {
		option := " -l "
		if len(name) == 1 {
			option = " -s "
		}
		text += option + name
	}
	return text
}

func fishValue(verb string, f cli.Flag) string {
	choices := flagChoices(verb, f)
	switch {
	case choices != nil && f.Names()[0] != "bundle":
		return " -x -a " + fishQuote(strings.Join(choices, " "))
	case choices != nil:
		return " -r -a " + fishQuote(strings.Join(choices, " "))
	case takesValue(f):
		return " -r"
	}
	return ""
}

func flagUsage(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return ""
	}
	return strings.ReplaceAll(d.GetUsage(), "`", "")
}

func zshQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func fishQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `\'`) + "'" }
