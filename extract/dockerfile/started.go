package dockerfile

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// Started gives the commands that a container starts with, those of a script within them
// too, given the words of its entry point and of its command; and why some of them
// could not be read. A program that is handed the command as its arguments, as a script
// for an entry point is, may run it, so that it is listed as well.
func Started(entrypoint, cmd []string) ([]document.Command, string) {
	c := &collector{scripts: &scripts{}}
	argv := append(append([]string{}, entrypoint...), cmd...)
	c.argv(argv, outermost(nil), 0)
	if len(entrypoint) > 0 && len(cmd) > 0 && handsOver(argv, len(entrypoint)) {
		around := outermost(nil)
		around.parent, around.role = new(0), document.RoleArguments
		c.argv(cmd, around, 0)
	}
	if c.err != nil {
		return nil, c.err.Error()
	}
	return c.commands, c.unread
}

// handsOver says whether the first n words are a program with all of its own arguments,
// and what follows is not its script.
func handsOver(argv []string, n int) bool {
	at := program(argv)
	if at >= n {
		return false // the command is the program
	}
	script, from := scriptOf(argv, at)
	switch {
	case from < 0:
		return true
	case from >= n:
		return false
	}
	return strings.Contains(script, "$@") || strings.Contains(script, "$*") || strings.Contains(script, "$0") || strings.Contains(script, "$1")
}
