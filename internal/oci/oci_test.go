package oci_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/registrytest"
)

const artifactType = "application/vnd.example.thing.v1"

func repository(t *testing.T, handler http.Handler) *oci.Repository {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return at(t, strings.TrimPrefix(server.URL, "http://"), oci.Options{Insecure: true})
}

func at(t *testing.T, host string, o oci.Options) *oci.Repository {
	t.Helper()
	client, err := oci.NewClient(o)
	if err != nil {
		t.Fatal(err)
	}
	repository, err := client.Repository(host + "/team/thing")
	if err != nil {
		t.Fatal(err)
	}
	return repository
}

func memory(referrers bool) http.Handler {
	return registry.New(registry.WithReferrersSupport(referrers), registry.Logger(log.New(io.Discard, "", 0)))
}

func thing(text string) oci.Artifact {
	return oci.Artifact{
		ArtifactType: artifactType,
		Layers:       []oci.Layer{oci.Bytes("text/plain", []byte(text))},
		Annotations:  map[string]string{"b": "2", "a": "1"},
	}
}

// registries are those that every test of reading and writing holds for.
func registries(t *testing.T) map[string]*oci.Repository {
	all := map[string]*oci.Repository{
		"with the referrers API":    repository(t, memory(true)),
		"without the referrers API": repository(t, memory(false)),
		"with an API that is empty": repository(t, emptyReferrers(memory(false))),
	}
	if host := registrytest.Start(t); host != "" {
		all["docker-registry"] = at(t, host, oci.Options{Insecure: true})
	}
	return all
}

// emptyReferrers answers as registries do that have the API and know nothing of the tag.
func emptyReferrers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/referrers/") {
			w.Header().Set("Content-Type", "application/vnd.oci.image.index.v1+json")
			fmt.Fprint(w, `{"schemaVersion": 2, "manifests": []}`)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func TestPushAndRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("of a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, repository := range registries(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			file, err := oci.File("text/plain", path)
			if err != nil {
				t.Fatal(err)
			}
			artifact := thing("one")
			artifact.Layers = append(artifact.Layers, file)
			first, err := repository.Push(ctx, artifact, "v1", "latest")
			if err != nil {
				t.Fatal(err)
			}
			again, err := repository.Push(ctx, artifact, "v1")
			if err != nil || again.Digest != first.Digest {
				t.Errorf("pushing again: got %s, %v, want %s", again.Digest, err, first.Digest)
			}
			digest, err := repository.Exists(ctx, "v1")
			if err != nil || digest != first.Digest.String() {
				t.Errorf("got %s, %v, want %s", digest, err, first.Digest)
			}
			for _, identifier := range []string{"v1", "latest", first.Digest.String()} {
				m, err := repository.Manifest(ctx, identifier)
				if err != nil {
					t.Fatal(err)
				}
				if m.Digest != first.Digest.String() || m.ArtifactType != artifactType || len(m.Layers) != 2 || m.IsIndex() {
					t.Errorf("%s: got %+v", identifier, m)
				}
				data, err := repository.Blob(ctx, m.Layers[1], 9)
				if err != nil || string(data) != "of a file" {
					t.Errorf("got %q, %v", data, err)
				}
				if _, err := repository.Blob(ctx, m.Layers[1], 8); err == nil || !oci.Answered(err) {
					t.Errorf("more than the limit: got error %v", err)
				}
				stream, err := repository.Open(ctx, m.Layers[0])
				if err != nil {
					t.Fatal(err)
				}
				text, err := io.ReadAll(stream)
				if stream.Close(); err != nil || string(text) != "one" {
					t.Errorf("got %q, %v", text, err)
				}
			}
			if _, err := repository.Manifest(ctx, "none"); !errors.Is(err, oci.ErrNotFound) || !oci.Answered(err) {
				t.Errorf("got error %v, want not found", err)
			}
		})
	}
}

func TestAttach(t *testing.T) {
	t.Parallel()
	for name, repository := range registries(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			subject, err := repository.Push(ctx, thing("subject"), "v1")
			if err != nil {
				t.Fatal(err)
			}
			none, err := repository.Referrers(ctx, subject.Digest.String())
			if err != nil || len(none.List) != 0 {
				t.Fatalf("got %+v, %v, want none", none, err)
			}
			const writers = 6
			var group sync.WaitGroup
			want, problems := make([]string, writers), make([]error, writers)
			for i := range writers {
				group.Go(func() {
					d, err := repository.Attach(ctx, subject, thing(fmt.Sprint("referrer ", i)))
					want[i], problems[i] = d.Digest.String(), err
				})
			}
			group.Wait()
			if err := errors.Join(problems...); err != nil {
				t.Fatal(err)
			}
			found, err := repository.Referrers(ctx, subject.Digest.String())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range found.List {
				got = append(got, r.Digest.String())
				if m, err := repository.Manifest(ctx, r.Digest.String()); err != nil || m.ArtifactType != artifactType {
					t.Errorf("got %+v, %v", m, err)
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("referrers (-want +got):\n%s", diff)
			}
			m, err := repository.Manifest(ctx, got[0])
			if err != nil || m.Subject == nil || m.Subject.Digest != subject.Digest {
				t.Errorf("got subject %+v, %v", m.Subject, err)
			}
		})
	}
}

// TestAttachUnasked holds that blobs are written without asking whether they are there, where they are small,
// that one that is there stays, and that tags lead to the referrer.
func TestAttachUnasked(t *testing.T) {
	t.Parallel()
	for _, api := range []bool{true, false} {
		var heads, posts atomic.Int64
		handler := registry.New(registry.WithReferrersSupport(api), registry.Logger(log.New(io.Discard, "", 0)))
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.Method == http.MethodHead && strings.Contains(r.URL.Path, "/blobs/"):
				heads.Add(1)
			case r.Method == http.MethodPost:
				posts.Add(1)
			}
			handler.ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		attach := func(what string, layer oci.Layer, wantHeads, wantPosts int64) {
			client, err := oci.NewClient(oci.Options{}) // knows of nothing that is there
			if err != nil {
				t.Fatal(err)
			}
			repository, err := client.Repository(strings.TrimPrefix(server.URL, "http://") + "/team/app")
			if err != nil {
				t.Fatal(err)
			}
			subject, err := repository.Push(t.Context(), thing("subject"), "subject")
			if err != nil {
				t.Fatal(err)
			}
			for _, tag := range []string{"one", "two"} {
				heads.Store(0)
				posts.Store(0)
				a := oci.Artifact{ArtifactType: "application/vnd.example", Layers: []oci.Layer{layer}, Annotations: map[string]string{"for": what + tag}}
				d, err := repository.Attach(t.Context(), subject, a, tag)
				if err != nil {
					t.Fatalf("%s: %v", what, err)
				}
				if have, err := repository.Exists(t.Context(), tag); err != nil || have != d.Digest.String() {
					t.Errorf("%s: the tag is %s, %v, want %s", what, have, err, d.Digest)
				}
				list, err := repository.Referrers(t.Context(), subject.Digest.String())
				if err != nil || !slices.ContainsFunc(list.List, func(have oci.Referrer) bool { return have.Digest == d.Digest }) {
					t.Errorf("%s: it is not listed, %v", what, err)
				}
				if got, err := repository.Blob(t.Context(), v1.Descriptor{Digest: hash(t, layer.Digest), Size: layer.Size}, 1<<20); err != nil || int64(len(got)) != layer.Size {
					t.Errorf("%s: the blob has %d bytes, %v", what, len(got), err)
				}
				if tag == "one" && (heads.Load() != wantHeads || posts.Load() != wantPosts) {
					t.Errorf("%s, API %v: %d blobs asked for and %d written, want %d and %d", what, api, heads.Load(), posts.Load(), wantHeads, wantPosts)
				}
			}
		}
		small, large := oci.Bytes("text/plain", []byte("small")), oci.Bytes("text/plain", make([]byte, 300<<10))
		attach("small, new", small, 0, 1)
		attach("small, there", small, 1, 1) // the empty configuration is asked for
		attach("large, new", large, 2, 1)
		attach("large, there", large, 2, 0)
	}
}

func hash(t *testing.T, text string) v1.Hash {
	t.Helper()
	h, err := v1.NewHash(text)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestReferrersInPages(t *testing.T) {
	t.Parallel()
	digestOf := func(i int) string { return fmt.Sprintf("sha256:%064d", i) }
	mux := http.NewServeMux()
	mux.HandleFunc("/v2/", func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "/referrers/") {
			if r.URL.Path != "/v2/" {
				http.NotFound(w, r)
			}
			return
		}
		w.Header().Set("Content-Type", "application/vnd.oci.image.index.v1+json")
		page := 0
		fmt.Sscan(r.URL.Query().Get("page"), &page)
		if page < 2 {
			w.Header().Set("Link", fmt.Sprintf(`<%s?page=%d>; rel="next"`, r.URL.Path, page+1))
		}
		fmt.Fprintf(w, `{"manifests": [{"mediaType": "x", "size": 1, "digest": %q}]}`, digestOf(page))
	})
	found, err := repository(t, mux).Referrers(t.Context(), digestOf(9))
	if err != nil {
		t.Fatal(err)
	}
	if !found.API || len(found.List) != 3 || found.List[2].Digest.String() != digestOf(2) {
		t.Errorf("got %+v", found)
	}
}

// Hostile registries answer with too much, with what is not asked for, elsewhere or not
// at all.
func TestHostileRegistries(t *testing.T) {
	t.Parallel()
	const digest = "sha256:abababababababababababababababababababababababababababababababab"
	answer := func(part string, handle http.HandlerFunc) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/v2/":
			case strings.Contains(r.URL.Path, part):
				handle(w, r)
			default:
				http.NotFound(w, r)
			}
		})
	}
	endless := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.oci.image.index.v1+json")
		for {
			if _, err := w.Write([]byte(strings.Repeat(" ", 1<<16))); err != nil {
				return
			}
		}
	}
	for _, tt := range []struct {
		name     string
		handler  http.Handler
		call     func(context.Context, *oci.Repository) error
		want     string
		answered bool
	}{
		{"an endless manifest", answer("/manifests/", endless), readManifest(digest), "it has more than 8388608 bytes, which is the limit", true},
		{"an endless list", answer("/referrers/", endless), listReferrers(digest), "it has more than 8388608 bytes, which is the limit", true},
		{
			"another manifest",
			answer("/manifests/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{}") }),
			readManifest(digest), "digest", false,
		},
		{
			"no manifest",
			answer("/manifests/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }),
			readManifest("v1"), "parsing the manifest: invalid character", true,
		},
		{
			"a list that goes on elsewhere",
			answer("/referrers/", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/vnd.oci.image.index.v1+json")
				w.Header().Set("Link", `<http://169.254.169.254/>; rel="next"`)
				fmt.Fprint(w, `{"manifests": []}`)
			}),
			listReferrers(digest), "the next page is at another registry, 169.254.169.254", false,
		},
		{
			"a list that is elsewhere",
			answer("/referrers/", func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
			}),
			listReferrers(digest), "the registry redirects the request", false,
		},
		{
			"a refusal",
			answer("/referrers/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }),
			listReferrers(digest), "403", false,
		},
		{
			"a failure",
			answer("/referrers/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }),
			listReferrers(digest), "500", false,
		},
		{
			"no answer",
			answer("/referrers/", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }),
			listReferrers(digest), "context deadline exceeded", false,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			err := tt.call(ctx, repository(t, tt.handler))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got error %v, want %q in it", err, tt.want)
			}
			if oci.Answered(err) != tt.answered {
				t.Errorf("%v: got answered %v", err, !tt.answered)
			}
		})
	}
}

func readManifest(identifier string) func(context.Context, *oci.Repository) error {
	return func(ctx context.Context, r *oci.Repository) error {
		_, err := r.Manifest(ctx, identifier)
		return err
	}
}

func listReferrers(digest string) func(context.Context, *oci.Repository) error {
	return func(ctx context.Context, r *oci.Repository) error {
		_, err := r.Referrers(ctx, digest)
		return err
	}
}

func TestOffline(t *testing.T) {
	t.Parallel()
	repository := at(t, "registry.example.com", oci.Options{Offline: true, Transport: failing{t}})
	subject, err := v1.NewHash("sha256:" + strings.Repeat("a", 64))
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	_, push := repository.Push(ctx, thing("x"), "v1")
	_, attach := repository.Attach(ctx, v1.Descriptor{Digest: subject}, thing("x"))
	_, open := repository.Open(ctx, v1.Descriptor{Digest: subject})
	_, exists := repository.Exists(ctx, "v1")
	for name, err := range map[string]error{
		"push": push, "attach": attach, "open": open, "exists": exists,
		"manifest": readManifest("v1")(ctx, repository), "referrers": listReferrers(subject.String())(ctx, repository),
	} {
		if err == nil || !strings.HasSuffix(err.Error(), "the network may not be used (offline)") {
			t.Errorf("%s: got error %v", name, err)
		}
	}
}

type failing struct{ *testing.T }

func (f failing) RoundTrip(r *http.Request) (*http.Response, error) {
	f.Errorf("a request: %s", r.URL)
	return nil, errors.New("no network")
}

func TestParseReference(t *testing.T) {
	t.Parallel()
	pinned := "sha256:" + strings.Repeat("a", 64)
	for _, tt := range []struct {
		text string
		want oci.Reference
	}{
		{"oci://r.test/p", oci.Reference{Repository: "r.test/p", Tag: "latest"}},
		{"oci://r.test:5000/team/p:v1", oci.Reference{Repository: "r.test:5000/team/p", Tag: "v1"}},
		{"oci://localhost/p@" + pinned, oci.Reference{Repository: "localhost/p", Digest: pinned}},
		{"oci://r.test:5000/p:v1@" + pinned, oci.Reference{Repository: "r.test:5000/p", Tag: "v1", Digest: pinned}},
	} {
		got, err := oci.ParseReference(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
		if again, err := oci.ParseReference(got.String()); err != nil || again != got {
			t.Errorf("%s: got %+v, %v when read again", got, again, err)
		}
	}
	for text, want := range map[string]string{
		"r.test/p":             "it does not begin with oci://",
		"oci://policy":         "it names no registry",
		"oci://team/policy":    "it names no registry",
		"oci://r.test/p@sha1":  "its digest is not sha256: and 64 hexadecimal digits",
		"oci://r.test/UPPER":   "repository can only contain",
		"oci://r.test/p:a b":   "tag can only contain",
		"oci://r.test/../p:v1": "its repository has an empty part, or one of dots",
	} {
		if _, err := oci.ParseReference(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got error %v, want %q in it", text, err, want)
		}
	}
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(`{"mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [{"digest": "sha256:00"}]}`))
	f.Add([]byte(`{"config": {"mediaType": "x"}, "layers": [], "subject": null}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := oci.ParseManifest(raw, "x")
		if err == nil && (m.MediaType == "" || m.Digest == "") {
			t.Errorf("got %+v", m)
		}
	})
}
