//go:build unix

package fleet_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/oci"
)

// TestScale measures what each verb costs with so many synthetic images, a hundred a repository. FLEET_SCALE
// has their numbers, such as 200,2000; the figures are in docs/scale.md.
func TestScale(t *testing.T) {
	if os.Getenv("FLEET_SCALE") == "" {
		t.Skip("FLEET_SCALE says no number of images")
	}
	binary := e2e.Binary(t, "pratique")
	for text := range strings.SplitSeq(os.Getenv("FLEET_SCALE"), ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		var requests, sent, received atomic.Int64
		handler := registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0)))
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			requests.Add(1)
			received.Add(max(0, r.ContentLength))
			handler.ServeHTTP(counting{w, &sent}, r)
		}))
		host := strings.TrimPrefix(server.URL, "http://")
		client, err := oci.NewClient(oci.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		slots := make(chan struct{}, 8)
		for i := range n {
			slots <- struct{}{}
			group.Go(func() {
				defer func() { <-slots }()
				r, err := client.Repository(fmt.Sprintf("%s/team/app%d", host, i/100))
				if err != nil {
					t.Error(err)
					return
				}
				layer := tarOf(t, fmt.Sprintf("content %d", i))
				config := oci.Bytes("application/vnd.oci.image.config.v1+json",
					[]byte(`{"os": "linux", "architecture": "amd64", "config": {}, "rootfs": {"type": "layers", "diff_ids": ["`+layer.Digest+`"]}}`))
				if _, err := r.Push(t.Context(), oci.Artifact{Config: &config, Layers: []oci.Layer{layer}}, fmt.Sprintf("v%d", i)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		plan := filepath.Join(t.TempDir(), "plan.jsonl")
		measure := func(what string, args ...string) {
			requests.Store(0)
			sent.Store(0)
			received.Store(0)
			c := exec.Command(binary, append([]string{"fleet"}, args...)...)
			begun := time.Now()
			var out strings.Builder
			c.Stdout, c.Stderr = &out, &out
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			peak := make(chan int, 1)
			go func() { peak <- watch(c.Process.Pid) }()
			if err := c.Wait(); err != nil {
				t.Errorf("%s: %v\n%s", what, err, out.String())
			}
			t.Logf("%6d images, %-22s %8d requests, %9.1f kB received, %9.1f kB sent, %7.2f s of processor time, %5d MB, %7.2f s",
				n, what, requests.Load(), float64(sent.Load())/1e3, float64(received.Load())/1e3,
				(c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), <-peak/1024, time.Since(begun).Seconds())
		}
		measure("plan", "plan", host, "-o", plan)
		measure("run", "run", "--plan", plan, "-b", "default", "--no-cache", "-q")
		measure("run again", "run", "--plan", plan, "-b", "default", "--no-cache", "-q")
		measure("rejudge", "rejudge", "--plan", plan, "-b", "default", "--no-cache", "-q")
		measure("status", "status", "--plan", plan, "-b", "default", "-o", "json="+plan+".json", "-o", "html="+plan+".html")
		if info, err := os.Stat(plan); err == nil {
			t.Logf("%6d images, the plan has %d bytes", n, info.Size())
		}
		server.Close()
	}
}

// watch gives the most memory that a process has, in kB, until it ends. What the kernel says of it then
// would also count that of this process, which it was copied from.
func watch(pid int) (peak int) {
	for {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		_, rest, ok := strings.Cut(string(text), "VmHWM:")
		if err != nil || !ok {
			return peak
		}
		if fields := strings.Fields(rest); len(fields) > 0 {
			if kB, err := strconv.Atoi(fields[0]); err == nil {
				peak = kB
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// counting counts the bytes of answers.
type counting struct {
	http.ResponseWriter
	n *atomic.Int64
}

func (c counting) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return c.ResponseWriter.Write(p)
}
