package history

import (
	"regexp"
	"strconv"
	"strings"
)

// health is Go's print of the configuration, &{["CMD-SHELL" "x"] "30s" "3s" "0s"
// "0s" '\x03'}: the test, two to four durations by age of the builder, and the
// retries as a character.
var health = regexp.MustCompile(`(?s)^&?\{(\[.*\])((?:\s+"[^"\s]*")*)\s+('(?:[^'\\]|\\.[^']*)'|\d+)\}$`)

// healthcheck writes the flags and the test as a Dockerfile has them. What is
// not Go's print stays.
func healthcheck(text string) string {
	m := health.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	inner, _ := cutBrackets(m[1])
	test, ok := quotedList(inner)
	if !ok || len(test) == 0 {
		return text
	}
	words := durations(strings.Fields(m[2]))
	if n := retries(m[3]); n > 0 {
		words = append(words, "--retries="+strconv.Itoa(n))
	}
	switch test[0] {
	case "CMD-SHELL":
		words = append(words, "CMD", strings.Join(test[1:], " "))
	case "CMD":
		words = append(words, "CMD", encodeList(test[1:]))
	default: // NONE
		words = append(words, test...)
	}
	return strings.Join(words, " ")
}

func durations(quoted []string) []string {
	var words []string
	for i, flag := range []string{"interval", "timeout", "start-period", "start-interval"} {
		if i >= len(quoted) {
			break
		}
		// Zero is "inherit", which is what leaving the flag out says.
		if value := strings.Trim(quoted[i], `"`); value != "0s" && value != "" {
			words = append(words, "--"+flag+"="+value)
		}
	}
	return words
}

func retries(text string) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	char, err := strconv.Unquote(text)
	if err != nil || char == "" {
		return 0
	}
	return int([]rune(char)[0])
}
