package dockerfile

import (
	"errors"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

var (
	errNoStage  = errors.New("no FROM stands before it")
	errVariable = errors.New("--from takes no variables")
)

// refused gives the error of what docker build refuses of an instruction by itself. No image
// comes of such a file, and what it was meant to say nobody knows.
func refused(entries []entry) error {
	quiet := linter.New(&linter.Config{})
	// A file without a FROM is none at all, and another error says so.
	staged := !slices.ContainsFunc(entries, func(e entry) bool { return strings.EqualFold(e.node.Value, "FROM") })
	for _, e := range entries {
		command, err := instructions.ParseInstructionWithLinter(plain(e.node), quiet)
		if err == nil {
			err = inOrder(command, &staged)
		}
		if err != nil {
			return locate(err, e.StartLine)
		}
	}
	return nil
}

// inOrder refuses what stands before the first FROM, but for ARG.
func inOrder(command any, staged *bool) error {
	switch c := command.(type) {
	case *instructions.Stage:
		*staged = true
		return nil
	case *instructions.ArgCommand:
		return nil
	case *instructions.CopyCommand:
		if strings.Contains(c.From, "$") {
			return errVariable
		}
	}
	if !*staged {
		return errNoStage
	}
	return nil
}

// plain is a node without what builders of their own configuration take besides.
func plain(node *parser.Node) *parser.Node {
	extra := func(flag string) bool {
		return strings.HasPrefix(flag, "--security=") || strings.HasPrefix(flag, "--device=")
	}
	if !slices.ContainsFunc(node.Flags, extra) {
		return node
	}
	copied := *node
	copied.Flags = slices.DeleteFunc(slices.Clone(node.Flags), extra)
	return &copied
}
