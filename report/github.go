package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/printable"
)

// maxAnnotations is how many errors GitHub shows of a step, how many warnings and how many notices. The
// commands beyond it are in the log alone.
const maxAnnotations = 10

// github writes workflow commands, which GitHub Actions shows beside the Dockerfile's
// lines and on the run's page. It shows few of a step, so the verdict comes first and then the
// worst; where there are more, the second command says so.
func github(w io.Writer, inputs []Input, o Options) error {
	var commands []string
	counts := map[string]int{}
	add := func(level string, where spot, title, message string) {
		commands = append(commands, command(level, where, title, message))
		counts[level]++
	}
	for _, in := range inputs {
		v := look(in)
		if v.Undecided == "" { // else the first entry says so
			add(level(v.Decision.FinalAction), spotOf(nil), "pratique", v.headline())
		}
		for _, e := range v.entries(o) {
			add(e.level, e.where, cmp.Or(e.title, e.rule)+" in "+v.name, e.message)
		}
	}
	if text := beyond(counts); text != "" {
		commands = slices.Insert(commands, 1, command(levelNote, spotOf(nil), "pratique", text))
	}
	_, err := io.WriteString(w, strings.Join(commands, ""))
	return err
}

// beyond says how many annotations GitHub does not show, "" where it shows all.
func beyond(counts map[string]int) string {
	var parts []string
	for _, l := range []struct{ level, noun string }{{levelError, "error"}, {levelWarning, "warning"}, {levelNote, "notice"}} {
		if n := counts[l.level]; n > maxAnnotations {
			parts = append(parts, count(n, l.noun))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("%s: GitHub shows %d of a kind in a step; all are in the log of the step", strings.Join(parts, ", "), maxAnnotations)
}

func githubError(w io.Writer, cause error) error {
	var b bytes.Buffer
	for _, line := range causes(cause) {
		b.WriteString(command(levelError, spotOf(nil), "pratique", "no decision: "+line))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// command is one workflow command, on one line whatever the texts hold.
func command(level string, where spot, title, message string) string {
	name := level
	if level == levelNote {
		name = "notice"
	}
	var properties []string
	if where.file != "" {
		properties = append(properties, "file="+property(where.file))
	}
	if where.file != "" && where.start > 0 {
		properties = append(properties, fmt.Sprintf("line=%d,endLine=%d", where.start, where.end))
	}
	properties = append(properties, "title="+property(title))
	return "::" + name + " " + strings.Join(properties, ",") + "::" + data(message) + "\n"
}

// data escapes a command's message. printable has taken the line breaks.
func data(s string) string {
	return strings.ReplaceAll(printable.Text(s), "%", "%25")
}

// property escapes a command's property, where colons and commas have a meaning too.
func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}
