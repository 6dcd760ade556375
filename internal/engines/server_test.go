package engines

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// serve starts stock opa on a free port with the bundle in dir, and ends it with the
// test. It gives the address of the decision.
func serve(t *testing.T, dir string) string {
	t.Helper()
	address := freeAddress(t)
	var log bytes.Buffer
	command := exec.CommandContext(t.Context(), e2e.Binary(t, "opa"), "run", "--server", "--addr", address, "--disable-telemetry", "--log-level", "error", "--bundle", dir)
	command.Stdout, command.Stderr = &log, &log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = command.Wait() // it is killed
		close(ended)
	}()
	t.Cleanup(func() {
		_ = command.Process.Kill() // it may have ended by itself
		<-ended
	})
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		select {
		case <-ended:
			t.Fatalf("opa run ended:\n%s", log.String())
		case <-time.After(20 * time.Millisecond):
		}
		response, err := http.Get("http://" + address + "/health?bundles")
		if err != nil {
			continue
		}
		_ = response.Body.Close()
		if response.StatusCode == http.StatusOK {
			return "http://" + address + "/v1/data/pratique/decision"
		}
	}
	t.Fatal("opa run does not answer")
	return ""
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// ask gives the server's decision over its REST API.
func ask(t *testing.T, url string, input []byte) any {
	t.Helper()
	response, err := http.Post(url, "application/json", strings.NewReader(fmt.Sprintf(`{"input": %s}`, input)))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Result json.RawMessage }
	if err := json.Unmarshal(text, &answer); err != nil || response.StatusCode != http.StatusOK || answer.Result == nil {
		t.Fatalf("asking opa: %s: %v\n%s", response.Status, err, text)
	}
	return parse(t, answer.Result)
}
