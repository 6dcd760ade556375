//go:build unix

package integrations

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestOwnDockerfile judges the project's own Dockerfile: not one finding.
func TestOwnDockerfile(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t)
	out, code := w.run(t, nil, binary(t), "eval", "--no-config", "--fail-on", "warn", "--output", "json", "--dockerfile", filepath.Join(e2e.Root(t), "Dockerfile"))
	if code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
	var decision struct {
		FinalAction string            `json:"final_action"`
		Findings    []json.RawMessage `json:"findings"`
	}
	if err := json.Unmarshal([]byte(out), &decision); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if decision.FinalAction != "go" || len(decision.Findings) > 0 {
		t.Errorf("got %s with %d findings, want go without: %s", decision.FinalAction, len(decision.Findings), decision.Findings)
	}
}

// TestScratch runs the binary as the image does: nothing beside it but /tmp, and
// as nobody in particular.
func TestScratch(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can change the root directory")
	}
	for _, line := range []string{"USER 65532:65532", `ENTRYPOINT ["/usr/bin/pratique"]`} {
		if !strings.Contains(string(read(t, "Dockerfile")), line+"\n") {
			t.Errorf("the Dockerfile has no line %s", line)
		}
	}
	w := newWorkspace(t)
	root := t.TempDir()
	for _, dir := range []string{root, filepath.Dir(root), filepath.Join(root, "usr/bin"), filepath.Join(root, "tmp"), filepath.Join(root, "work")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(root, "tmp"), 0o777|os.ModeSticky); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{binary(t): "usr/bin/pratique", filepath.Join(w.dir, "image.tar"): "work/image.tar"} {
		text, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, to), text, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "/usr/bin/pratique", "eval", "archive:work/image.tar")
	command.Dir, command.Env = "/", []string{}
	command.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
	out, err := command.CombinedOutput()
	if code := command.ProcessState.ExitCode(); code != 1 || !strings.HasPrefix(string(out), "STOP  archive:work/image.tar") {
		t.Errorf("exit code %d, %v:\n%s", code, err, out)
	}
}
