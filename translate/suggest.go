package translate

import (
	"github.com/agext/levenshtein"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// suggest is the candidate nearest to what was written, "" where none is near:
// at most a third of it, rounded up, may have to change.
func suggest(written string, candidates []string) string {
	written = anchore.Lower(anchore.Strip(written))
	const longest = 64
	if written == "" || len(written) > longest {
		return ""
	}
	best, nearest := "", (len(written)+2)/3+1
	for _, c := range candidates {
		if d := levenshtein.Distance(written, anchore.Lower(c), nil); d < nearest {
			best, nearest = c, d
		}
	}
	return best
}
