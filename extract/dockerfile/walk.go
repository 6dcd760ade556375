package dockerfile

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/pratique-dev/pratique/extract/document"
)

// collector has the commands of one instruction, those of scripts within its script
// too: a command stands before its parts.
type collector struct {
	scripts  *scripts
	commands []document.Command
	unread   string // why a script in the script could not be read
	err      error
}

// surroundings are where a command stands.
type surroundings struct {
	parent *int
	role   string
	pipes  [][2]int
	shell  *shellState
	own    *int // place of the current statement's command; -1 before it is listed
}

// shellState is what a set changes for the commands after it.
type shellState struct{ pipefail bool }

// walker goes through one script.
type walker struct {
	*collector
	surroundings
	outer    []surroundings // of the nodes around
	depth    int
	source   string
	operator string // of the next command
	places   map[*syntax.Stmt][2]int
	parts    map[*syntax.BinaryCmd]bool // pipes within a pipeline that is numbered
	read     map[*syntax.Word]bool      // words that were read as scripts
	stmt     *syntax.Stmt
}

var errWritten = errors.New("the Dockerfile's commands are too long to be listed")

// script reads a shell script that is part of what stands at around.
func (c *collector) script(text string, around surroundings, operator string, depth int) error {
	if len(text) > maxScript {
		return fmt.Errorf("the script has %d bytes, and the limit is %d", len(text), maxScript)
	}
	if depth > maxNested {
		return fmt.Errorf("scripts nested deeper than %d", maxNested)
	}
	// bash's language holds nearly all of the others'.
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		return fmt.Errorf("reading the script: %w", err)
	}
	w := &walker{
		collector: c, surroundings: around, depth: depth, source: text, operator: operator,
		places: map[*syntax.Stmt][2]int{}, parts: map[*syntax.BinaryCmd]bool{}, read: map[*syntax.Word]bool{},
	}
	operators := map[*syntax.Stmt]string{}
	syntax.Walk(file, func(node syntax.Node) bool {
		if node == nil {
			w.surroundings = w.outer[len(w.outer)-1]
			w.outer = w.outer[:len(w.outer)-1]
			return true
		}
		if word, ok := node.(*syntax.Word); ok && w.read[word] || w.err != nil {
			return false
		}
		w.outer = append(w.outer, w.surroundings)
		w.visit(node, operators)
		return true
	})
	return c.err
}

// nested reads a script within a script. One that cannot be read is noted: its commands
// are not known, those around it are.
func (w *walker) nested(script string, around surroundings, operator string) {
	n := len(w.commands)
	if err := w.script(script, around, operator, w.depth+1); err != nil && w.err == nil {
		w.commands = w.commands[:n]
		w.note(err.Error())
	}
}

func (c *collector) note(unread string) {
	if c.unread == "" {
		c.unread = unread
	}
}

func (w *walker) visit(node syntax.Node, operators map[*syntax.Stmt]string) {
	switch n := node.(type) {
	case *syntax.Stmt:
		w.stmt, w.own = n, new(-1)
		if op, ok := operators[n]; ok {
			w.operator = op
		}
		if place, ok := w.places[n]; ok {
			w.pipes = append(slices.Clone(w.pipes), place)
			w.fork()
		}
	case *syntax.BinaryCmd:
		operators[n.Y] = n.Op.String()
		w.pipeline(n)
	case *syntax.Subshell:
		w.fork()
	case *syntax.CmdSubst:
		w.substitute(document.RoleSubstitution)
	case *syntax.ProcSubst:
		role := document.RoleFile
		if w.role == document.RoleInput {
			role = document.RoleInput
		}
		w.substitute(role)
	case *syntax.Redirect:
		// What is substituted below says that it is read.
		if n.Op == syntax.RdrIn && *w.own >= 0 {
			w.role = document.RoleInput
		}
	case *syntax.CallExpr:
		if len(n.Args) == 0 {
			w.operator = ";" // only assignments
			return
		}
		w.call(n)
	case *syntax.TestClause, *syntax.ArithmCmd:
		w.operator = ";"
	case *syntax.DeclClause:
		w.declare(n)
	}
}

// fork makes what follows a process of its own: it changes no settings outside.
func (w *walker) fork() { w.shell = &shellState{w.shell.pipefail} }

// substitute begins a list of its own.
func (w *walker) substitute(role string) {
	w.operator = ""
	w.pipes = nil
	w.fork()
	if w.own != nil && *w.own >= 0 {
		w.parent, w.role = w.own, role
	}
}

// pipeline numbers a pipeline, and gives each of its parts its place.
func (w *walker) pipeline(b *syntax.BinaryCmd) {
	if !isPipe(b) || w.parts[b] {
		return
	}
	id, place := w.scripts.pipes, 0
	w.scripts.pipes++
	var number func(*syntax.BinaryCmd)
	number = func(b *syntax.BinaryCmd) {
		w.parts[b] = true
		for _, side := range []*syntax.Stmt{b.X, b.Y} {
			if inner, ok := side.Cmd.(*syntax.BinaryCmd); ok && isPipe(inner) && len(side.Redirs) == 0 {
				number(inner)
				continue
			}
			w.places[side] = [2]int{id, place}
			place++
		}
	}
	number(b)
}

func isPipe(b *syntax.BinaryCmd) bool { return b.Op == syntax.Pipe || b.Op == syntax.PipeAll }

// call adds a simple command, and what it runs where it is a shell.
func (w *walker) call(n *syntax.CallExpr) {
	list := make([]string, len(n.Args))
	for i, arg := range n.Args {
		list[i] = w.render(arg)
	}
	var assignments []string
	for _, assignment := range n.Assigns {
		assignments = append(assignments, w.assignment(assignment))
	}
	operator := w.operator
	if !w.add(list, assignments) {
		return
	}
	place := len(w.commands) - 1
	*w.own = place
	w.executed(list, place)
	at := program(list)
	inner := list[at:]
	around := w.within(place)
	switch script, from := scriptOf(list, at); {
	case from >= 0:
		for i := from; i < len(n.Args); i++ {
			w.read[n.Args[i]] = true
		}
		w.nested(script, around, operator)
	case isShell(inner[0]):
		w.standardInput(inner[1:], around)
	case inner[0] == "set" && at == 0:
		w.shell.pipefail = pipefail(inner[1:], w.shell.pipefail)
	}
}

// executed reads what find -exec runs, which is a command of its own.
func (w *walker) executed(list []string, place int) {
	if name := path.Base(list[0]); name != "find" {
		return
	}
	for i, word := range list {
		if word != "-exec" && word != "-execdir" && word != "-ok" && word != "-okdir" {
			continue
		}
		argv := list[i+1:]
		if end := slices.IndexFunc(argv, func(word string) bool { return word == ";" || word == "+" }); end >= 0 {
			argv = argv[:end]
		}
		if len(argv) == 0 {
			continue
		}
		w.argv(argv, w.within(place), w.depth)
	}
}

// within is where the script of a command stands.
func (w *walker) within(place int) surroundings {
	list := w.commands[place].Arguments
	return surroundings{
		parent: &place, role: document.RoleScript, pipes: w.pipes,
		shell: &shellState{pipefail(list, false)}, own: new(-1),
	}
}

// declare adds export, local and their like, which have a grammar of their own.
func (w *walker) declare(n *syntax.DeclClause) {
	list := []string{n.Variant.Value}
	for _, arg := range n.Args {
		list = append(list, w.slice(arg))
	}
	if w.add(list, nil) {
		*w.own = len(w.commands) - 1
	}
}

// standardInput reads the script that a shell gets as a heredoc or here-string.
func (w *walker) standardInput(args []string, around surroundings) {
	if hasOperand(args) {
		return
	}
	for _, redirect := range w.stmt.Redirs {
		switch {
		case redirect.Hdoc != nil:
			w.read[redirect.Hdoc] = true
			w.nested(w.render(redirect.Hdoc), around, "")
		case redirect.Op == syntax.WordHdoc:
			w.read[redirect.Word] = true
			w.nested(w.render(redirect.Word), around, "")
		}
	}
}

// hasOperand says whether a shell is given a script or a file, so that its standard
// input is data.
func hasOperand(args []string) bool {
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case word == "-s", word == "-", word == "/dev/stdin":
			return false
		case !isOption(word), word == "--":
			return true
		case !strings.HasPrefix(word, "--") && (strings.HasSuffix(word, "o") || strings.HasSuffix(word, "O")):
			i++ // -eo pipefail
		}
	}
	return false
}

// add lists a command, joined to the one before by the pending operator.
func (w *walker) add(argv, assignments []string) bool {
	for _, list := range [][]string{argv, assignments} {
		for _, word := range list {
			w.scripts.written += len(word) + wordCost
		}
	}
	if w.scripts.written += len(w.pipes) * wordCost; w.scripts.written > maxWritten {
		w.err = errWritten
		return false
	}
	command := document.Command{
		Name:        argv[0],
		Arguments:   append([]string{}, argv[1:]...),
		Operator:    w.operator,
		Assignments: assignments,
		Parent:      w.parent,
		Pipes:       w.pipes,
	}
	if w.parent != nil {
		command.Role = w.role
	}
	if w.operator == "|" || w.operator == "|&" {
		command.Pipefail = w.shell.pipefail
	}
	w.commands = append(w.commands, command)
	w.operator = ";"
	return true
}
