//go:build linux

package main

import (
	"archive/zip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestIndexMemory: an index of many records is built in bounded memory (vulnerability-matching.md 5).
func TestIndexMemory(t *testing.T) {
	t.Parallel()
	archive := filepath.Join(t.TempDir(), "all.zip")
	f, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	for i := range 60_000 {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("MAL-%d.json", i), Method: zip.Store})
		if err == nil {
			_, err = fmt.Fprintf(entry, `{"id":"MAL-2024-%d","modified":"2024-01-01T00:00:00Z","summary":"Malicious code in package-%d","details":"%s","affected":[{"package":{"ecosystem":"npm","name":"package-%d"},"versions":["1.0.%d"]}]}`,
				i, i, strings.Repeat("x", 600), i, i)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(e2e.Binary(t, "pratique"), "vuln", "index", "--quiet", "--out", filepath.Join(t.TempDir(), "db"), archive)
	command.Env = []string{"HOME=" + t.TempDir()}
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Skip("the system does not tell")
	}
	if peak := usage.Maxrss >> 10; peak > 300 {
		t.Errorf("building took %d MiB, more than 300", peak)
	}
}
