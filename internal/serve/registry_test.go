package serve

import (
	"archive/tar"
	"bytes"
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
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// twoMappings forbids what is tagged prod, since it has no user, and allows what is tagged dev.
const twoMappings = `{"id": "b", "name": "doors", "version": "1_0", "whitelists": [], "whitelisted_images": [], "blacklisted_images": [],
 "policies": [
  {"id": "strict", "name": "strict", "version": "1_0", "rules": [{"id": "user", "gate": "dockerfile", "trigger": "effective_user", "action": "STOP",
   "params": [{"name": "users", "value": "root"}, {"name": "type", "value": "blacklist"}]}]},
  {"id": "lax", "name": "lax", "version": "1_0", "rules": []}],
 "mappings": [
  {"id": "prod", "name": "prod", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "prod"}, "policy_ids": ["strict"], "whitelist_ids": []},
  {"id": "rest", "name": "rest", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["lax"], "whitelist_ids": []}]}`

// site is a registry with an image under two tags, and a server that answers from stored decisions.
type site struct {
	host   string
	client *oci.Client
	image  fleet.Image
	config string // digest of its configuration
	bundle *fleet.Bundle
	stall  atomic.Bool
	read   atomic.Int64 // times that the image's configuration was read
	source *Registry
	server *httptest.Server
}

func newSite(t *testing.T, referrers bool, where string, keys []*signing.PublicKey, text string, names ...string) *site {
	t.Helper()
	s := &site{}
	handler := registry.New(registry.WithReferrersSupport(referrers), registry.Logger(log.New(io.Discard, "", 0)))
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.stall.Load() {
			select {
			case <-time.After(3 * time.Second):
			case <-r.Context().Done():
			}
			return
		}
		if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/blobs/"+s.config) {
			s.read.Add(1)
			time.Sleep(50 * time.Millisecond)
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(upstream.Close)
	s.host = strings.TrimPrefix(upstream.URL, "http://")
	var err error
	if s.client, err = oci.NewClient(oci.Options{}); err != nil {
		t.Fatal(err)
	}
	r, err := s.client.Repository(s.host + "/team/app")
	if err != nil {
		t.Fatal(err)
	}
	var layer bytes.Buffer
	w := tar.NewWriter(&layer)
	if err := errors.Join(w.WriteHeader(&tar.Header{Name: "etc/hello", Mode: 0o644}), w.Close()); err != nil {
		t.Fatal(err)
	}
	blob := oci.Bytes("application/vnd.oci.image.layer.v1.tar", layer.Bytes())
	config := oci.Bytes("application/vnd.oci.image.config.v1+json",
		[]byte(`{"os": "linux", "architecture": "amd64", "config": {}, "rootfs": {"type": "layers", "diff_ids": ["`+blob.Digest+`"]}}`))
	s.config = config.Digest
	d, err := r.Push(t.Context(), oci.Artifact{Config: &config, Layers: []oci.Layer{blob}}, names...)
	if err != nil {
		t.Fatal(err)
	}
	s.image = fleet.Image{Repository: r.String(), Digest: d.Digest.String()}
	for _, name := range names {
		s.image.Refs = append(s.image.Refs, r.String()+":"+name)
	}
	path := filepath.Join(t.TempDir(), "bundle.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	bundle, err := evaluate.LoadNamed(t.Context(), path, evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.bundle = &fleet.Bundle{Bundle: bundle, ID: fleet.Identity{Bundle: "sha256:" + bundle.Fingerprint, Name: bundle.Name, Extractor: "test"}}
	s.source = &Registry{Client: s.client, FailOn: "stop", MaxAge: 24 * time.Hour}
	s.source.Judges.Store(s.bundle)
	if where != "" {
		s.source.Store = s.store(t, where)
		s.source.Store.Keys = keys
	} else {
		s.source.JudgeMissing = true
	}
	decider := &Decider{Source: s.source, MaxWait: 10 * time.Second, MutableTags: "allow", TTL: time.Nanosecond, NegativeTTL: time.Nanosecond, Entries: 10, Jobs: 4}
	s.server = httptest.NewServer(New(decider).Handler())
	t.Cleanup(s.server.Close)
	return s
}

func (s *site) store(t *testing.T, where string) *fleet.Store {
	t.Helper()
	if where == "own" {
		where = oci.Scheme + s.host + "/decisions"
	}
	store, err := fleet.NewStore(s.client, where)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// admits asks for a pod of the image under a name.
func (s *site) admits(t *testing.T, ref string) (bool, string) {
	t.Helper()
	r := review1(t, s.server, admissionReview("CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "`+ref+`"}]}}`, "null"))
	if r.Status == nil {
		return r.Allowed, ""
	}
	return r.Allowed, r.Status.Message
}

// TestTwoMappings holds that one digest with two tags under two mappings has two decisions, and each tag
// is admitted by its own, stored or judged.
func TestTwoMappings(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	for _, where := range []string{"referrers", "own", ""} {
		t.Run("store "+where, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, true, where, []*signing.PublicKey{key.Public()}, twoMappings, "dev", "prod")
			if where != "" {
				if _, why := s.admits(t, s.image.Refs[0]); !strings.Contains(why, "there is no decision on it") {
					t.Errorf("before the fleet has run: got %q", why)
				}
				store := s.store(t, where)
				store.Key, store.Keys = key, []*signing.PublicKey{key.Public()}
				summary, err := (&fleet.Runner{Store: store, Judge: s.bundle}).Run(t.Context(), fleet.Plan{s.image})
				if err != nil || summary[fleet.Judged] != 2 {
					t.Fatalf("got %v, %v", summary, err)
				}
			}
			for _, digest := range []string{"", "@" + s.image.Digest} {
				if ok, why := s.admits(t, s.image.Refs[0]+digest); !ok {
					t.Errorf("dev%s: denied: %s", digest, why)
				}
				if ok, why := s.admits(t, s.image.Refs[1]+digest); ok || !strings.Contains(why, "User root found as effective user") {
					t.Errorf("prod%s: allowed %v: %s", digest, ok, why)
				}
			}
		})
	}
}

// TestYesterday holds that a signed "go" of yesterday, pushed again over today's "stop", does not count, in
// each kind of store and registry, and what else must not: see the cases.
func TestYesterday(t *testing.T) {
	t.Parallel()
	key, stranger := newKey(t), newKey(t)
	now := time.Now().UTC()
	for _, referrers := range []bool{true, false} {
		for _, where := range []string{"referrers", "own"} {
			t.Run(fmt.Sprintf("%s, API %v", where, referrers), func(t *testing.T) {
				t.Parallel()
				s := newSite(t, referrers, where, []*signing.PublicKey{key.Public()}, twoMappings, "dev")
				ref, k := s.image.Refs[0], s.bundle.ID.Key(s.image, s.image.Refs[0])
				put := func(by *signing.PrivateKey, key, action string, at, expires time.Time) {
					t.Helper()
					store := s.store(t, where)
					store.Key = by
					d := &fleet.Stored{Key: key, Reference: ref, Bundle: "b", Action: action, Evaluated: at, Expires: expires, Body: json.RawMessage(`{"final_action": "` + action + `"}`)}
					if err := store.Put(t.Context(), s.image, d); err != nil {
						t.Fatal(err)
					}
				}
				denied := func(what, because string) {
					t.Helper()
					if ok, why := s.admits(t, ref); ok || !strings.Contains(why, because) {
						t.Errorf("%s: allowed %v: %s", what, ok, why)
					}
				}
				put(nil, k, "go", now, time.Time{})
				denied("not signed", "not signed")
				put(stranger, k, "go", now, time.Time{})
				denied("signed by somebody else", "does not count")
				put(key, "another key", "go", now, time.Time{})
				denied("of another bundle", "does not count")
				put(key, k, "go", now.Add(-25*time.Hour), time.Time{})
				denied("too old", "older than")
				put(key, k, "go", now.Add(-20*time.Hour), now.Add(-time.Hour))
				denied("expired", "expired")
				put(key, k, "go", now.Add(-19*time.Hour), time.Time{})
				if ok, why := s.admits(t, ref); !ok {
					t.Errorf("a go: denied: %s", why)
				}
				put(key, k, "stop", now.Add(-time.Minute), time.Time{})
				denied("a stop", "is forbidden")
				put(key, k, "go", now.Add(-19*time.Hour), time.Time{}) // the same bytes but for the signature, under the same tag
				denied("a go of yesterday", "is forbidden")
			})
		}
	}
}

// TestOneJudgement has 500 ask for one digest of a registry at the same time: the image is read and judged
// once, and each of them has the answer.
func TestOneJudgement(t *testing.T) {
	t.Parallel()
	s := newSite(t, true, "", nil, twoMappings, "dev", "prod")
	decider := &Decider{Source: s.source, MaxWait: time.Minute, MutableTags: "allow", TTL: time.Hour, NegativeTTL: time.Hour, Entries: 10, Jobs: 4}
	s.server = httptest.NewServer(New(decider).Handler())
	t.Cleanup(s.server.Close)
	for name, want := range map[string]string{"dev": `"allowed":true`, "prod": `"allowed":false,"action":"stop"`} {
		before := s.read.Load()
		body := `{"images": ["` + s.image.Repository + ":" + name + "@" + s.image.Digest + `"]}`
		var group sync.WaitGroup
		var others atomic.Int64
		for range 500 {
			group.Go(func() {
				if code, text := post(t, s.server, "/v1/judge", body); code != http.StatusOK || !strings.Contains(text, want) {
					others.Add(1)
				}
			})
		}
		group.Wait()
		if got := s.read.Load() - before; got != 1 || others.Load() != 0 {
			t.Errorf("%s: the image was read %d times, and %d of 500 have another answer", name, got, others.Load())
		}
	}
}

// TestStalled denies within the time to wait when the registry does not answer.
func TestStalled(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"referrers", ""} {
		s := newSite(t, true, where, nil, twoMappings, "dev")
		decider := &Decider{Source: s.source, MaxWait: 300 * time.Millisecond, MutableTags: "allow", TTL: time.Minute, NegativeTTL: time.Minute, Entries: 10, Jobs: 4}
		s.server = httptest.NewServer(New(decider).Handler())
		t.Cleanup(s.server.Close)
		s.stall.Store(true)
		for _, ref := range []string{s.image.Refs[0], s.image.Refs[0] + "@" + s.image.Digest} {
			begun := time.Now()
			ok, why := s.admits(t, ref)
			if took := time.Since(begun); ok || !strings.Contains(why, ErrPending.Error()) || took < 250*time.Millisecond || took > 5*time.Second {
				t.Errorf("%s: allowed %v after %s: %s", ref, ok, took, why)
			}
		}
		s.stall.Store(false)
	}
}

func newKey(t *testing.T) *signing.PrivateKey {
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
	return key
}
