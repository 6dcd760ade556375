package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// grace is how long a run may take to end after a signal: what is read then may never answer.
const grace = 2 * time.Second

// interruption is the cause of a context that a signal ended.
type interruption struct{ os.Signal }

// Error implements error.
func (i interruption) Error() string { return i.String() }

// interruptible ends a context with the first signal and the process with the second, or when the
// run has not ended soon after the first. code gives the exit code of a run that a signal has
// ended: 128 and its number, as a shell has it.
func interruptible() (ctx context.Context, code func(int) int) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	var met atomic.Int32
	go func() {
		first := <-signals
		met.Store(int32(signalCode(first)))
		cancel(interruption{first})
		select {
		case <-signals:
		case <-time.After(grace):
		}
		fmt.Fprintf(os.Stderr, "pratique: stopped: %s\n", first)
		os.Exit(signalCode(first))
	}()
	return ctx, func(code int) int {
		if n := met.Load(); n != 0 {
			return int(n)
		}
		return code
	}
}

func signalCode(s os.Signal) int {
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return codeNoDecision
}
