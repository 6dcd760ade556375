package reference

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// Layout of help: a terminal's width, and where the texts of flags and verbs begin.
const (
	helpWidth  = 80
	helpColumn = 28
)

// groups are the headings of help, in their order, each with the flags below it. What no heading
// has is among the general ones.
var groups = []struct {
	title string
	flags []string
}{
	{"Bundle", strings.Fields(`bundle benchmark rules policy data namespace param param-file policy-key require-digest baseline write-baseline
		allow-deprecated strict compat controls profile attestations new-bundle old-bundle allow-registry mutable-tags`)},
	{"Image", strings.Fields(`dockerfile build-arg target tag platform images-from jobs timeout retrieve old-dockerfile new-dockerfile`)},
	{"Facts", strings.Fields(`vulnerabilities vulnerability-db allow-older ubuntu-pro kernel-headers vex vex-suppress match-aliases first-seen
		evidence max-evidence-age max-evidence-size evidence-subject evidence-date evidence-values sbom packages-from
		container processes daemon host facts feed malware clamd signatures trust signature-repository unverified-predicates
		force-report analyzer-config apk-digests registry-facts cache-dir cache-size no-cache`)},
	{"Decision", strings.Fields(`fail-on on-error on-missing strict-facts require-mapping now no-fail min-score fail-on-control manual-as-fail
		exit-code allow-inline-ignores trust-unsigned max-decision-age decision-key fail-open`)},
	{"Output", strings.Fields(`output template style show-suppressed show-passed show-not-evaluated group-by color no-color trace compact ignore
		write list out into dry-run reason expires`)},
	{"Registry", strings.Fields(`username password-stdin insecure ca-file allow-private-redirects offline rate max-wait store`)},
}

const general = "General"

// Group is the heading of a flag.
func Group(name string) string {
	for _, g := range groups {
		if slices.Contains(g.flags, name) {
			return g.title
		}
	}
	return general
}

// Help is the help of a verb, or with a nil command that of the program, within 80 columns.
func Help(app *cli.App, path string, c *cli.Command) string {
	var b bytes.Buffer
	if c == nil {
		fmt.Fprintf(&b, "Usage: %s VERB [flags] [arguments]\n\n", app.Name)
		wrap(&b, capital(app.Usage)+".", 0)
		wrap(&b, app.Description, 0)
		b.WriteString("\nVerbs:\n")
		listVerbs(&b, app.Commands)
		writeExamples(&b, "pratique")
		b.WriteString("\n\"pratique help VERB\" has the flags of a verb and examples.\n")
		return b.String()
	}
	if len(c.Subcommands) > 0 {
		fmt.Fprintf(&b, "Usage: %s VERB [flags] [arguments]\n\n", path)
		wrap(&b, capital(c.Usage)+".", 0)
		if c.Description != "" {
			wrap(&b, c.Description, 0)
		}
		b.WriteString("\nVerbs:\n")
		listVerbs(&b, c.Subcommands)
		return b.String()
	}
	usage := "Usage: " + path + " [flags]"
	if c.ArgsUsage != "" {
		usage += " " + c.ArgsUsage
	}
	wrap(&b, usage, 0)
	b.WriteByte('\n')
	wrap(&b, capital(c.Usage)+".", 0)
	if c.Description != "" {
		b.WriteByte('\n')
		wrap(&b, c.Description, 0)
	}
	writeExamples(&b, path)
	writeFlags(&b, flags(c.Flags))
	return b.String()
}

func listVerbs(b *bytes.Buffer, commands []*cli.Command) {
	width := 0
	for _, c := range commands {
		width = max(width, len(c.Name))
	}
	for _, c := range commands {
		if !c.Hidden {
			entry(b, "  "+c.Name, c.Usage, width+4)
		}
	}
}

func writeExamples(b *bytes.Buffer, path string) {
	list := Examples(path)
	if len(list) == 0 {
		return
	}
	b.WriteString("\nExamples:\n")
	for _, example := range list {
		fmt.Fprintf(b, "  %s\n", example)
	}
}

func writeFlags(b *bytes.Buffer, list []flag) {
	titles := make([]string, 0, len(groups)+1)
	for _, g := range groups {
		titles = append(titles, g.title)
	}
	for _, title := range append(titles, general) {
		var own []flag
		for _, f := range list {
			if Group(strings.TrimPrefix(f.names[len(f.names)-1], "--")) == title {
				own = append(own, f)
			}
		}
		if len(own) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s:\n", title)
		for _, f := range own {
			names := "  " + strings.Join(f.names, ", ")
			if len(f.names) == 1 {
				names = "      " + f.names[0]
			}
			if f.word != "" {
				names += " " + f.word
			}
			text := f.usage
			if f.standard != "" && f.standard != "false" {
				text += " (default: " + f.standard + ")"
			}
			entry(b, names, text, helpColumn)
		}
	}
}

// entry is a name and its text, which begins in a column, or below a name that is too long.
func entry(b *bytes.Buffer, name, text string, column int) {
	b.WriteString(name)
	if len(name)+2 > column {
		b.WriteByte('\n')
	} else {
		b.WriteString(strings.Repeat(" ", column-len(name)))
		var rest bytes.Buffer
		wrap(&rest, text, column)
		b.WriteString(strings.TrimLeft(rest.String(), " "))
		return
	}
	wrap(b, text, column)
}

// wrap writes a text in lines of at most helpWidth columns, each with the indent. A word that is longer
// stands alone.
func wrap(b *bytes.Buffer, text string, indent int) {
	column := 0
	for word := range strings.FieldsSeq(text) {
		n := len([]rune(word))
		switch {
		case column == 0:
			b.WriteString(strings.Repeat(" ", indent))
			column = indent
		case column+1+n > helpWidth:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	if column > 0 {
		b.WriteByte('\n')
	}
}

// Entry is a name and its text within 80 columns, as lists have it.
func Entry(name, text string, column int) string {
	var b bytes.Buffer
	entry(&b, name, text, column)
	return b.String()
}
