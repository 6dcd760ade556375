package secrets

import (
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

func (f *finder) dockerfile(d *document.Dockerfile) {
	var lines []string
	if d.Contents != nil {
		lines = strings.Split(*d.Contents, "\n")
	}
	for i := range d.Instructions {
		f.instruction(&d.Instructions[i], "/dockerfile/instructions/"+strconv.Itoa(i), lines)
	}
	f.comments(lines)
}

func (f *finder) instruction(in *document.Instruction, pointer string, lines []string) {
	at := place{source: document.SecretDockerfile, pointer: pointer, line: func(value string) *int { return lineOf(value, in.LineRange, lines) }}
	switch {
	case in.Onbuild != nil:
		f.instruction(in.Onbuild, pointer+"/onbuild", lines)
	case len(in.Pairs) > 0:
		for _, p := range in.Pairs {
			if p.Value != nil {
				f.pair(p.Name, resolved(*p.Value, p.Expanded), at)
			}
		}
	default:
		f.text(in.Raw, at)
	}
}

// resolved is the value that a variable stands for, where it is known: the
// default of an ARG under a harmless name is a secret once it is a password.
func resolved(value string, expanded *string) string {
	if variable(value) && expanded != nil && *expanded != "" {
		return *expanded
	}
	return value
}

// lineOf is the first line of the instruction that holds the value, or the
// instruction's first: a value may go over a continuation.
func lineOf(value string, in document.LineRange, lines []string) *int {
	for n := in.StartLine; n <= in.EndLine && n <= len(lines) && n > 0; n++ {
		if strings.Contains(lines[n-1], value) {
			return &n
		}
	}
	if in.StartLine == 0 {
		return nil
	}
	return &in.StartLine
}

// comments looks at the lines that no instruction has: what was commented out
// is still there for everyone to read.
func (f *finder) comments(lines []string) {
	seen := map[string]bool{}
	for _, s := range f.found {
		if s.Source == document.SecretDockerfile && s.Line != nil {
			seen[strconv.Itoa(*s.Line)+*s.Fingerprint] = true
		}
	}
	for i, line := range lines {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		n := i + 1
		for _, s := range spans(line) {
			if value := line[s.start:s.end]; !seen[strconv.Itoa(n)+Fingerprint(value)] {
				f.add(s.name, value, place{source: document.SecretDockerfile, pointer: "/dockerfile/contents", line: func(string) *int { return &n }})
			}
		}
	}
}
