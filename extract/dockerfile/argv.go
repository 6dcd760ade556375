package dockerfile

import (
	"path"
	"strings"
)

// argv adds a command of which all words are known. A shell with -c stands for what
// it runs; where another program runs that shell (sudo sh -c …), both are commands.
func (w *walker) argv(list []string) {
	if len(list) == 0 {
		return
	}
	if isShell(list[0]) {
		if script, ok := scriptOf(list[1:]); ok && w.nested(script) {
			return
		}
	}
	w.add(list)
	if !runsOthers(list[0]) {
		return
	}
	for i, word := range list[1:] {
		if isShell(word) {
			if script, ok := scriptOf(list[i+2:]); ok {
				w.operator = ""
				w.nested(script)
				w.operator = ";"
			}
			return
		}
	}
}

// scriptOf is the text after a shell's -c, given the words after the shell.
func scriptOf(args []string) (string, bool) {
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case len(word) < 2 || word[0] != '-' && word[0] != '+':
			return "", false
		case strings.HasPrefix(word, "--"): // --login, --norc
		case strings.Contains(word, "c"):
			if i+1 < len(args) {
				return args[i+1], true
			}
			return "", false
		case strings.HasSuffix(word, "o") || strings.HasSuffix(word, "O"):
			i++ // -eo pipefail
		}
	}
	return "", false
}

// runsOthers says whether a program runs the one in its arguments.
func runsOthers(program string) bool {
	switch path.Base(program) {
	case "busybox", "chroot", "command", "doas", "env", "eval", "exec", "gosu", "ionice", "nice", "nohup", "setpriv",
		"stdbuf", "su-exec", "sudo", "time", "timeout", "unshare", "xargs":
		return true
	}
	return false
}
