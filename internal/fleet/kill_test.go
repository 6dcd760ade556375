//go:build unix

package fleet_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/oci"
)

const shards = 8

// TestKilled judges two hundred names in eight processes, of which three are killed in the middle, and
// again in eight that go on, beside somebody who writes referrers of the same images: nothing is lost,
// nothing is there twice, and a further run judges nothing.
func TestKilled(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it runs two dozen processes")
	}
	binary := e2e.Binary(t, "pratique")
	for _, referrers := range []bool{true, false} {
		t.Run(fmt.Sprintf("referrers API %v", referrers), func(t *testing.T) {
			t.Parallel()
			h := host(t, referrers, many())
			p := plan(t, h, fleet.Selection{})
			path := filepath.Join(t.TempDir(), "plan.jsonl")
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Write(file); err != nil {
				t.Fatal(err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
			run := func(shard string) *exec.Cmd {
				c := exec.Command(binary, "fleet", "run", "--no-config", "--no-cache", "--plan", path, "-b", "default", "-j", "2", "--shard", shard)
				c.Stderr = &strings.Builder{}
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				return c
			}
			ctx, cancel := context.WithCancel(t.Context())
			var stranger sync.WaitGroup
			defer stranger.Wait()
			defer cancel()
			stranger.Go(func() { meddle(ctx, h, p) })

			h.pause.Store(int64(2 * time.Millisecond))
			before := h.writes.Load()
			var first []*exec.Cmd
			for index := range shards {
				first = append(first, run(fmt.Sprintf("%d/%d", index, shards)))
			}
			// Facts and decisions are about 500 manifests and tags: the kills come among them.
			for kill := range 3 {
				for h.writes.Load() < before+int64(30+80*kill+rand.IntN(80)) && t.Context().Err() == nil {
					time.Sleep(time.Millisecond)
				}
				_ = first[kill*2].Process.Kill() // one that has ended has nothing to lose
			}
			killed := 0
			for _, c := range first {
				if err := c.Wait(); err != nil {
					status, ok := c.ProcessState.Sys().(syscall.WaitStatus)
					if !ok || !status.Signaled() {
						t.Fatalf("a shard that nobody has killed: %v\n%s", err, c.Stderr)
					}
					killed++
				}
			}
			if killed == 0 {
				t.Error("no process was killed at work")
			}
			var again []*exec.Cmd
			for index := range shards {
				again = append(again, run(fmt.Sprintf("%d/%d", index, shards)))
			}
			for _, c := range again {
				if err := c.Wait(); err != nil {
					t.Errorf("going on: %v\n%s", err, c.Stderr)
				}
			}
			cancel()
			h.pause.Store(0)
			last := run("0/1")
			if err := last.Wait(); err != nil || !strings.Contains(fmt.Sprint(last.Stderr), "pratique: 200 cached\n") {
				t.Errorf("once more: %v\n%s", err, last.Stderr)
			}
			count(t, h, p)
		})
	}
}

// meddle writes referrers of somebody's own to the images, as signers do.
func meddle(ctx context.Context, h *hosted, p fleet.Plan) {
	for n := 0; ctx.Err() == nil; n++ {
		image := p[n%len(p)]
		r, err := h.client.Repository(image.Repository)
		if err != nil {
			return
		}
		subject, err := r.Manifest(ctx, image.Digest)
		if err != nil {
			return
		}
		artifact := oci.Artifact{ArtifactType: "application/vnd.example.signature", Layers: []oci.Layer{oci.Bytes("text/plain", fmt.Append(nil, n%100))}}
		_, _ = r.Attach(ctx, subject.Descriptor(), artifact)
	}
}

// count holds that each name has one decision, under its tag and as a referrer of its image.
func count(t *testing.T, h *hosted, p fleet.Plan) {
	t.Helper()
	store, err := fleet.NewStore(h.client, "referrers")
	if err != nil {
		t.Fatal(err)
	}
	var tags fleet.Tags
	for _, image := range p {
		r, err := h.client.Repository(image.Repository)
		if err != nil {
			t.Fatal(err)
		}
		referrers, err := r.Referrers(t.Context(), image.Digest)
		if err != nil {
			t.Fatal(err)
		}
		listed := map[string]bool{}
		for _, d := range referrers.List {
			listed[d.Digest.String()] = true
		}
		for _, ref := range image.Refs {
			list, err := store.All(t.Context(), image, ref, &tags)
			if err != nil || len(list) != 1 {
				t.Errorf("%s has %d decisions, %v", ref, len(list), err)
				continue
			}
			if d, err := list[0].Decision(); err != nil || d.FinalAction == "" {
				t.Errorf("the decision on %s: %+v, %v", ref, d, err)
			}
			if !listed[list[0].Digest] {
				t.Errorf("the decision on %s is not listed as a referrer", ref)
			}
		}
	}
}
