package dockerfile

import (
	"fmt"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/pratique-dev/pratique/extract/document"
)

// interpreter goes through the instructions in file order.
type interpreter struct {
	options  Options
	expander *expander
	escape   rune
	global   *scope  // ARGs before the first FROM, and the automatic platform arguments
	stages   []stage // so far
	scripts  *scripts
}

// interpret fills in the stages and instructions of a Dockerfile, and what its image
// starts; none of them where it fails.
func interpret(d *document.Dockerfile, entries []entry, escape rune, o Options) error {
	if err := refused(entries); err != nil {
		return err
	}
	in := newInterpreter(escape, o, false)
	instructions := make([]document.Instruction, 0, len(entries))
	for _, e := range entries {
		instruction, err := in.add(e)
		if err != nil {
			return err
		}
		instructions = append(instructions, instruction)
	}
	stages, err := in.finish()
	if err != nil {
		return err
	}
	d.Stages, d.Instructions = stages, instructions
	final := in.final()
	d.Started, d.StartedUnparsed = Started(final.entrypoint, final.cmd)
	return nil
}

func newInterpreter(escape rune, o Options, literal bool) *interpreter {
	return &interpreter{
		options:  o,
		expander: newExpander(escape, literal),
		escape:   escape,
		global:   platformArguments(o),
		scripts:  &scripts{},
	}
}

// add reads one instruction and what it means for the ones after it.
func (in *interpreter) add(e entry) (document.Instruction, error) {
	instruction := in.describe(e.node, e.text)
	instruction.Raw = e.raw
	instruction.LineRange = e.LineRange
	if instruction.Instruction == "FROM" {
		if err := in.from(e.node, e.StartLine); err != nil {
			return instruction, fmt.Errorf("line %d: %w", e.StartLine, err)
		}
	}
	if n := len(in.stages); n > 0 {
		index := n - 1
		instruction.Stage = &index
		if instruction.Onbuild != nil {
			instruction.Onbuild.Stage = &index
		}
	}
	in.apply(&instruction)
	if instruction.Onbuild != nil {
		instruction.Onbuild.LineRange = e.LineRange
		in.refer(instruction.Onbuild, true)
	}
	return instruction, nil
}

// describe is what a node says by itself and with the variables before it.
func (in *interpreter) describe(node *parser.Node, text string) document.Instruction {
	instruction := in.literally(node, text)
	name, value := instruction.Instruction, instruction.Value
	if expands(name) {
		instruction.Expanded = in.expander.text(value, in.scopeOf(name))
	}
	instruction.Words = in.words(name, instruction.Arguments)
	inner := child(node)
	switch {
	case inner != node:
		// A chain of ONBUILDs, which Docker refuses, is shown one deep.
		instruction.Onbuild = in.describeChild(inner, node.Heredocs, value)
	case name == "HEALTHCHECK" && node.Next != nil:
		// HEALTHCHECK CMD true: what follows the CMD.
		check := &parser.Node{Next: node.Next.Next, Attributes: node.Attributes}
		instruction.Commands, instruction.CommandsUnparsed = in.scripts.run(check, in.shell())
	case name == "RUN" || name == "CMD" || name == "ENTRYPOINT":
		instruction.Commands, instruction.CommandsUnparsed = in.scripts.run(node, in.shell())
		fallthrough
	default:
		instruction.Heredocs = heredocs(node.Heredocs)
	}
	return instruction
}

// describeChild reads what an ONBUILD holds. It runs in a build to come, so nothing
// in it is expanded.
func (in *interpreter) describeChild(node *parser.Node, docs []parser.Heredoc, text string) *document.Instruction {
	instruction := in.literally(node, text)
	instruction.Heredocs = heredocs(docs)
	if instruction.Instruction == "RUN" {
		run := *node
		run.Heredocs = docs
		instruction.Commands, instruction.CommandsUnparsed = in.scripts.run(&run, in.shell())
	}
	return &instruction
}

// literally is what a node says as it stands.
func (in *interpreter) literally(node *parser.Node, text string) document.Instruction {
	name := strings.ToUpper(node.Value)
	value := cutFlags(cutWord(text), len(node.Flags), in.escape)
	return document.Instruction{
		Instruction: name,
		Raw:         text,
		Value:       value,
		Arguments:   arguments(node, name, value),
		JSONForm:    node.Attributes["json"],
		Flags:       flags(node.Flags),
	}
}

// expands says whether Docker substitutes variables in an instruction's arguments.
func expands(name string) bool {
	switch name {
	case "ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR":
		return true
	}
	return false
}

func heredocs(list []parser.Heredoc) []document.Heredoc {
	var docs []document.Heredoc
	for _, h := range list {
		docs = append(docs, document.Heredoc{Name: h.Name, Content: h.Content, Expand: h.Expand, Chomp: h.Chomp})
	}
	return docs
}
