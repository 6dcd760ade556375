// Package e2e runs the built binaries from outside and compares all that they
// write. Tests that use it build pratique once per process, or take the
// binaries of the directory that $PRATIQUE_BIN names.
package e2e

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// timeout bounds one run of a binary: none of them waits for anything.
const timeout = 60 * time.Second

// Call is one run of a binary.
type Call struct {
	Name string   // binary; "" is pratique
	Args []string // without the binary's name
	Dir  string   // working directory; "" is the test's
	In   string   // standard input
	Env  []string // added to PATH and HOME
}

// Output is what came of it.
type Output struct {
	Stdout, Stderr string
	Code           int
}

// Run runs a binary to its end.
func Run(t testing.TB, c Call) Output {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	name := c.Name
	if name == "" {
		name = "pratique"
	}
	command := exec.CommandContext(ctx, Binary(t, name), c.Args...)
	command.Dir = c.Dir
	command.Stdin = strings.NewReader(c.In)
	command.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, c.Env...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("running %s: %v", name, err)
	}
	return Output{stdout.String(), stderr.String(), command.ProcessState.ExitCode()}
}

// Expect runs pratique and demands exactly this output.
func Expect(t testing.TB, c Call, want Output) {
	t.Helper()
	if diff := cmp.Diff(want, Run(t, c)); diff != "" {
		t.Errorf("pratique %s (-want +got):\n%s", strings.Join(c.Args, " "), diff)
	}
}

var build = struct {
	sync.Mutex
	paths map[string]string
}{paths: map[string]string{}}

// packages are the main packages of the binaries, and the module they are pinned in.
var packages = map[string]struct{ path, module string }{
	"pratique": {"github.com/pratique-dev/pratique/cmd/pratique", "."},
	"opa":      {"github.com/open-policy-agent/opa", "tools"},
	"conftest": {"github.com/open-policy-agent/conftest", "tools"},
}

// Binary is the path of a binary, built where $PRATIQUE_BIN does not have it.
func Binary(t testing.TB, name string) string {
	t.Helper()
	if dir := os.Getenv("PRATIQUE_BIN"); dir != "" {
		return filepath.Join(dir, name)
	}
	build.Lock()
	defer build.Unlock()
	if path, ok := build.paths[name]; ok {
		return path
	}
	dir, err := os.MkdirTemp("", "pratique-e2e-*")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	command := exec.Command("go", "build", "-o", path, packages[name].path)
	command.Dir = filepath.Join(Root(t), packages[name].module)
	if text, err := command.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", name, err, text)
	}
	build.paths[name] = path
	return path
}

// Root is the project's own directory.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test's directory")
		}
		dir = filepath.Dir(dir)
	}
}
