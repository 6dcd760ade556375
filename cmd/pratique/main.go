// Command pratique decides whether a container image may enter port.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	leaveGarbage()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the process: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.root()
	call, err := arrange(root, args[1:])
	if err == nil {
		err = a.settle(root, call)
	}
	if err == nil {
		err = root.RunContext(ctx, append(args[:1:1], call.words()...))
	}
	return a.exitCode(err)
}
