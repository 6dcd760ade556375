package firstseen_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/firstseen"
)

func matches(ids ...string) []document.VulnerabilityMatch {
	list := make([]document.VulnerabilityMatch, len(ids))
	for i, id := range ids {
		list[i].Vulnerability.ID = id
	}
	return list
}

func update(t *testing.T, file, repository, now string, ids ...string) []string {
	t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	list := matches(ids...)
	if err := firstseen.Update(file, repository, list, at); err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, m := range list {
		seen = append(seen, *m.DetectedAt)
	}
	return seen
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "seen.json")
	first, later := "2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z"
	for i, step := range []struct {
		repository, now string
		ids             []string
		want            []string
	}{
		{"a", first, []string{"CVE-1", "CVE-2"}, []string{first, first}},
		{"a", later, []string{"CVE-2", "CVE-3"}, []string{first, later}},
		{"b", later, []string{"CVE-1"}, []string{later}},
		{"a", later, []string{"CVE-1", "CVE-1"}, []string{first, first}},
		{"a", later, nil, nil},
	} {
		got := update(t, file, step.repository, step.now, step.ids...)
		if strings.Join(got, " ") != strings.Join(step.want, " ") {
			t.Errorf("step %d: got %q, want %q", i, got, step.want)
		}
	}
	// A clock that was set back.
	if got := update(t, file, "b", first, "CVE-1"); got[0] != first {
		t.Errorf("an earlier time: got %q", got)
	}
}

// TestConcurrent: nothing of what several writers add is lost.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "seen.json")
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			if err := firstseen.Update(file, fmt.Sprintf("r%d", i%4), matches(fmt.Sprintf("CVE-%d", i)), time.Unix(1, 0)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if !strings.Contains(string(text), fmt.Sprintf(`"CVE-%d": `, i)) {
			t.Errorf("CVE-%d is lost", i)
		}
	}
}

func TestBroken(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"no JSON": "x", "another file": `{"a": 1}`, "a newer version": `{"version": 2, "first_seen": {}}`, "no time": `{"version": 1, "first_seen": {"a": {"CVE-1": "yesterday"}}}`,
	} {
		file := filepath.Join(t.TempDir(), "seen.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := firstseen.Update(file, "a", matches("CVE-1"), time.Now()); err == nil || !strings.Contains(err.Error(), "seen.json") {
			t.Errorf("%s: got %v", name, err)
		}
		if after, _ := os.ReadFile(file); string(after) != text {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if err := firstseen.Update(t.TempDir(), "a", matches("CVE-1"), time.Now()); err == nil {
		t.Error("a folder: no error")
	}
}
