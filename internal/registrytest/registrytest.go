// Package registrytest runs the registry that Debian packages, for tests that would
// otherwise see only registries in memory. It has no referrers API.
package registrytest

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const startTime = 10 * time.Second

// Start runs docker-registry until the test ends, and gives its address, "" where it is
// not installed. In CI it has to be.
func Start(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("docker-registry")
	if err != nil {
		if os.Getenv("PRATIQUE_REGISTRY") != "" {
			t.Fatalf("docker-registry has to be installed: %v", err)
		}
		return ""
	}
	dir := t.TempDir()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	config := filepath.Join(dir, "config.yml")
	text := fmt.Sprintf("version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %q}}\nhttp: {addr: %q}\n", filepath.Join(dir, "data"), address)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "serve", config)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill() // it has nothing to keep
		_ = command.Wait()
	})
	for begin := time.Now(); time.Since(begin) < startTime; time.Sleep(20 * time.Millisecond) {
		response, err := http.Get("http://" + address + "/v2/")
		if err != nil {
			continue
		}
		response.Body.Close()
		return address
	}
	t.Fatalf("%s does not answer at %s", program, address)
	return ""
}
