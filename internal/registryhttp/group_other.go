//go:build !unix

package registryhttp

import "os/exec"

// group does nothing: there are no process groups. What a helper has started may outlive it.
func group(*exec.Cmd) {}
