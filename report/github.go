package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/pratique-dev/pratique/internal/printable"
)

// github writes workflow commands, which GitHub Actions shows beside the Dockerfile's
// lines and on the run's page. It shows ten errors, ten warnings and ten notices of a
// step, so the verdict comes first and then the worst.
func github(w io.Writer, inputs []Input, o Options) error {
	var b bytes.Buffer
	for _, in := range inputs {
		v := look(in)
		if v.Undecided == "" { // else the first entry says so
			b.WriteString(command(level(v.Decision.FinalAction), spotOf(nil), "pratique", v.headline()))
		}
		for _, e := range v.entries(o) {
			b.WriteString(command(e.level, e.where, cmp.Or(e.title, e.rule)+" in "+v.name, e.message))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
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
