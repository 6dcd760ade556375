package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// screen is what a person sees.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

// await waits until there are so many of a text; how long says how long it took.
func (s *screen) await(t *testing.T, text string, n int) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		found := strings.Count(s.text.String(), text)
		s.mu.Unlock()
		if found >= n {
			return
		}
	}
	t.Fatalf("no %d times %q: %s", n, text, s.text.String())
}

func TestWatch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const bundle = `{"id": "b", "name": "b", "version": "1_0", "policies": [{"id": "p", "name": "p", "version": "1_0", "rules": [
  {"id": "r1", "gate": "hardening", "trigger": "add", "action": "STOP", "params": []}]}],
 "whitelists": [], "whitelisted_images": [], "blacklisted_images": [],
 "mappings": [{"id": "m", "name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}]}`
	policy, dockerfile := put("policy.json", bundle), put("Dockerfile", "FROM scratch\n")
	ctx, stop := context.WithCancel(t.Context())
	var out, errors screen
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"pratique", "watch", "--no-config", "--no-color", "-b", policy, "-D", dockerfile}, nil, &out, &errors)
	}()
	out.await(t, "GO    "+dockerfile, 1)
	errors.await(t, "watching 2 files", 1)
	put("Dockerfile", "FROM scratch\nADD a /a\n")
	out.await(t, "STOP  "+dockerfile, 1)
	put("policy.json", strings.Replace(bundle, "STOP", "WARN", 1))
	out.await(t, "WARN  "+dockerfile, 1)
	put("policy.json", "{")
	errors.await(t, "policy.json", 1)
	put("policy.json", bundle+"\n")
	out.await(t, "STOP  "+dockerfile, 2)
	stop()
	select {
	case c := <-code:
		if c != 0 {
			t.Errorf("exit code %d, want 0: %s", c, errors.text.String())
		}
	case <-time.After(30 * time.Second):
		t.Error("it does not end")
	}
	for args, want := range map[string]string{"-b default nginx:1.27": "nothing to watch", "-D -": "standard input cannot be watched"} {
		var out, errors bytes.Buffer
		if c := run(t.Context(), append([]string{"pratique", "watch", "--no-config"}, strings.Fields(args)...), nil, &out, &errors); c != 2 || !strings.Contains(errors.String(), want) {
			t.Errorf("%s: code %d, got %s", args, c, errors.String())
		}
	}
}
