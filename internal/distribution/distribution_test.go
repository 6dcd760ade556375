package distribution_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/pratique-dev/pratique/internal/distribution"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/registrytest"
	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/internal/signtest"
)

// build makes a tarball with stock opa build.
func build(t *testing.T, rego string) []byte {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"policy.rego": rego, "data.json": `{"x": {"b": 1.0, "a": [1, 2]}}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := dir + ".tar.gz"
	command := exec.Command(e2e.Binary(t, "opa"), "build", "-b", ".", "-o", "../"+filepath.Base(dir)+".tar.gz")
	command.Dir = dir // whose path would stand in the tarball
	if text, err := command.CombinedOutput(); err != nil {
		t.Fatalf("opa build: %v\n%s", err, text)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const allow = "package p\n\nallow := true\n"

type bench struct {
	*testing.T
	client *oci.Client
	host   string
}

func newBench(t *testing.T) *bench {
	server := httptest.NewServer(registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0))))
	t.Cleanup(server.Close)
	return at(t, strings.TrimPrefix(server.URL, "http://"))
}

func at(t *testing.T, host string) *bench {
	client, err := oci.NewClient(oci.Options{Insecure: true})
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t, client, host}
}

func (b *bench) reference(suffix string) oci.Reference {
	b.Helper()
	r, err := oci.ParseReference("oci://" + b.host + "/team/policy" + suffix)
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func (b *bench) push(tag string, tarball []byte) string {
	b.Helper()
	digest, err := distribution.Push(b.Context(), b.client, b.reference(tag), tarball, nil, false)
	if err != nil {
		b.Fatal(err)
	}
	return digest
}

func (b *bench) pull(suffix string, o distribution.PullOptions) (*distribution.Policy, error) {
	return distribution.Pull(b.Context(), b.client, b.reference(suffix), o)
}

func signed(t *testing.T, key *signing.PrivateKey, rego string) []byte {
	t.Helper()
	tarball, err := distribution.Sign(build(t, rego), key, "k1")
	if err != nil {
		t.Fatal(err)
	}
	return tarball
}

func keys(all ...*signing.PrivateKey) distribution.PullOptions {
	var o distribution.PullOptions
	for _, key := range all {
		o.Keys = append(o.Keys, key.Public())
	}
	return o
}

// The same policy and key give the same digest, and stock OPA verifies it.
func TestSign(t *testing.T) {
	t.Parallel()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]*signing.PrivateKey{"ECDSA": signtest.Key(t), "RSA": signtest.Private(t, rsaKey)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tarball := signed(t, key, allow)
			if again := signed(t, key, allow); !bytes.Equal(tarball, again) {
				t.Error("signed twice, the tarballs differ")
			}
			twice, err := distribution.Sign(tarball, key, "k1")
			if err != nil || !bytes.Equal(tarball, twice) {
				t.Errorf("signed again, the tarball differs: %v", err)
			}
		})
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := distribution.Sign(build(t, allow), signtest.Private(t, key), "k1"); err == nil || !strings.HasSuffix(err.Error(), "OPA verifies no Ed25519 signatures; use an ECDSA key on P-256") {
		t.Errorf("got error %v", err)
	}
}

func TestPushPull(t *testing.T) {
	t.Parallel()
	benches := map[string]*bench{"memory": newBench(t)}
	if host := registrytest.Start(t); host != "" {
		benches["docker-registry"] = at(t, host)
	}
	for name, b := range benches {
		t.Run(name, func(t *testing.T) {
			key := signtest.Key(t)
			tarball := signed(t, key, allow)
			digest := b.push(":v1", tarball)
			if again := b.push(":v1", tarball); again != digest {
				t.Errorf("pushed again: got %s, want %s", again, digest)
			}
			for _, suffix := range []string{":v1", "@" + digest, ":v1@" + digest} {
				p, err := b.pull(suffix, keys(key))
				if err != nil {
					t.Fatal(err)
				}
				if p.Digest != digest || p.SignedBy != key.Public().Fingerprint() || !bytes.Equal(p.Tarball, tarball) {
					t.Errorf("got %s signed by %s", p.Digest, p.SignedBy)
				}
			}
		})
	}
}

// What a signature does not cover is refused.
func TestRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	key, other := signtest.Key(t), signtest.Key(t)
	b.push(":unsigned", build(t, allow))
	b.push(":signed", signed(t, key, allow))
	b.push(":changed", changed(t, signed(t, key, allow)))
	for _, tt := range []struct {
		name, tag string
		options   distribution.PullOptions
		want      string // "" for none
	}{
		{"unsigned, and nobody asks", ":unsigned", distribution.PullOptions{}, ""},
		{"unsigned", ":unsigned", keys(key), "it is not signed by the key"},
		{"right", ":signed", keys(key), ""},
		{"one of two keys", ":signed", keys(other, key), ""},
		{"another key", ":signed", keys(other), "it is not signed by the key"},
		{"changed", ":changed", keys(key), "digest mismatch"},
		{"a tag where a digest is demanded", ":signed", distribution.PullOptions{RequireDigest: true}, "it is not pinned by a digest (--require-digest)"},
		{"none", ":none", distribution.PullOptions{}, "not found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := b.pull(tt.tag, tt.options)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got error %v, want %q in it", err, tt.want)
			}
		})
	}
}

// changed changes one file of a tarball, and leaves the signature.
func changed(t *testing.T, tarball []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "b.tar.gz"), tarball, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("sh", "-c", `mkdir x && tar -xzf b.tar.gz -C x && echo "# more" >> x/policy.rego && tar -czf c.tar.gz -C x $(ls -A x)`)
	command.Dir = dir
	if text, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	data, err := os.ReadFile(filepath.Join(dir, "c.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A signature beside the policy counts as one inside does.
func TestAttached(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	bundle, cosign, other := signtest.Key(t), signtest.Key(t), signtest.Key(t)
	digest := b.push(":v1", build(t, allow))
	if _, err := b.pull(":v1", keys(bundle)); !errors.Is(err, distribution.ErrUnsigned) {
		t.Fatalf("got error %v, want unsigned", err)
	}
	got, err := distribution.Attach(t.Context(), b.client, b.reference(":v1"), bundle)
	if err != nil || got != digest {
		t.Fatalf("got %s, %v, want %s", got, err, digest)
	}
	repository, err := b.client.Repository(b.reference(":v1").Repository)
	if err != nil {
		t.Fatal(err)
	}
	a := signtest.Signatures(signtest.SimpleSigning(t, cosign, signtest.Payload("x", digest)))
	if _, err := repository.Push(t.Context(), a, oci.FallbackTag(digest)+".sig"); err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]*signing.PrivateKey{"bundle": bundle, "cosign": cosign} {
		if p, err := b.pull(":v1", keys(key)); err != nil || p.SignedBy != key.Public().Fingerprint() {
			t.Errorf("%s: got %+v, %v", name, p, err)
		}
	}
	if _, err := b.pull(":v1", keys(other)); !errors.Is(err, distribution.ErrUnsigned) {
		t.Errorf("got error %v, want unsigned", err)
	}
}

func TestConftest(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if _, err := distribution.Push(t.Context(), b.client, b.reference(":v1"), build(t, allow), nil, true); err != nil {
		t.Fatal(err)
	}
	p, err := b.pull(":v1-conftest", distribution.PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range p.Files {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "data.json policy.rego" || p.Tarball != nil {
		t.Errorf("got %s", got)
	}
	// Stock conftest reads it, and what it pushes is read.
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		command := exec.Command(e2e.Binary(t, "conftest"), args...)
		command.Dir = dir
		if text, err := command.CombinedOutput(); err != nil {
			t.Fatalf("conftest %v: %v\n%s", args, err, text)
		}
	}
	run("pull", "--policy", "pulled", "oci://"+b.host+"/team/policy:v1-conftest")
	if text, err := os.ReadFile(filepath.Join(dir, "pulled", "policy.rego")); err != nil || !strings.Contains(string(text), "allow") {
		t.Errorf("conftest has pulled %q, %v", text, err)
	}
	run("push", "--policy", "pulled", b.host+"/team/policy:theirs")
	if p, err = b.pull(":theirs", distribution.PullOptions{}); err != nil || len(p.Files) == 0 {
		t.Errorf("got %+v, %v", p, err)
	}
}

// A title must not lead out of the directory that it is written into.
func TestTitles(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	repository, err := b.client.Repository(b.reference(":x").Repository)
	if err != nil {
		t.Fatal(err)
	}
	for i, title := range []string{"../x", "/etc/x", "a/../../x", "", ".", `..\x`, "c:x"} {
		layer := oci.Bytes("application/vnd.cncf.openpolicyagent.policy.layer.v1+rego", []byte("package x"))
		layer.Annotations = map[string]string{"org.opencontainers.image.title": title}
		tag := fmt.Sprint("t", i)
		if _, err := repository.Push(t.Context(), oci.Artifact{Layers: []oci.Layer{layer}}, tag); err != nil {
			t.Fatal(err)
		}
		if _, err := b.pull(":"+tag, distribution.PullOptions{}); err == nil || !strings.Contains(err.Error(), "which leads out of the policy") {
			t.Errorf("%q: got error %v", title, err)
		}
	}
}

func TestCache(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	dir := t.TempDir()
	o := distribution.PullOptions{Cache: distribution.NewCache(dir)}
	first := b.push(":v1", build(t, allow))
	if _, err := b.pull(":v1", o); err != nil {
		t.Fatal(err)
	}
	// What is pinned and there needs no registry.
	offline, err := oci.NewClient(oci.Options{Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	b.client, offline = offline, b.client
	if _, err := b.pull("@"+first, o); err != nil {
		t.Errorf("from the cache: %v", err)
	}
	// What is changed in the cache is not believed.
	for _, path := range glob(t, filepath.Join(dir, "sha256", "*")) {
		if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.pull("@"+first, o); err == nil || !strings.Contains(err.Error(), "offline") {
		t.Errorf("from a changed cache: got error %v", err)
	}
	b.client = offline

	// A tag that goes on is followed, one that goes back is not.
	second := b.push(":v1", build(t, "package p\n\nallow := false\n"))
	if _, err := b.pull(":v1", o); err != nil {
		t.Fatal(err)
	}
	b.push(":v1", build(t, allow))
	if _, err := b.pull(":v1", o); !errors.Is(err, distribution.ErrOlder) || !strings.Contains(err.Error(), second) {
		t.Errorf("got error %v, want older than %s", err, second)
	}
	o.AllowOlder = true
	if _, err := b.pull(":v1", o); err != nil {
		t.Errorf("older, which is allowed: %v", err)
	}
	o.AllowOlder = false
	if _, err := b.pull(":v1", o); err != nil {
		t.Errorf("the same again: %v", err)
	}
	b.push(":v1", build(t, "package p\n\nallow := false\n"))
	if _, err := b.pull(":v1", o); err != nil {
		t.Errorf("on again: %v", err)
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %v, %v", pattern, paths, err)
	}
	return paths
}

// Stock OPA loads what is pushed, by tag and by digest, and refuses what it has to refuse.
func TestStockOPA(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	key, other := signtest.Key(t), signtest.Key(t)
	digest := b.push(":v1", signed(t, key, allow))
	b.push(":changed", changed(t, signed(t, key, allow)))
	if _, err := distribution.Push(t.Context(), b.client, b.reference(":c"), build(t, allow), nil, true); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, suffix string
		key          *signing.PrivateKey // nil for none
		loads        bool
	}{
		{"by tag", ":v1", key, true},
		{"by digest", "@" + digest, key, true},
		{"without a key", ":v1", nil, false},
		{"another key", ":v1", other, false},
		{"changed", ":changed", key, false},
		{"the layout of conftest", ":c-conftest", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := b.loads(t, tt.suffix, tt.key); got != tt.loads {
				t.Errorf("loaded: got %v, want %v", got, tt.loads)
			}
		})
	}
}

// loads says whether opa run answers by a policy within a few seconds.
func (b *bench) loads(t *testing.T, suffix string, key *signing.PrivateKey) bool {
	t.Helper()
	config := map[string]any{
		"services": map[string]any{"reg": map[string]any{"url": "http://" + b.host, "type": "oci"}},
		"bundles": map[string]any{"p": map[string]any{
			"service": "reg", "resource": b.host + "/team/policy" + suffix, "polling": map[string]any{"min_delay_seconds": 1, "max_delay_seconds": 2},
		}},
		"persistence_directory": t.TempDir(),
	}
	if key != nil {
		config["keys"] = map[string]any{"k1": map[string]any{"algorithm": "ES256", "key": string(key.Public().PEM())}}
		config["bundles"].(map[string]any)["p"].(map[string]any)["signing"] = map[string]any{"keyid": "k1"}
	}
	text, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	ctx, cancel := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, e2e.Binary(t, "opa"), "run", "--server", "--addr", address, "--config-file", path, "--log-level", "error")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cancel()
		command.Wait()
	}()
	// A refused bundle is told from one that is not there yet by the status of the plugin.
	for begin := time.Now(); time.Since(begin) < 6*time.Second; time.Sleep(100 * time.Millisecond) {
		response, err := http.Post("http://"+address+"/v1/data/p/allow", "application/json", nil)
		if err != nil {
			continue
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err == nil && strings.Contains(string(body), `"result":true`) {
			return true
		}
	}
	return false
}
