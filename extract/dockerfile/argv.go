package dockerfile

import (
	"path"
	"strings"
)

// argv reads a command of which all words are known and which no shell reads: that of
// the JSON form.
func (c *collector) argv(list []string, around surroundings, depth int) {
	if len(list) == 0 {
		return
	}
	w := &walker{collector: c, surroundings: around, depth: depth}
	if !w.add(list, nil) {
		return
	}
	if script, from := scriptOf(list, program(list)); from >= 0 && depth < maxNested {
		w.nested(script, w.within(len(w.commands)-1), "")
	}
}

// scriptOf is the text that a command, whose program stands at a place of its words, has
// run as a script, and the place of the word that it is in; -1 for none. A wrapper may
// have one before its program: su -c.
func scriptOf(list []string, at int) (script string, from int) {
	name := path.Base(list[at])
	switch {
	case isShell(name):
		if i := shellScript(list[at+1:]); i >= 0 {
			return list[at+1+i], at + 1 + i
		}
	case name == "eval" && at+1 < len(list):
		return strings.Join(list[at+1:], " "), at + 1
	case name == "trap" && at+2 < len(list) && list[at+1] != "-" && !isOption(list[at+1]):
		return list[at+1], at + 1
	default:
		if i := wrapperScript(list[at:]); i >= 0 {
			return list[at+i], at + i
		}
	}
	return "", -1
}

// shellScript is the place of the script among the words after a shell: the first that is
// no option, where -c is one of those. -1 where there is none.
func shellScript(args []string) int {
	commands := false
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case !isOption(word):
			if commands {
				return i
			}
			return -1
		case word == "--":
			if commands && i+1 < len(args) {
				return i + 1
			}
			return -1
		case strings.HasPrefix(word, "--"): // --login, --norc
			if word == "--rcfile" || word == "--init-file" {
				i++
			}
		default:
			commands = commands || word[0] == '-' && strings.Contains(word, "c")
			if strings.HasSuffix(word, "o") || strings.HasSuffix(word, "O") {
				i++ // -eo pipefail
			}
		}
	}
	return -1
}

// isOption says whether a word is an option of a shell: -e or +e.
func isOption(word string) bool {
	return len(word) > 1 && (word[0] == '-' || word[0] == '+')
}

// pipefail says whether the options of a shell or of set leave pipefail on.
func pipefail(args []string, on bool) bool {
	for i := 0; i < len(args); i++ {
		word := args[i]
		if !isOption(word) || word == "--" {
			break
		}
		if strings.HasPrefix(word, "--") {
			continue
		}
		if strings.HasSuffix(word, "o") && i+1 < len(args) {
			if i++; args[i] == "pipefail" {
				on = word[0] == '-'
			}
		}
	}
	return on
}
