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

// Compiling a policy makes much garbage and little that stays; collecting it
// takes a fifth of a short run. So nothing is collected before the heap has 40 MB,
// and when the policy is compiled (see loadBundle) memory counts again.
const (
	gcPercentCompiling  = 1000
	gcPercentExtracting = 200
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercentCompiling)
	}
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

// collectOften ends the time in which garbage is left lying.
func collectOften() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercentExtracting)
	}
}
