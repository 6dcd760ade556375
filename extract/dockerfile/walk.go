package dockerfile

import (
	"errors"
	"fmt"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/pratique-dev/pratique/extract/document"
)

// walker collects the simple commands of one RUN.
type walker struct {
	scripts  *scripts
	commands []document.Command
	depth    int
	source   string
	operator string // of the next command
	unread   string // why a script in the script could not be read
	err      error
}

var errWritten = errors.New("the Dockerfile's commands are too long to be listed")

// script reads a shell script. A script in a script begins a list of its own.
func (w *walker) script(text string) error {
	if len(text) > maxScript {
		return fmt.Errorf("the script has %d bytes, and the limit is %d", len(text), maxScript)
	}
	if w.depth == maxNested {
		return fmt.Errorf("scripts nested deeper than %d", maxNested)
	}
	// bash's language holds nearly all of the others'.
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		return fmt.Errorf("reading the script: %w", err)
	}
	inner := &walker{scripts: w.scripts, depth: w.depth + 1, source: text}
	operators := map[*syntax.Stmt]string{}
	syntax.Walk(file, func(node syntax.Node) bool {
		inner.visit(node, operators)
		return inner.err == nil
	})
	if len(inner.commands) > 0 && inner.commands[0].Operator == "" {
		inner.commands[0].Operator = w.operator
	}
	w.commands = append(w.commands, inner.commands...)
	w.note(inner.unread)
	return inner.err
}

// nested reads a script within a script, and says whether it could be read. One that
// could not is noted: its commands are not known, those around it are.
func (w *walker) nested(script string) bool {
	operator := w.operator
	err := w.script(script)
	w.operator = ";"
	switch {
	case errors.Is(err, errWritten):
		w.err = err
	case err != nil:
		w.operator = operator
		w.note(err.Error())
	}
	return err == nil
}

func (w *walker) note(unread string) {
	if w.unread == "" {
		w.unread = unread
	}
}

func (w *walker) visit(node syntax.Node, operators map[*syntax.Stmt]string) {
	switch n := node.(type) {
	case *syntax.Stmt:
		if op, ok := operators[n]; ok {
			w.operator = op
		}
		w.standardInput(n)
	case *syntax.BinaryCmd:
		operators[n.Y] = n.Op.String()
	case *syntax.CmdSubst, *syntax.ProcSubst:
		w.operator = ""
	case *syntax.CallExpr:
		if len(n.Args) == 0 {
			w.operator = ";" // only assignments
			return
		}
		w.call(n.Args)
	case *syntax.TestClause, *syntax.ArithmCmd:
		w.operator = ";"
	case *syntax.DeclClause:
		w.declare(n)
	}
}

// call adds a simple command, and what it runs where it is a shell.
func (w *walker) call(args []*syntax.Word) {
	list := make([]string, len(args))
	for i, arg := range args {
		list[i] = w.render(arg)
	}
	w.argv(list)
}

// declare adds export, local and their like, which have a grammar of their own.
func (w *walker) declare(n *syntax.DeclClause) {
	list := []string{n.Variant.Value}
	for _, arg := range n.Args {
		list = append(list, w.slice(arg))
	}
	w.add(list)
}

// standardInput reads the script that a shell gets as a heredoc or here-string. The
// shell itself is a command too, after what it runs.
func (w *walker) standardInput(stmt *syntax.Stmt) {
	call, ok := stmt.Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) == 0 || !isShell(w.render(call.Args[0])) || hasOperand(call.Args[1:], w) {
		return
	}
	for _, redirect := range stmt.Redirs {
		switch {
		case redirect.Hdoc != nil:
			w.nested(w.render(redirect.Hdoc))
		case redirect.Op == syntax.WordHdoc:
			w.nested(w.render(redirect.Word))
		}
	}
}

// hasOperand says whether a shell is given a script or a file, so that its standard
// input is data.
func hasOperand(args []*syntax.Word, w *walker) bool {
	for _, arg := range args {
		word := w.render(arg)
		if !strings.HasPrefix(word, "-") || strings.HasSuffix(word, "c") {
			return true
		}
		if word == "-s" {
			return false
		}
	}
	return false
}

// add lists a command, joined to the one before by the pending operator.
func (w *walker) add(argv []string) {
	for _, word := range argv {
		w.scripts.written += len(word) + wordCost
	}
	if w.scripts.written > maxWritten {
		w.err = errWritten
		return
	}
	w.commands = append(w.commands, document.Command{
		Name:      argv[0],
		Arguments: append([]string{}, argv[1:]...),
		Operator:  w.operator,
	})
	w.operator = ";"
}
