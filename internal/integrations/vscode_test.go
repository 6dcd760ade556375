package integrations_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestVSCode runs the extension's own tests, with the program that it starts.
func TestVSCode(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip(err)
	}
	root := e2e.Root(t)
	command := exec.CommandContext(t.Context(), node, "--test")
	command.Dir = filepath.Join(root, "integrations", "vscode")
	command.Env = append(os.Environ(), "PRATIQUE="+e2e.Binary(t, "pratique"))
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
