package translate

import (
	"fmt"
	"regexp"
	"testing"
)

// Compiled once or for each comparison, an expression gives the same answers.
func TestExpressionsMatch(t *testing.T) {
	patterns := []string{`\Ateam.*\z`, `\A.*/app\z`, `\A(?i:TEAM)-[0-9]+\z`, `\A\z`, `(`, `\A.*\n?\z`}
	var texts []string
	for i := range 50 {
		texts = append(texts, fmt.Sprintf("team-%d", i), fmt.Sprintf("x%d/app", i))
	}
	texts = append(texts, "", "(", "team\n")
	compiled := expressions{}
	matched := 0
	for _, text := range texts {
		for _, pattern := range patterns {
			re, err := regexp.Compile(pattern)
			want := err == nil && re.MatchString(text)
			if got := compiled.match(pattern, text); got != want {
				t.Errorf("match(%q, %q) = %t, want %t", pattern, text, got, want)
			}
			if want {
				matched++
			}
		}
	}
	if matched == 0 || len(compiled) != len(patterns) {
		t.Errorf("%d matches, %d expressions compiled, want some and %d", matched, len(compiled), len(patterns))
	}
}
