//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peak is the peak resident size in bytes; the kernel counts in KiB but on macOS.
func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss << 10
}
