package translate

import "github.com/pratique-dev/pratique/translate/anchore"

// suggest is the candidate nearest to what was written, "" where none is near:
// at most a third of it may have to change.
func suggest(written string, candidates []string) string {
	written = anchore.Lower(anchore.Strip(written))
	const longest = 64
	if written == "" || len(written) > longest {
		return ""
	}
	best, nearest := "", (len(written)+2)/3+1
	for _, c := range candidates {
		if d := distance(written, anchore.Lower(c)); d < nearest {
			best, nearest = c, d
		}
	}
	return best
}

// distance is the number of letters to insert, delete, replace or swap with
// their neighbour (optimal string alignment).
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = last, row, before
	}
	return rows[1][len(b)]
}
