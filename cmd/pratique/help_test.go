package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/reference"
)

// leaves calls f for each verb that does something.
func leaves(path string, commands []*cli.Command, f func(path string, c *cli.Command)) {
	for _, c := range commands {
		switch {
		case c.Hidden:
		case len(c.Subcommands) > 0:
			leaves(path+" "+c.Name, c.Subcommands, f)
		default:
			f(path+" "+c.Name, c)
		}
	}
}

// TestHelp holds that the help of each verb fits a terminal, names each flag once, and has three
// examples that can be called so.
func TestHelp(t *testing.T) {
	t.Parallel()
	root := (&app{stdout: io.Discard, stderr: io.Discard}).root()
	verbs := map[string]bool{}
	leaves("pratique", root.Commands, func(path string, c *cli.Command) {
		verbs[path] = true
		text := reference.Help(root, path, c)
		for line := range strings.Lines(text) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
				t.Errorf("%s: %d columns: %s", path, n, line)
			}
		}
		for _, f := range c.Flags {
			if visible, ok := f.(cli.VisibleFlag); ok && !visible.IsVisible() {
				continue
			}
			if n := strings.Count(text, "--"+f.Names()[0]); n == 0 {
				t.Errorf("%s: no --%s", path, f.Names()[0])
			}
		}
		list := reference.Examples(path)
		if len(list) != 3 {
			t.Errorf("%s: %d examples, want 3", path, len(list))
		}
		for _, example := range list {
			words := strings.Fields(example)
			if call, err := arrange(root, words[1:]); err != nil {
				t.Errorf("%s: %v", example, err)
			} else if call.path != path && !strings.HasPrefix(example, "pratique --version") {
				t.Errorf("%s is an example of %s", example, path)
			}
		}
	})
	if len(verbs) == 0 {
		t.Error("no verbs")
	}
}

// TestHelpPrinted holds that help is what is printed, whichever way it is asked for.
func TestHelpPrinted(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"--help", "Usage: pratique VERB"},
		{"help", "Usage: pratique VERB"},
		{"eval --help", "Usage: pratique eval [flags]"},
		{"help bundle lint", "Usage: pratique bundle lint [flags]"},
		{"bundle --help", "Usage: pratique bundle VERB"},
		{"policy push -h", "Usage: pratique policy push [flags]"},
	} {
		var out, errors bytes.Buffer
		code := run(t.Context(), append([]string{"pratique"}, strings.Fields(test.args)...), nil, &out, &errors)
		if code != 0 || !strings.HasPrefix(out.String(), test.want) || errors.Len() > 0 {
			t.Errorf("%s: code %d, got %.60q, %s, want %s…", test.args, code, out.String(), errors.String(), test.want)
		}
	}
}
