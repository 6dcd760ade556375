package fleet_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// hosted is a registry in memory, with images.
type hosted struct {
	host   string
	client *oci.Client
	asked  atomic.Int64 // requests
	blobs  atomic.Int64 // requests for blobs
	read   sync.Map     // paths of blobs that were read
	writes atomic.Int64 // of manifests
	pause  atomic.Int64 // nanoseconds before each answer
}

// host starts a registry and pushes images: repository:tag, of which equal contents have equal
// digests.
func host(t *testing.T, referrers bool, images map[string]string) *hosted {
	t.Helper()
	h := &hosted{}
	handler := registry.New(registry.WithReferrersSupport(referrers), registry.Logger(log.New(io.Discard, "", 0)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.asked.Add(1)
		if r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/blobs/") {
			h.blobs.Add(1)
			h.read.Store(path.Base(r.URL.Path), true)
		}
		time.Sleep(time.Duration(h.pause.Load()))
		if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/manifests/") {
			h.writes.Add(1)
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	h.host = strings.TrimPrefix(server.URL, "http://")
	var err error
	if h.client, err = oci.NewClient(oci.Options{}); err != nil {
		t.Fatal(err)
	}
	for name, content := range images {
		repository, tag, _ := strings.Cut(name, ":")
		r, err := h.client.Repository(h.host + "/" + repository)
		if err != nil {
			t.Fatal(err)
		}
		layer := tarOf(t, content)
		config := oci.Bytes("application/vnd.oci.image.config.v1+json",
			[]byte(`{"os": "linux", "architecture": "amd64", "config": {}, "rootfs": {"type": "layers", "diff_ids": ["`+layer.Digest+`"]}}`))
		_, err = r.Push(t.Context(), oci.Artifact{Config: &config, Layers: []oci.Layer{layer}}, tag)
		if err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// tarOf is a layer with one file.
func tarOf(t *testing.T, content string) oci.Layer {
	t.Helper()
	var text bytes.Buffer
	w := tar.NewWriter(&text)
	err := w.WriteHeader(&tar.Header{Name: "etc/content", Mode: 0o644, Size: int64(len(content))})
	if err == nil {
		_, err = io.WriteString(w, content)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return oci.Bytes("application/vnd.oci.image.layer.v1.tar", text.Bytes())
}

// judge decides by the reference's tag, and counts.
type judge struct {
	id               fleet.Identity
	needs            []document.Need
	extracted, asked atomic.Int64
	broken           map[string]error // by repository
	verdict          func(ref string) string
	matches          []string // vulnerabilities
	clock            time.Time
}

func (j *judge) Identity() fleet.Identity { return j.id }
func (j *judge) Needs() []document.Need   { return j.needs }

func (j *judge) Extract(_ context.Context, i fleet.Image, _ []document.Need) ([]byte, error) {
	j.extracted.Add(1)
	for repository, err := range j.broken {
		if strings.HasSuffix(i.Repository, repository) {
			return nil, err
		}
	}
	return []byte(`{"digest": "` + i.Digest + `"}`), nil
}

func (j *judge) Decide(_ context.Context, _ []byte, ref string, seen fleet.FirstSeen) (fleet.Verdict, error) {
	j.asked.Add(1)
	action := "go"
	if j.verdict != nil {
		action = j.verdict(ref)
	}
	body := fmt.Sprintf(`{"final_action": %q, "policies": [{"id": "p", "final_action": %q}], "findings": []}`, action, action)
	if action == "stop" {
		body = `{"final_action": "stop", "policies": [], "findings": [{"gate": "g", "trigger": "t", "trigger_id": "1", "message": "bad", "action": "stop", "whitelisted": null}]}`
	}
	v := fleet.Verdict{Body: json.RawMessage(body), Action: action, Evaluated: time.Now(), FirstSeen: maps.Clone(seen)}
	for _, id := range j.matches {
		if _, known := seen[id]; !known {
			if v.FirstSeen == nil {
				v.FirstSeen = fleet.FirstSeen{}
			}
			v.FirstSeen[id] = j.clock
		}
	}
	return v, nil
}

func newJudge() *judge {
	return &judge{id: fleet.Identity{Bundle: "sha256:b1", Name: "policy", Extractor: "1"}, needs: []document.Need{"files"}}
}

// many are images: forty contents under two hundred names.
func many() map[string]string {
	images := map[string]string{}
	for i := range 200 {
		images[fmt.Sprintf("team/app%d:v%d", i%10, i)] = fmt.Sprintf("content %d", i%40)
	}
	return images
}

func plan(t *testing.T, h *hosted, s fleet.Selection) fleet.Plan {
	t.Helper()
	s.Registry, s.Jobs = h.host, 4
	p, err := fleet.Build(t.Context(), h.client, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func names(p fleet.Plan) []string {
	var list []string
	for _, i := range p {
		list = append(list, i.Refs...)
	}
	slices.Sort(list)
	return list
}

func TestPlan(t *testing.T) {
	t.Parallel()
	h := host(t, true, many())
	p := plan(t, h, fleet.Selection{})
	if len(names(p)) != 200 || len(p) != 40 {
		t.Errorf("got %d names of %d images, want 200 of 40", len(names(p)), len(p))
	}
	var text, again bytes.Buffer
	if err := p.Write(&text); err != nil {
		t.Fatal(err)
	}
	if err := plan(t, h, fleet.Selection{}).Write(&again); err != nil || !bytes.Equal(text.Bytes(), again.Bytes()) {
		t.Error("planned twice it differs")
	}
	r, err := h.client.Repository(h.host + "/plans")
	if err != nil {
		t.Fatal(err)
	}
	digest, err := p.Push(t.Context(), r, "latest")
	if err != nil {
		t.Fatal(err)
	}
	pulled, err := fleet.PullPlan(t.Context(), r, digest)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, pulled); diff != "" {
		t.Errorf("-pushed +pulled:\n%s", diff)
	}
	if some := plan(t, h, fleet.Selection{Repo: []string{"team/app[12]"}, Tags: []string{"v*1"}}); len(names(some)) != 20 {
		t.Errorf("selected: got %q", names(some))
	}
	var skipped []string
	if _, err := fleet.Build(t.Context(), h.client, fleet.Selection{Refs: []string{h.host + "/no/such:1"}, Skipped: func(what string, _ error) { skipped = append(skipped, what) }}); err == nil || len(skipped) != 1 {
		t.Errorf("nothing there: got %v, skipped %q", err, skipped)
	}
	for _, bad := range []string{"{", `{"repository": "a"}`, `{"repository": "a", "refs": ["a"], "digest": "sha256:0", "unknown": 1}`} {
		if _, err := fleet.ReadPlan(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: want an error", bad)
		}
	}
}

func TestShards(t *testing.T) {
	t.Parallel()
	var p fleet.Plan
	for i := range 1000 {
		p = append(p, fleet.Image{Repository: "r", Refs: []string{fmt.Sprint(i)}, Digest: fmt.Sprintf("sha256:%064d", i), Size: int64(i)})
	}
	for _, bySize := range []bool{false, true} {
		var all []string
		for index := range 16 {
			own := fleet.Shard{Index: index, Count: 16, BySize: bySize}.Of(p)
			if len(own) < 30 || len(own) > 95 {
				t.Errorf("shard %d has %d of 1000 images", index, len(own))
			}
			all = append(all, names(own)...)
		}
		slices.Sort(all)
		if diff := cmp.Diff(names(p), all); diff != "" {
			t.Errorf("by size %v: each image is one shard's: %s", bySize, diff)
		}
	}
	if s, err := fleet.ParseShard("3/16"); err != nil || s.Index != 3 || s.Count != 16 {
		t.Errorf("got %+v, %v", s, err)
	}
	for _, bad := range []string{"", "1", "16/16", "-1/2", "a/2", "0/0", "1/x"} {
		if _, err := fleet.ParseShard(bad); err == nil {
			t.Errorf("%q: want an error", bad)
		}
	}
}

// TestRun judges a fleet in shards, twice, in each kind of store and registry: each name has one
// decision, and the second run judges none.
func TestRun(t *testing.T) {
	t.Parallel()
	for _, referrers := range []bool{true, false} {
		for _, where := range []string{"referrers", "own"} {
			t.Run(fmt.Sprintf("%s, API %v", where, referrers), func(t *testing.T) {
				t.Parallel()
				h := host(t, referrers, many())
				p := plan(t, h, fleet.Selection{})
				at := where
				if where == "own" {
					at = oci.Scheme + h.host + "/decisions"
				}
				store, err := fleet.NewStore(h.client, at)
				if err != nil {
					t.Fatal(err)
				}
				j := newJudge()
				j.verdict = func(ref string) string {
					return map[bool]string{true: "stop", false: "go"}[strings.HasSuffix(ref, "7")]
				}
				for index := range 8 {
					r := fleet.Runner{Store: store, Judge: j, Jobs: 4}
					if _, err := r.Run(t.Context(), fleet.Shard{Index: index, Count: 8}.Of(p)); err != nil {
						t.Fatal(err)
					}
				}
				if j.asked.Load() != 200 || j.extracted.Load() != 40 {
					t.Errorf("judged %d times, extracted %d: want a judgement a name and an extraction a digest", j.asked.Load(), j.extracted.Load())
				}
				r := fleet.Runner{Store: store, Judge: j, Jobs: 4}
				summary, err := r.Run(t.Context(), p)
				if err != nil || summary[fleet.Cached] != 200 || j.asked.Load() != 200 {
					t.Errorf("again: got %v, %v", summary, err)
				}
				rows, err := fleet.Status(t.Context(), store, p, "sha256:b1", time.Now(), 4)
				if err != nil {
					t.Fatal(err)
				}
				states := map[string]int{}
				for _, row := range rows {
					states[row.State]++
				}
				if diff := cmp.Diff(map[string]int{fleet.Allowed: 180, fleet.Forbidden: 20}, states); diff != "" {
					t.Errorf("status (-want +got):\n%s", diff)
				}
				if rows, err = fleet.Status(t.Context(), store, p, "sha256:other", time.Now(), 4); err != nil || rows[0].State != fleet.OtherBundle {
					t.Errorf("of another bundle: got %+v, %v", rows[0], err)
				}
			})
		}
	}
}

// TestBroken tells images that can never be judged from those that may be later.
func TestBroken(t *testing.T) {
	t.Parallel()
	h := host(t, true, map[string]string{"good:1": "1", "broken:1": "2", "down:1": "3"})
	store, err := fleet.NewStore(h.client, "referrers")
	if err != nil {
		t.Fatal(err)
	}
	j := newJudge()
	j.broken = map[string]error{"/broken": errors.New("the layer is cut"), "/down": fmt.Errorf("asking: %w", context.DeadlineExceeded)}
	r := fleet.Runner{Store: store, Judge: j, Jobs: 2}
	p := plan(t, h, fleet.Selection{})
	got, err := r.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fleet.Summary{fleet.Judged: 1, fleet.Unjudgable: 1, fleet.Later: 1}, got); diff != "" || got.Open() != 1 {
		t.Errorf("-want +got:\n%s", diff)
	}
	j.broken = nil
	if got, err = r.Run(t.Context(), p); err != nil || got[fleet.Cached] != 2 || got[fleet.Judged] != 1 {
		t.Errorf("later: got %v, %v", got, err)
	}
	rows, err := fleet.Status(t.Context(), store, p, "", time.Now(), 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if want := map[bool]string{true: fleet.Errored, false: fleet.Allowed}[strings.Contains(row.Reference, "broken")]; row.State != want {
			t.Errorf("%s: got %s, want %s", row.Reference, row.State, want)
		}
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("enough"))
	if _, err := r.Run(ctx, p); err == nil {
		t.Error("ended: want an error")
	}
}

// TestRejudge judges again with other data: no blob of an image is asked for, and what is the same
// is not written.
func TestRejudge(t *testing.T) {
	t.Parallel()
	h := host(t, false, many())
	p := plan(t, h, fleet.Selection{})
	store, err := fleet.NewStore(h.client, oci.Scheme+h.host+"/decisions")
	if err != nil {
		t.Fatal(err)
	}
	first := newJudge()
	r := fleet.Runner{Store: store, Judge: first, Jobs: 4}
	if _, err := r.Run(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	second := newJudge()
	second.id.Index = "sha256:new"
	h.blobs.Store(0)
	h.read.Clear()
	second.verdict = func(ref string) string {
		return map[bool]string{true: "stop", false: "go"}[strings.HasSuffix(ref, ":v17")]
	}
	r = fleet.Runner{Store: store, Judge: second, Jobs: 4}
	var changes []fleet.Change
	summary, err := r.Rejudge(t.Context(), p, false, func(c fleet.Change) { changes = append(changes, c) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fleet.Summary{fleet.Unchanged: 199, fleet.Changed: 1}, summary); diff != "" || second.extracted.Load() != 0 {
		t.Errorf("extracted %d; -want +got:\n%s", second.extracted.Load(), diff)
	}
	for _, image := range p {
		r, err := h.client.Repository(image.Repository)
		if err != nil {
			t.Fatal(err)
		}
		manifest, err := r.Manifest(t.Context(), image.Digest)
		if err != nil {
			t.Fatal(err)
		}
		for _, blob := range append(manifest.Layers, manifest.Config) {
			if _, read := h.read.Load(blob.Digest.String()); read {
				t.Errorf("%s: a blob of the image was read: %s", image.Repository, blob.Digest)
			}
		}
	}
	// Facts and what they have, and the earlier decision of each name.
	if got, want := h.blobs.Load(), int64(2*len(p)+200); got > want {
		t.Errorf("got %d requests for blobs, want at most %d: those of facts and decisions", got, want)
	}
	if len(changes) != 1 || changes[0].Old != "go" || changes[0].New != "stop" || len(changes[0].Findings) != 1 {
		t.Errorf("got %+v", changes)
	}
	// A bundle that reads more needs images, which it gets where that is asked for.
	third := newJudge()
	third.needs = []document.Need{"files", "packages"}
	r = fleet.Runner{Store: store, Judge: third, Jobs: 4}
	if summary, err = r.Rejudge(t.Context(), p, false, nil); err != nil || summary[fleet.NeedsFacts] != 200 || summary.Open() != 200 {
		t.Errorf("got %v, %v", summary, err)
	}
	third.id.Bundle = "sha256:b2"
	if summary, err = r.Rejudge(t.Context(), p, true, nil); err != nil || summary[fleet.Judged] != 200 || third.extracted.Load() != 40 {
		t.Errorf("with images: got %v, %v, extracted %d", summary, err, third.extracted.Load())
	}
	removed, err := fleet.Prune(t.Context(), store, p, 1, true, nil)
	if err != nil || removed != 201 {
		t.Errorf("a dry run would remove %d, %v, want the 200 of the older bundle and the one that changed", removed, err)
	}
}

// TestRequests bounds what storing what is known of an image costs.
func TestRequests(t *testing.T) {
	t.Parallel()
	images := map[string]string{}
	for i := range 50 {
		images[fmt.Sprintf("team/app:v%d", i)] = fmt.Sprint(i)
	}
	h := host(t, true, images)
	p := plan(t, h, fleet.Selection{})
	store, err := fleet.NewStore(h.client, "referrers")
	if err != nil {
		t.Fatal(err)
	}
	h.asked.Store(0)
	r := fleet.Runner{Store: store, Judge: newJudge(), Jobs: 1}
	if summary, err := r.Run(t.Context(), p); err != nil || summary[fleet.Judged] != 50 {
		t.Fatalf("got %v, %v", summary, err)
	}
	// Whether there is a decision, or facts; the subject's manifest; a blob in three, a manifest and the list, twice.
	if got, first := h.asked.Load(), int64(25); got > 13*50+first {
		t.Errorf("got %d requests for 50 images, want 13 each and at most %d for the first", got, first)
	}
}

// TestFirstSeen keeps when vulnerabilities were first matched, over indexes, bundles and both ways to judge,
// and when no rule finds anything yet.
func TestFirstSeen(t *testing.T) {
	t.Parallel()
	h := host(t, true, map[string]string{"app:1": "1"})
	p := plan(t, h, fleet.Selection{})
	key, public := newKey(t)
	for _, signed := range []bool{false, true} {
		store, err := fleet.NewStore(h.client, oci.Scheme+h.host+"/decisions"+strconv.FormatBool(signed))
		if err != nil {
			t.Fatal(err)
		}
		if signed {
			store.Key, store.Keys = key, []*signing.PublicKey{public}
		}
		j := newJudge()
		day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
		judged := func(n int, index, bundle string, again bool, matches ...string) fleet.Summary {
			t.Helper()
			j.clock, j.id.Index, j.id.Bundle, j.matches = day(n), index, bundle, matches
			r := fleet.Runner{Store: store, Judge: j}
			summary, err := r.Run(t.Context(), p)
			if again {
				r := fleet.Runner{Store: store, Judge: j}
				summary, err = r.Rejudge(t.Context(), p, false, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			return summary
		}
		judged(1, "i1", "b1", false, "CVE-1")
		judged(2, "i2", "b1", false, "CVE-1", "CVE-2")
		if got := judged(3, "i2", "b1", true, "CVE-1", "CVE-2", "CVE-3"); got[fleet.Judged] != 1 {
			t.Errorf("a new match is kept: got %v", got)
		}
		if got := judged(4, "i2", "b1", true, "CVE-1", "CVE-2", "CVE-3"); got[fleet.Unchanged] != 1 {
			t.Errorf("nothing new: got %v", got)
		}
		judged(5, "i3", "b2", false, "CVE-1", "CVE-2", "CVE-3", "CVE-4")
		list, err := store.All(t.Context(), p[0], p[0].Refs[0], &fleet.Tags{})
		if err != nil {
			t.Fatal(err)
		}
		want := fleet.FirstSeen{"CVE-1": day(1), "CVE-2": day(2), "CVE-3": day(3), "CVE-4": day(5)}
		if diff := cmp.Diff(want, list[0].FirstSeen); diff != "" {
			t.Errorf("signed %v: -want +got:\n%s", signed, diff)
		}
	}
}

func TestFromCluster(t *testing.T) {
	t.Parallel()
	digest := "sha256:" + strings.Repeat("a", 64)
	refs, err := fleet.FromCluster(strings.NewReader(`{"kind": "List", "items": [{"status": {
		"containerStatuses": [{"image": "r.example/app:1", "imageID": "r.example/app@` + digest + `"}, {"image": "x", "imageID": ""}],
		"initContainerStatuses": [{"image": "sha256:` + strings.Repeat("b", 64) + `", "imageID": "docker-pullable://r.example/init@` + digest + `"}],
		"ephemeralContainerStatuses": [{"image": "r.example/app:1", "imageID": "r.example/app@` + digest + `"}]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"r.example/app:1@" + digest, "r.example/init@" + digest}
	if diff := cmp.Diff(want, refs); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, bad := range []string{"", "[]", `{"kind": "Pod"}`} {
		if _, err := fleet.FromCluster(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: want an error", bad)
		}
	}
}

func TestNotify(t *testing.T) {
	t.Parallel()
	tries := 0
	var body []byte
	var signature string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries < 3 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		body, _ = io.ReadAll(r.Body)
		signature = r.Header.Get(fleet.SignatureHeader)
	}))
	t.Cleanup(server.Close)
	n := fleet.Notification{Bundle: "b", Changes: []fleet.Change{{Image: "a", New: "stop"}}}
	if err := fleet.Notify(t.Context(), server.Client(), server.URL, "secret", n); err != nil {
		t.Fatal(err)
	}
	var got fleet.Notification
	if err := json.Unmarshal(body, &got); err != nil || got.Changes[0].New != "stop" || signature != fleet.Signature("secret", body) {
		t.Errorf("got %s signed %s, %v", body, signature, err)
	}
	refusing := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(refusing.Close)
	if err := fleet.Notify(t.Context(), refusing.Client(), refusing.URL, "", n); err == nil {
		t.Error("404: want an error")
	}
}

// TestSigned holds that only what a key has signed of the image counts, and the newest of it.
func TestSigned(t *testing.T) {
	t.Parallel()
	h := host(t, true, map[string]string{"app:1": "1", "other:1": "2"})
	p := plan(t, h, fleet.Selection{})
	store, err := fleet.NewStore(h.client, "referrers")
	if err != nil {
		t.Fatal(err)
	}
	key, public := newKey(t)
	_, stranger := newKey(t)
	store.Key = key
	now := time.Now().UTC().Truncate(time.Second)
	put := func(action string, at time.Time) {
		t.Helper()
		d := &fleet.Stored{Key: "k", Reference: p[0].Refs[0], Bundle: "b", Name: "n", Action: action, Evaluated: at, Body: json.RawMessage(`{"final_action": "` + action + `"}`)}
		if err := store.Put(t.Context(), p[0], d); err != nil {
			t.Fatal(err)
		}
	}
	put("stop", now)
	put("go", now.Add(-24*time.Hour)) // somebody pushes yesterday's again
	list, err := store.Candidates(t.Context(), p[0], p[0].Refs[0], "k")
	if err != nil {
		t.Fatal(err)
	}
	var newest *fleet.Stored
	for _, c := range list {
		v, err := c.Verified(p[0], []*signing.PublicKey{public})
		if err != nil {
			t.Fatal(err)
		}
		if newest == nil || v.Evaluated.After(newest.Evaluated) {
			newest = v
		}
		if _, err := c.Verified(p[0], []*signing.PublicKey{stranger}); err == nil {
			t.Error("another key: want an error")
		}
		if _, err := c.Verified(p[1], []*signing.PublicKey{public}); err == nil {
			t.Error("another image: want an error")
		}
	}
	if len(list) != 2 || newest.Action != "stop" || string(newest.Body) != `{"final_action":"stop"}` && string(newest.Body) != `{"final_action": "stop"}` {
		t.Errorf("got %d decisions, the newest %+v", len(list), newest)
	}
	store.Key = nil
	d := &fleet.Stored{Key: "u", Reference: p[0].Refs[0], Action: "go", Evaluated: now, Body: json.RawMessage(`{}`)}
	if err := store.Put(t.Context(), p[0], d); err != nil {
		t.Fatal(err)
	}
	unsigned, err := store.Get(t.Context(), p[0], p[0].Refs[0], "u")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := unsigned.Verified(p[0], []*signing.PublicKey{public}); err == nil {
		t.Error("not signed: want an error")
	}
}

func newKey(t *testing.T) (*signing.PrivateKey, *signing.PublicKey) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	key, err := signing.ParsePrivateKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil)
	if err != nil {
		t.Fatal(err)
	}
	return key, key.Public()
}
