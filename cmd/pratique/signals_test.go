//go:build unix

package main_test

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestSignals sends signals while something is read that never comes.
func TestSignals(t *testing.T) {
	t.Parallel()
	binary := e2e.Binary(t, "pratique")
	dir := t.TempDir()
	for _, name := range []string{"archive", "Dockerfile", "bundle.json", "vulnerabilities"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0") // accepts nothing, answers nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	helper := filepath.Join(dir, "docker-credential-hang")
	if err := os.WriteFile(helper, []byte("#!/bin/sh\nexec sleep 100\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.json"), []byte(`{"credsStore": "hang"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	waits := map[string]string{
		"standard input":      "eval -",
		"a pipe":              "eval archive:archive",
		"a Dockerfile":        "eval -D Dockerfile",
		"a bundle":            "eval -b bundle.json -D x",
		"a report":            "eval --vulnerabilities vulnerabilities -D x",
		"a registry":          "eval " + silent.Addr().String() + "/a/b:1",
		"a credential helper": "eval r.example/a/b:1",
		"clamd":               "extract --clamd tcp:" + silent.Addr().String() + " dir:/etc",
	}
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		for name, line := range waits {
			t.Run(s.String()+"/"+name, func(t *testing.T) {
				t.Parallel()
				var exit *exec.ExitError
				var err error
				var took time.Duration
				// A process that a signal meets before it is ready for it dies of it: that says nothing.
				for _, wait := range []time.Duration{300 * time.Millisecond, time.Second, 4 * time.Second, 12 * time.Second} {
					took, err = signalled(t, binary, dir, line, name == "a credential helper", s, wait)
					if !errors.As(err, &exit) || exit.ExitCode() != -1 {
						break
					}
				}
				if !errors.As(err, &exit) || exit.ExitCode() != 128+int(s) {
					t.Errorf("got %v, want exit %d", err, 128+int(s))
				}
				if took > 20*time.Second {
					t.Errorf("it took %s", took)
				}
			})
		}
	}
}

// signalled runs a command line, sends it a signal after a while, and gives how it ended and how long
// that took.
func signalled(t *testing.T, binary, dir, line string, helper bool, s syscall.Signal, wait time.Duration) (time.Duration, error) {
	t.Helper()
	command := exec.Command(binary, strings.Fields(line)...)
	command.Dir = dir
	command.Env = append(os.Environ(), "HOME="+dir, "DOCKER_CONFIG="+dir, "TMPDIR="+dir, "PATH="+dir+":"+os.Getenv("PATH"))
	if !helper {
		command.Env = append(command.Env, "DOCKER_CONFIG="+t.TempDir(), "HOME="+t.TempDir())
	}
	input, err := command.StdinPipe() // held open
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(wait)
	begun := time.Now()
	if err := command.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
	err = command.Wait()
	return time.Since(begun), err
}
