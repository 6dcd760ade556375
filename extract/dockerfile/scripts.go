package dockerfile

import (
	"fmt"
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/pratique-dev/pratique/extract/document"
)

// Bounds of shell scripts.
const (
	maxScript  = 128 << 10 // bytes of one; the shell parser recurses
	maxNested  = 4         // sh -c within sh -c
	maxWritten = 8 << 20   // bytes of all commands of a Dockerfile: a substitution's text stands in each command around it
	wordCost   = 16        // bytes that a word counts for besides its own
)

// scripts reads the shell commands of a Dockerfile.
type scripts struct {
	written int
	pipes   int // pipelines so far
}

// run gives the commands of an instruction under the shell of its stage, and why some
// or all of them could not be read.
func (s *scripts) run(node *parser.Node, shell []string) ([]document.Command, string) {
	c := &collector{scripts: s}
	if node.Attributes["json"] {
		c.argv(words(node), outermost(nil), 0)
	} else if err := c.shellForm(node, shell); err != nil {
		return nil, err.Error()
	}
	if c.err != nil {
		return nil, c.err.Error()
	}
	return c.commands, c.unread
}

// outermost is where a script of a Dockerfile stands, given the shell that runs it.
func outermost(shell []string) surroundings {
	on := len(shell) > 0 && pipefail(shell[1:], false)
	return surroundings{shell: &shellState{on}, own: new(-1)}
}

// shellForm reads the text that BuildKit would hand to the shell.
func (c *collector) shellForm(node *parser.Node, shell []string) error {
	if len(shell) > 0 && !isShell(shell[0]) {
		return fmt.Errorf("the SHELL is %s", shell[0])
	}
	if node.Next == nil {
		return nil
	}
	text := node.Next.Value
	around := outermost(shell)
	if len(node.Heredocs) == 0 {
		return c.script(text, around, "", 0)
	}
	// RUN <<EOF and nothing else: the heredoc is the script.
	if doc, err := parser.ParseHeredoc(text); err == nil && doc != nil {
		body := content(node.Heredocs[0])
		if program := interpreterOf(body); program != "" {
			if !isShell(program) {
				return fmt.Errorf("the heredoc is a script of %s", path.Base(program))
			}
			around = outermost(nil) // the file is run by its own first line
		}
		return c.script(body, around, "", 0)
	}
	var b strings.Builder
	b.WriteString(text)
	for _, doc := range node.Heredocs {
		fmt.Fprintf(&b, "\n%s%s", doc.Content, doc.Name)
	}
	return c.script(b.String(), around, "", 0)
}

func content(doc parser.Heredoc) string {
	if doc.Chomp {
		return parser.ChompHeredocContent(doc.Content)
	}
	return doc.Content
}

// interpreterOf is the program of a #! line, through env; "" without one.
func interpreterOf(script string) string {
	line, _, _ := strings.Cut(script, "\n")
	line, ok := strings.CutPrefix(line, "#!")
	if !ok {
		return ""
	}
	fields := strings.Fields(line)
	if len(fields) > 1 && path.Base(fields[0]) == "env" {
		fields = fields[1:]
		if fields[0] == "-S" && len(fields) > 1 {
			fields = fields[1:]
		}
	}
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

// isShell says whether a program is a shell whose language the parser reads.
func isShell(program string) bool {
	switch path.Base(program) {
	case "sh", "ash", "bash", "dash", "ksh", "mksh", "zsh":
		return true
	}
	return false
}
