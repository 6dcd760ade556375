package dockerfile

import (
	"fmt"
	"strings"
)

// maxNesting is how deep ${…} may stand in ${…}. BuildKit's lexer copies the text of
// each level into the one above, so that depth costs the square of the length.
const maxNesting = 64

// checkNesting refuses instructions with variables nested deeper than maxNesting. It
// counts more than the lexer does (comments, quotes), never less: a line that can
// continue, whatever the escape character, keeps the depth.
func checkNesting(text string) error {
	depth, number := 0, 0
	for line := range strings.Lines(text) {
		number++
		for i := 0; i < len(line); i++ {
			switch {
			case line[i] == '$' && i+1 < len(line) && line[i+1] == '{':
				depth++
			case line[i] == '}':
				depth = max(0, depth-1)
			}
			if depth > maxNesting {
				return fmt.Errorf("line %d: variables nested deeper than %d", number, maxNesting)
			}
		}
		if !mayContinue(line) {
			depth = 0
		}
	}
	return nil
}

// mayContinue says whether an instruction may go on after a line: it ends in an
// escape character, or is a comment or an empty line within the instruction.
func mayContinue(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#' || line[len(line)-1] == '\\' || line[len(line)-1] == '`'
}
