package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/printable"
)

// Exit codes, the same for every verb.
const (
	codeAllowed    = 0
	codeForbidden  = 1
	codeNoDecision = 2
)

// errForbidden is the error of a decision that forbids the image. The report
// has said why, so nothing is printed for it.
var errForbidden = errors.New("forbidden")

// reported is an error that a renderer has already written.
type reported struct{ error }

func (r reported) Unwrap() error { return r.error }

// usageError is an error in how the command was called.
type usageError struct {
	command string // "pratique eval"
	message string
}

func (e *usageError) Error() string {
	return fmt.Sprintf("%s (see %s --help)", e.message, e.command)
}

type app struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer

	quiet     bool
	verbosity int
	config    string  // the file of settings that was read, "" where there was none
	set       []value // the flags that the environment and the file have set
}

func (a *app) root() *cli.App {
	root := &cli.App{
		Name:                      "pratique",
		Usage:                     "check container images and Dockerfiles against your policy",
		HideVersion:               true,
		HideHelpCommand:           true,
		Reader:                    a.stdin,
		Writer:                    a.stdout,
		ErrWriter:                 a.stderr,
		DisableSliceFlagSeparator: true, // a comma is part of a file name or a regular expression
		ExitErrHandler:            func(*cli.Context, error) {},
		Commands: []*cli.Command{
			a.evalCommand(),
			a.reportCommand(),
			a.convertCommand(),
			a.extractCommand(),
			a.sbomCommand(),
			a.translateCommand(),
			a.policyCommand(),
			a.attestCommand(),
			a.verifyCommand(),
			a.initCommand(),
			a.explainCommand(),
			a.diffCommand(),
			a.whitelistCommand(),
			a.vulnCommand(),
			a.bundleCommand(),
			a.gatesCommand(),
			a.versionCommand(),
			a.configCommand(),
			a.cacheCommand(),
			a.fleetCommand(),
			a.serveCommand(),
			a.watchCommand(),
			a.lspCommand(),
			a.completionCommand(),
			a.referenceCommand(),
		},
		Description: "Exit codes: 0 the decision allows the image, 1 it forbids it, 2 there is no decision.",
	}
	a.equip("pratique", root.Commands)
	return root
}

func (a *app) exitCode(err error) int {
	switch {
	case err == nil:
		return codeAllowed
	case errors.Is(err, errForbidden):
		return codeForbidden
	}
	if errors.Is(err, errLater) {
		return codeLater
	}
	if !errors.As(err, new(reported)) {
		a.printError(err)
	}
	return codeNoDecision
}

// printError prints an error, each line of it once and after the program's name.
func (a *app) printError(err error) {
	for line := range strings.SplitSeq(strings.TrimRight(err.Error(), "\n"), "\n") {
		fmt.Fprintf(a.stderr, "pratique: %s\n", printable.Text(line))
	}
}
