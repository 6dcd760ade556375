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

// scripts reads the shell commands of a Dockerfile's RUNs.
type scripts struct {
	written int
}

// run gives the simple commands of a RUN under the shell of the stage, and why some or
// all of them could not be read.
func (s *scripts) run(node *parser.Node, shell []string) ([]document.Command, string) {
	w := &walker{scripts: s}
	if node.Attributes["json"] {
		w.argv(words(node))
	} else if err := w.shellForm(node, shell); err != nil {
		return nil, err.Error()
	}
	if w.err != nil {
		return nil, w.err.Error()
	}
	return w.commands, w.unread
}

// shellForm reads the text that BuildKit would hand to the shell.
func (w *walker) shellForm(node *parser.Node, shell []string) error {
	if len(shell) > 0 && !isShell(shell[0]) {
		return fmt.Errorf("the SHELL is %s", shell[0])
	}
	if node.Next == nil {
		return nil
	}
	text := node.Next.Value
	if len(node.Heredocs) == 0 {
		return w.script(text)
	}
	// RUN <<EOF and nothing else: the heredoc is the script.
	if doc, err := parser.ParseHeredoc(text); err == nil && doc != nil {
		body := content(node.Heredocs[0])
		if program := interpreterOf(body); program != "" && !isShell(program) {
			return fmt.Errorf("the heredoc is a script of %s", path.Base(program))
		}
		return w.script(body)
	}
	var b strings.Builder
	b.WriteString(text)
	for _, doc := range node.Heredocs {
		fmt.Fprintf(&b, "\n%s%s", doc.Content, doc.Name)
	}
	return w.script(b.String())
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
