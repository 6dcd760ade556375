// Package e2e finds the binaries that tests run from outside: those of the
// directory that $PRATIQUE_BIN names, or built once for each test process.
package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

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
	command.Env = append(os.Environ(), "CGO_ENABLED=0") // as the Makefile builds: static
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
