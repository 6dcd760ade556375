package extract

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

// ShownLines are the lines of a Dockerfile without the values of secrets: nil where there is none, or
// where it could not be read, so that nobody can tell where an instruction ends.
func ShownLines(d *document.Dockerfile) []string {
	if d == nil || d.Contents == nil || d.Unparsed != "" || len(d.Instructions) == 0 {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(*d.Contents, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	shown := make([]string, len(lines))
	next := 0
	for _, in := range d.Instructions {
		start, end := in.StartLine-1, min(in.EndLine, len(lines))
		if start < next || start >= end {
			continue // the file has no such lines, or another instruction has
		}
		redactLines(shown[next:start], lines[next:start], nil)
		redactLines(shown[start:end], lines[start:end], valuesOf(in, lines[start:end], d.Escape))
		next = end
	}
	redactLines(shown[next:], lines[next:], nil)
	return shown
}

// valuesOf are the secrets that an instruction as a whole shows: its lines may not, each by itself.
func valuesOf(in document.Instruction, lines []string, escape string) []string {
	if escape == "" {
		escape = `\`
	}
	joined := ""
	for _, line := range lines {
		if cut, goesOn := strings.CutSuffix(strings.TrimRight(line, " \t"), escape); goesOn {
			joined += cut
		} else {
			joined += line + "\n"
		}
	}
	values := slices.Concat(secrets.Values(joined), secrets.Values(strings.Join(lines, "\n")), secrets.Values(in.Instruction+" "+in.Value))
	if words := slices.Clone(in.Arguments); in.JSONForm && secrets.RedactWords(words) {
		for i, word := range in.Arguments {
			if words[i] != word {
				_, value, _ := strings.Cut(word, "=")
				values = append(values, word, value)
			}
		}
	}
	// The longest first: one may be part of another.
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) })
	return slices.DeleteFunc(slices.Compact(values), func(value string) bool { return value == "" })
}

// redactLines writes lines without the values, and without the parts of those that go on over lines.
func redactLines(to, lines, values []string) {
	for i, line := range lines {
		part := strings.TrimSpace(strings.TrimRight(line, "\\` \t"))
		for _, value := range values {
			switch {
			case strings.Contains(line, value):
				line = strings.ReplaceAll(line, value, redactedValue)
			case len(part) >= minPart && strings.Contains(value, part):
				line = redactedValue
			}
		}
		to[i] = secrets.Redact(line)
	}
}

// minPart is how long a line is that can be told to be part of a secret.
const minPart = 3
