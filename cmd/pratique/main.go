// Command pratique decides whether a container image may enter port.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// gcPercent lets the heap grow to five times what is live before it is
// collected. Most runs end within a tenth of a second, with 10 MB live; at the
// default of 100 a quarter of their time went into collecting.
const gcPercent = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the process: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.root()
	arranged, err := arrange(root, args[1:])
	if err == nil {
		err = root.RunContext(ctx, append(args[:1:1], arranged...))
	}
	return a.exitCode(err)
}
