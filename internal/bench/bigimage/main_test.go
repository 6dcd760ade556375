package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestRun makes the same image twice, and leaves alone what is there.
func TestRun(t *testing.T) {
	t.Parallel()
	digests := map[string]bool{}
	first := t.TempDir()
	for _, dir := range []string{first, t.TempDir()} {
		if err := run(dir, 0.005); err != nil {
			t.Fatal(err)
		}
		index, err := os.ReadFile(filepath.Join(dir, "image", "index.json"))
		if err != nil {
			t.Fatal(err)
		}
		digests[string(index)] = true
	}
	if len(digests) != 1 {
		t.Errorf("got different images: %v", digests)
	}
	left := filepath.Join(first, "image", "index.json")
	for _, tt := range []struct {
		name  string
		scale float64
		want  bool
	}{{"the same again", 0.005, false}, {"another size", 0.006, true}} {
		if err := os.WriteFile(left, []byte("left"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := run(first, tt.scale); err != nil {
			t.Fatal(err)
		}
		index, err := os.ReadFile(left)
		if got := string(index) != "left"; got != tt.want || err != nil {
			t.Errorf("%s: made anew is %v (error %v), want %v", tt.name, got, err, tt.want)
		}
	}
}
