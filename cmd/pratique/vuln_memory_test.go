//go:build linux

package main

import (
	"archive/zip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestIndexMemory: an index of many records is built in bounded memory.
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
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	// Not the resource usage of the ended process: Linux counts this one's memory in it, of which it was a copy.
	peak := make(chan int)
	stop := make(chan struct{})
	go func() {
		most := 0
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(10 * time.Millisecond):
				most = max(most, peakMemory(command.Process.Pid))
			}
		}
	}()
	err = command.Wait()
	close(stop)
	most := <-peak
	if err != nil {
		t.Fatal(err)
	}
	if most == 0 {
		t.Fatal("the memory was not seen")
	}
	if most > 300<<10 {
		t.Errorf("building took %d KiB, more than 300 MiB", most)
	}
}

// peakMemory is the most memory in KiB that a process had, 0 where it is gone.
func peakMemory(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kib int
	if _, err := fmt.Sscan(after, &kib); err != nil {
		return 0
	}
	return kib
}
