package dockerfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/limits"
)

// entry is one instruction: what BuildKit's parser makes of it and its text.
type entry struct {
	node *parser.Node
	text string // joined, without heredocs: "RUN a && b"
	raw  string // the physical lines
	document.LineRange
}

// line is the entry of lines: the text, and after it the heredocs of a RUN, since
// they are the commands that it runs; what COPY and ADD write into a file is not part
// of the instruction. All white space around a line break is one blank, as at a
// continuation.
func (e entry) line() string {
	node := e.node
	if !strings.EqualFold(child(node).Value, "RUN") || len(node.Heredocs) == 0 {
		return e.text
	}
	words := []string{e.text}
	for _, h := range node.Heredocs {
		for line := range strings.Lines(h.Content) {
			if line = strings.TrimSpace(line); line != "" {
				words = append(words, line)
			}
		}
		words = append(words, h.Name)
	}
	return strings.Join(words, " ")
}

// child is the instruction that an ONBUILD holds, or the node itself.
func child(node *parser.Node) *parser.Node {
	if strings.EqualFold(node.Value, "ONBUILD") && node.Next != nil && len(node.Next.Children) > 0 {
		return node.Next.Children[0]
	}
	return node
}

// maxInstructions is how many instructions a Dockerfile may have. What the parser itself
// takes is bounded by MaxSize; what is made of an instruction afterwards is far larger.
var maxInstructions = limits.Count("dockerfile-instructions", 50_000)

// split reads a Dockerfile into its instructions with BuildKit's parser, which has
// the last word on what is one.
func split(text string) ([]entry, rune, error) {
	if err := checkNesting(text); err != nil {
		return nil, 0, err
	}
	result, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		return nil, 0, located(err)
	}
	physical := strings.Split(text, "\n")
	if n := len(result.AST.Children); n > maxInstructions.Int() {
		return nil, 0, maxInstructions.Exceeded("line %d: %d instructions, and the limit is %d", result.AST.Children[maxInstructions.Int()].StartLine, n, maxInstructions.Int())
	}
	entries := make([]entry, 0, len(result.AST.Children))
	for _, node := range result.AST.Children {
		if node.Value == "" {
			continue // a lone continuation character at the end of the file
		}
		own := physical[node.StartLine-1 : min(node.EndLine, len(physical))]
		entries = append(entries, entry{
			node:      node,
			text:      join(own, result.EscapeToken),
			raw:       strings.ReplaceAll(strings.Join(own, "\n"), "\r\n", "\n"),
			LineRange: document.LineRange{StartLine: node.StartLine, EndLine: node.EndLine},
		})
	}
	return entries, result.EscapeToken, nil
}

// maxMessage bounds what is repeated of a file in an error, in bytes: the parser
// quotes whole instructions.
const maxMessage = 300

// located puts the line before the parser's own message.
func located(err error) error {
	line := 1
	var at *parser.LocationError
	if errors.As(err, &at) && len(at.Locations) > 0 && len(at.Locations[0]) > 0 {
		line = max(line, at.Locations[0][0].Start.Line)
		err = at.Unwrap()
	}
	return locate(err, line)
}

// locate puts a line before an error's message.
func locate(err error, line int) error {
	message := err.Error()
	if len(message) > maxMessage {
		message = strings.ToValidUTF8(message[:maxMessage], "") + "…"
	}
	return fmt.Errorf("line %d: %s", line, message)
}
