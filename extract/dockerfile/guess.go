package dockerfile

import (
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/history"
)

// Guess makes a Dockerfile of an image's history, oldest entry first. Mode is
// "guessed"; there are neither path nor locations, and line numbers of instructions
// count in contents.
//
// It begins with FROM scratch, whatever the base was (compatibility.md#guessed-from). With the
// "instructions" reading (also "") the histories of Docker, BuildKit, buildah, podman
// and kaniko are understood (compatibility.md#buildkit-history): each entry is the
// instruction that it stands for. A RUN of several lines is written as a heredoc, what
// another tool wrote as a comment, and a text that says nothing else is taken for a
// command, as Anchore does, and marked as one that could not be read for sure; entries of layers that
// say nothing become one such command without a text. With the "anchore" reading contents and lines are exactly
// Anchore's (compatibility.md#buildkit-history), and instructions are still those of the
// entries.
//
// The builder has substituted variables already, so expanded is the value itself.
func Guess(h []document.History, reading string) *document.Dockerfile {
	g := &guesser{
		in:           newInterpreter(parser.DefaultEscapeToken, Options{}, true),
		instructions: []document.Instruction{},
		lines:        map[string][]string{},
		anchore:      reading == document.ReadingAnchore,
	}
	g.write(g.instruction("FROM", "scratch", "/bin/sh -c #(nop) FROM scratch"))
	untold := false
	for _, one := range h {
		g.entry(one)
		untold = untold || strings.TrimSpace(one.CreatedBy) == "" && !one.EmptyLayer
	}
	g.untold(untold)
	stages, err := g.in.finish()
	if err != nil {
		stages = []document.Stage{} // cannot happen: there is a FROM and no target
	}
	contents := g.contents.String()
	d := &document.Dockerfile{
		Mode:         document.ModeGuessed,
		Contents:     &contents,
		Reading:      document.ReadingInstructions,
		Lines:        g.lines,
		Escape:       string(parser.DefaultEscapeToken),
		Stages:       stages,
		Instructions: g.instructions,
	}
	if g.anchore {
		d.Reading = document.ReadingAnchore
		d.Lines, _ = anchoreLines(contents)
	}
	return d
}

// guesser writes the Dockerfile entry by entry.
type guesser struct {
	in           *interpreter
	anchore      bool
	contents     strings.Builder
	newlines     int
	lines        map[string][]string
	instructions []document.Instruction
}

func (g *guesser) entry(h document.History) {
	written, ok, createdBy := "", true, h.CreatedBy
	word, value, builder := h.Instruction, h.Value, h.Builder
	if word == nil && builder == nil { // of a history that nobody has read yet
		word, value, builder = history.Parse(history.Entry{CreatedBy: createdBy, Author: h.Author, Comment: h.Comment})
	}
	switch {
	case word != nil:
		written = g.instruction(*word, *value, createdBy)
	case strings.TrimSpace(createdBy) == "":
		ok = false
	case builder != nil || strings.HasPrefix(createdBy, "#"):
		written = "# " + strings.TrimLeft(oneLine(createdBy), "# ")
	default:
		written = g.instruction("RUN", strings.TrimSpace(createdBy), createdBy)
		g.doubt()
	}
	if g.anchore {
		written, ok = anchoreGuess(createdBy)
	}
	if ok {
		g.write(written)
	}
}

// untold stands for layers of which the history does not say what made them: commands that nobody could
// read, beside those that it tells. It has no line, and contents and lines are as they were.
func (g *guesser) untold(some bool) {
	if !some || len(g.instructions) < 2 { // of a history without instructions nothing is known anyway
		return
	}
	stage := g.instructions[len(g.instructions)-1].Stage
	g.instructions = append(g.instructions, document.Instruction{
		Instruction: "RUN", Stage: stage, Arguments: []string{},
		LineRange:        document.LineRange{StartLine: max(g.newlines, 1), EndLine: max(g.newlines, 1)},
		CommandsUnparsed: "the history does not say what made a layer",
	})
}

// doubt marks the instruction that was written last, of a text that no known builder writes: rules on
// commands look at it, and what they do not find may be there all the same. The classic builder writes a
// RUN in JSON form as its words, so that it may well be one.
func (g *guesser) doubt() {
	last := &g.instructions[len(g.instructions)-1]
	if last.CommandsUnparsed == "" {
		last.CommandsUnparsed = "its entry of the history is in the notation of no known builder"
	}
}

func (g *guesser) write(text string) {
	g.contents.WriteString(text)
	g.contents.WriteByte('\n')
	g.newlines += strings.Count(text, "\n") + 1
}

// instruction reads one entry as a Dockerfile of its own, so that one which is none
// spoils no other, and gives its text.
func (g *guesser) instruction(word, value, createdBy string) string {
	text := word
	switch {
	case word == "RUN" && strings.Contains(value, "\n"):
		text += " " + heredoc(value)
	case value != "":
		text += " " + oneLine(value)
	}
	e, ok := alone(text)
	if !ok {
		e = opaque(word, oneLine(value))
		text = e.text
	}
	written := text
	if g.anchore {
		written, _ = anchoreGuess(createdBy)
	}
	e.StartLine = g.newlines + 1
	e.EndLine = e.StartLine + strings.Count(written, "\n")
	instruction, err := g.in.add(e)
	if err != nil {
		return "# " + text // a FROM that names nothing
	}
	g.instructions = append(g.instructions, instruction)
	// Without the heredoc, which is not of the history.
	g.lines[word] = append(g.lines[word], strings.TrimSpace(word+" "+oneLine(value)))
	return text
}

// alone parses a text that should be one instruction.
func alone(text string) (entry, bool) {
	entries, _, err := split(text)
	if err != nil || len(entries) != 1 {
		return entry{}, false
	}
	return entries[0], true
}

// opaque is an instruction that BuildKit's parser does not take, as its history shows
// it: COPY <<EOF without the heredoc, for one. Its arguments are its words.
func opaque(word, value string) entry {
	node := &parser.Node{Value: word}
	if value != "" {
		node.Next = &parser.Node{Value: value}
	}
	text := strings.TrimSpace(word + " " + value)
	return entry{node: node, text: text, raw: text}
}

// heredoc writes a script of several lines, ended by a word that is no line of it.
func heredoc(script string) string {
	end := "EOF"
	for strings.Contains("\n"+script+"\n", "\n"+end+"\n") {
		end += "_"
	}
	return "<<'" + end + "'\n" + strings.TrimSuffix(script, "\n") + "\n" + end
}

// oneLine makes one blank of each line break and the white space around it.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\r\n") {
		return strings.TrimSpace(text)
	}
	var words []string
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line != "" {
			words = append(words, line)
		}
	}
	return strings.Join(words, " ")
}
