//go:build unix

package registryhttp

import (
	"os/exec"
	"syscall"
)

// group makes a program the head of a process group, so that what it has started ends with it.
func group(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
}
