// Command pratique check container images and Dockerfiles against your policy.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"
)

func main() {
	relaxGC()
	ctx, code := interruptible()
	os.Exit(code(run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)))
}

// run is main without the process: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &checked{Writer: stdout}
	a := &app{stdin: stdin, stdout: out, stderr: stderr}
	root := a.root()
	cli.HelpPrinter = a.printHelp(root)
	call, err := arrange(root, args[1:])
	if err == nil {
		err = a.applySettings(root, call)
	}
	if err == nil {
		err = root.RunContext(ctx, append(args[:1:1], call.words()...))
	}
	if err == nil || errors.Is(err, errForbidden) {
		err = cmp.Or(out.failed(), err)
	}
	return a.exitCode(err)
}

// checked keeps the first error of a writer: not everybody who prints help or a list looks at it.
type checked struct {
	io.Writer
	err error
}

// Write implements io.Writer.
func (c *checked) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	if c.err == nil {
		c.err = err
	}
	return n, err
}

func (c *checked) failed() error {
	if c.err == nil {
		return nil
	}
	return fmt.Errorf("writing to standard output: %w", c.err)
}
