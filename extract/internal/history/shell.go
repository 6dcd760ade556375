package history

import (
	"regexp"
	"strings"
)

// shellPrefix is a shell with its options, the last of which has the c of "run
// this text": /bin/sh -c, /bin/bash -euxo pipefail -c, cmd /S /C.
const shellPrefix = `(?:(?:[^\s|]*/)?(?:ba|da|a|z|k|mk)?sh(?:\s+[-+]\w*o\s+\w+|\s+[-+]\w+)*?\s+-\w*c|(?i:cmd(?:\.exe)?\s+/S\s+/C))\s`

var (
	atShell = regexp.MustCompile(`(?s)^` + shellPrefix + `\s*(.*)$`)
	// withArgs is |N, the N build arguments, whose values may hold blanks, and
	// the first thing after them that looks like a shell.
	withArgs = regexp.MustCompile(`(?s)^\|\d+(?:\s.*?)?\s` + shellPrefix + `\s*(.*)$`)
	// countedArgs is |N before a command in JSON form, which has no shell.
	countedArgs = regexp.MustCompile(`(?s)^\|\d+((?:\s+\w+=\S*)*)\s+(.*)$`)
)

// cutShell removes the build arguments and the shell before a RUN's command. ok
// is false where there is neither.
func cutShell(text string) (command string, ok bool) {
	for _, prefix := range []*regexp.Regexp{atShell, withArgs} {
		if m := prefix.FindStringSubmatch(text); m != nil {
			return m[1], true
		}
	}
	if m := countedArgs.FindStringSubmatch(text); m != nil {
		return m[2], true
	}
	return text, false
}

// isShell says whether a text is a shell with its options and nothing else, so that
// a RUN which prints "#(nop) USER x" is not taken for an instruction.
func isShell(text string) bool {
	if m := atShell.FindStringSubmatch(text); m != nil {
		return m[1] == ""
	}
	return strings.HasPrefix(strings.ToLower(text), "powershell")
}
