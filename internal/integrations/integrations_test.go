// Package integrations holds the tests of what there is to copy for pipelines:
// their files are parsed, and the commands in them run with the binary.
package integrations

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

// stubGo stands in for the go command: it notes the call, and puts the binary
// where a build or an installation would.
const stubGo = `#!/bin/sh
echo "go $*" >>"$STUB/calls"
case $1 in
env) echo "$STUB/gopath" ;;
install) target=${GOBIN:-$STUB/gopath/bin}/pratique ;;
build) target=$3 ;;
*) exit 64 ;;
esac
if [ -n "$target" ]; then mkdir -p "$(dirname "$target")" && ln -sf "$PRATIQUE" "$target"; fi
`

// workspace is a directory such as a pipeline has: the image as an archive, and
// its Dockerfile.
type workspace struct {
	dir, stub string
	env       []string
}

func newWorkspace(t *testing.T) *workspace {
	t.Helper()
	w := &workspace{dir: t.TempDir(), stub: t.TempDir()}
	file, err := os.Create(filepath.Join(w.dir, "image.tar"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(webshop.Image().Archive(file), file.Close()); err != nil {
		t.Fatal(err)
	}
	w.write(t, "Dockerfile", read(t, "testdata/demo/Dockerfile"))
	if err := os.WriteFile(filepath.Join(w.stub, "go"), []byte(stubGo), 0o755); err != nil {
		t.Fatal(err)
	}
	w.env = []string{
		"PATH=" + w.stub + ":/usr/local/bin:/usr/bin:/bin", "HOME=" + w.stub, "STUB=" + w.stub,
		"PRATIQUE=" + binary(t), "CI=true", "LC_ALL=C",
	}
	return w
}

func binary(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(e2e.Binary(t, "pratique"))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func (w *workspace) write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func (w *workspace) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// calls are the calls of the go command.
func (w *workspace) calls(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.stub, "calls"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// run runs a command in the workspace and gives its output and exit code.
func (w *workspace) run(t *testing.T, env []string, name string, args ...string) (string, int) {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir, command.Env = w.dir, append(w.env, env...)
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	err := command.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out.String(), exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), 0
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(e2e.Root(t), path))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// parse reads YAML strictly into the fields that are asked for.
func parse[T any](t *testing.T, path string) T {
	t.Helper()
	var v T
	if err := yaml.Unmarshal(read(t, path), &v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return v
}

// demand checks a run's exit code, and that its output has the texts.
func demand(t *testing.T, out string, code, want int, texts ...string) {
	t.Helper()
	if code != want {
		t.Errorf("exit code %d, want %d", code, want)
	}
	for _, text := range texts {
		if !strings.Contains(out, text) {
			t.Errorf("%q is not in the output", text)
		}
	}
	if t.Failed() {
		t.Log(out)
	}
}

var pinned = regexp.MustCompile(`^[^@]+@[0-9a-f]{40}$`)
