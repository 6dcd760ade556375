package dockerfile

import "regexp"

var anchoreNop = regexp.MustCompile(`^/bin/sh -c #\(nop\) +(.*)`)

// anchoreGuess is the line that Anchore makes of a history entry: what follows the
// no-op of the classic builder, else RUN and the whole text
// (compatibility.md#buildkit-history). An empty entry gives none, an empty no-op an empty
// line.
func anchoreGuess(createdBy string) (string, bool) {
	if m := anchoreNop.FindStringSubmatch(createdBy); m != nil {
		return m[1], true
	}
	return "RUN " + createdBy, createdBy != ""
}
