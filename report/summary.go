package report

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// summary counts several images by their verdicts, worst first, such as
// "3 images: 1 no decision, 1 stop, 1 go".
func summary(inputs []Input) string {
	counts := map[string]int{}
	for _, in := range inputs {
		verdict := in.Decision.FinalAction
		if in.Undecided != "" {
			verdict = strings.ToLower(noDecision)
		}
		counts[verdict]++
	}
	var parts []string
	for _, verdict := range []string{strings.ToLower(noDecision), decision.Stop, decision.Warn, decision.Go} {
		if counts[verdict] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[verdict], verdict))
		}
	}
	return count(len(inputs), "image") + ": " + strings.Join(parts, ", ")
}
