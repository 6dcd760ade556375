package shellread

import (
	"fmt"
	"strings"
)

// maxNesting bounds how deep commands stand in commands: the parser takes some
// kilobytes of stack for each level.
const maxNesting = 500

// checkNesting refuses scripts that open more than maxNesting things that they do not
// close. It does not look at quotes and comments, so that it may count more than there
// is.
func checkNesting(script string) error {
	depth, number := 0, 0
	for line := range strings.Lines(script) {
		number++
		depth += count(line, "({[") - count(line, ")}]")
		for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(" \t\r\n;&|()", r) }) {
			switch word {
			case "if", "while", "until", "for", "case", "select":
				depth++
			case "fi", "done", "esac":
				depth--
			}
		}
		// The words of prose, and the ) of case patterns, close what was never open.
		if depth = max(depth, 0); depth > maxNesting || count(line, "({[") > 2*maxNesting {
			return fmt.Errorf("line %d: nested deeper than %d", number, maxNesting)
		}
	}
	return nil
}

func count(line, brackets string) int {
	n := 0
	for _, bracket := range brackets {
		n += strings.Count(line, string(bracket))
	}
	return n
}
