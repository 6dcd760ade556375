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
	if test, flags, ok := printed(text); ok {
		return healthText(test, flags)
	}
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
	return healthText(test, words)
}

// namedHealth is what BuildKit prints since 0.30: {Test:[CMD-SHELL x || y] Interval:5s … Retries:3}.
var namedHealth = regexp.MustCompile(`(?s)^&?\{Test:\[(.*)\] Interval:(\S+) Timeout:(\S+) StartPeriod:(\S+)(?: StartInterval:(\S+))? Retries:(\d+)\}$`)

// printed reads that form. A shell's command is one word, which is printed as it is; where the words
// of another command begin and end is lost, and blanks are taken to part them (see Healthcheck).
func printed(text string) (test, flags []string, ok bool) {
	m := namedHealth.FindStringSubmatch(text)
	if m == nil {
		return nil, nil, false
	}
	kind, rest, _ := strings.Cut(m[1], " ")
	switch kind {
	case "CMD-SHELL":
		test = []string{kind, rest}
	default:
		test = strings.Fields(m[1])
	}
	if len(test) == 0 {
		return nil, nil, false
	}
	flags = durations(m[2:6])
	if n := retries(m[6]); n > 0 {
		flags = append(flags, "--retries="+strconv.Itoa(n))
	}
	return test, flags, true
}

// Healthcheck is the value of a health check whose words its text does not tell apart, with
// those that the image's configuration has for it; ok is false where it has others, or the text
// is of another form.
func Healthcheck(createdBy string, configured []string) (value string, ok bool) {
	text, found := strings.CutPrefix(strings.TrimSpace(createdBy), "HEALTHCHECK ")
	if !found {
		return "", false
	}
	test, flags, ok := printed(text)
	if !ok || strings.Join(test, " ") != strings.Join(strings.Fields(strings.Join(configured, " ")), " ") {
		return "", false
	}
	return healthText(configured, flags), true
}

func healthText(test, words []string) string {
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
