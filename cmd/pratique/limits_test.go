//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestLimits shows what a user sees of each limit: one message, exit code 2 and no decision.
// What holds a limit of a single package is a test of that package (docs/limits.md).
func TestLimits(t *testing.T) {
	t.Parallel()
	empty := testimage.Plain(t)
	image := func(with map[string]any, layers ...testimage.Layer) string {
		return "archive:" + testimage.Write(t, "image.tar", testimage.Docker(t, "", testimage.Config(t, with, layers...), layers...))
	}
	layers := func(n int) (all []testimage.Layer) {
		for range n {
			all = append(all, empty)
		}
		return all
	}
	file := func(name, text string) string { return testimage.Write(t, name, []byte(text)) }
	dockerfile := func(text string) []string { return []string{"--dockerfile", file("Dockerfile", text)} }
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"layers", []string{image(nil, layers(5001)...)}, "the image has 5001 layers, and the limit is 5000"},
		{"history", []string{image(map[string]any{"history": make([]struct{}, 20_001)}, empty)}, "the image's history has 20001 entries, and the limit is 20000"},
		{"configuration", []string{image(map[string]any{"author": strings.Repeat("x", 8<<20)}, empty)}, "more than the limit of 8388608"},
		{"path length", []string{"-b", file("b.json", bundle("files", "name_match", "regex", "x")), image(nil, testimage.Plain(t, testimage.File(strings.Repeat("d/", 2048)+"f", "")))}, "more than the 4095 that Linux takes"},
		{"Dockerfile size", dockerfile("FROM a\n" + strings.Repeat("# x\n", 1<<18)), "it has more than 1048576 bytes, which is the limit"},
		{"Dockerfile size, without end", []string{"--dockerfile", "/dev/zero"}, "it has more than 1048576 bytes, which is the limit"},
		{"Dockerfile instructions", dockerfile("FROM a\n" + strings.Repeat("RUN a\n", 50_000)), "line 50001: 50001 instructions, and the limit is 50000"},
		{"Dockerfile stages", dockerfile(strings.Repeat("FROM a\n", 501)), "more than 500 stages"},
		{"Dockerfile variables", dockerfile("FROM a\nENV A=" + strings.Repeat("${A:-", 65)), "variables nested deeper than 64"},
		{"bundle", []string{"-b", file("bundle.json", strings.Repeat(" ", 64<<20+1)), "--dockerfile", file("Dockerfile", "FROM a\n")}, "larger than 64 MiB"},
		{"data", append(dockerfile("FROM a\n"), "--policy", file("own.rego", "package own\n"), "--data", file("d.json", strings.Repeat(" ", 64<<20+1))), "there are more than 64 MiB"},
		{"settings", append(dockerfile("FROM a\n"), "--config", file("settings.yaml", strings.Repeat("#", 1<<20+1))), "is larger than 1024 KB"},
		{"list of images", []string{"--images-from", file("list", strings.Repeat("#", 16<<20+1))}, "larger than 16 MiB"},
	}
	pratique := e2e.Binary(t, "pratique")
	rules := bundle("dockerfile", "instruction", "instruction", "ONBUILD", "check", "exists")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			args := []string{"eval", "--timeout", "1m"}
			if test.args[0] != "-b" {
				if err := os.WriteFile(filepath.Join(dir, "b.json"), []byte(rules), 0o600); err != nil {
					t.Fatal(err)
				}
				args = append(args, "-b", "b.json")
			}
			var stderr bytes.Buffer
			command := exec.CommandContext(t.Context(), pratique, append(args, test.args...)...)
			command.Dir, command.Stderr = dir, &stderr
			var exit *exec.ExitError
			if err := command.Run(); err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			if code := command.ProcessState.ExitCode(); code != 2 || !strings.Contains(stderr.String(), test.want) {
				t.Errorf("exit code %d, want 2 with %q: %.600s", code, test.want, &stderr)
			}
		})
	}
}
