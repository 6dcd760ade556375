// Package buildkit compares what pratique makes of a Dockerfile with BuildKit's own
// conversion of it. It is a module of its own, so that BuildKit's many dependencies are none
// of the program's; it holds tests only.
package buildkit
