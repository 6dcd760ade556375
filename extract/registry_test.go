package extract_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// hub is a registry in memory that remembers with which passwords it was asked.
type hub struct {
	host string

	mu        sync.Mutex
	passwords map[string]bool
}

// newHub starts one; a password that it demands is "" for none.
func newHub(t *testing.T, password string) *hub {
	t.Helper()
	h := &hub{passwords: map[string]bool{}}
	handler := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		_, got, given := q.BasicAuth()
		if given {
			h.mu.Lock()
			h.passwords[got] = true
			h.mu.Unlock()
		}
		if (q.Method == http.MethodGet || q.Method == http.MethodHead) && password != "" && got != password && q.Header.Get("User-Agent") != "push" {
			w.Header().Set("WWW-Authenticate", `Basic realm="test"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		handler.ServeHTTP(w, q)
	}))
	t.Cleanup(server.Close)
	_, h.host, _ = strings.Cut(server.URL, "://")
	return h
}

// push puts an image of one file behind a tag, and gives its digest.
func (h *hub) push(t *testing.T, repository, contents string) string {
	t.Helper()
	image, err := testimage.New().Layer(testimage.File("a", contents)).Image()
	if err != nil {
		t.Fatal(err)
	}
	h.write(t, repository, func(ref name.Reference) error { return remote.Write(ref, image) })
	return digestOf(t, image)
}

// pushIndex puts an index of such an image behind a tag, and gives both digests.
func (h *hub) pushIndex(t *testing.T, repository, contents string) (index, manifest string) {
	t.Helper()
	image, err := testimage.New().Layer(testimage.File("a", contents)).Image()
	if err != nil {
		t.Fatal(err)
	}
	all := mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: "amd64"}}})
	h.write(t, repository, func(ref name.Reference) error { return remote.WriteIndex(ref, all) })
	return digestOf(t, all), digestOf(t, image)
}

func (h *hub) write(t *testing.T, repository string, write func(name.Reference) error) {
	t.Helper()
	ref, err := name.ParseReference(h.host + "/" + repository)
	if err == nil {
		err = write(ref)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func digestOf(t *testing.T, of interface{ Digest() (v1.Hash, error) }) string {
	t.Helper()
	digest, err := of.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return digest.String()
}

func supplied(format string, args ...any) *extract.DockerfileOptions {
	return &extract.DockerfileOptions{Path: "Dockerfile", Contents: fmt.Appendf(nil, format, args...)}
}

func TestRegistryFacts(t *testing.T) {
	t.Parallel()
	h := newHub(t, "")
	one, base := h.push(t, "team/app:1", "one"), h.push(t, "base:12", "base")
	index, manifest := h.pushIndex(t, "team/all:1", "all")
	app, old := h.host+"/team/app:1", "sha256:"+strings.Repeat("ab", 32)
	archived := archiveOf(t, layers{{testimage.File("a", "one")}})
	none := document.Registry{BaseDigests: map[string]string{}, Manifests: map[string][]string{}}
	with := func(change func(*document.Registry)) document.Registry {
		r := none
		change(&r)
		return r
	}
	for _, tc := range []struct {
		name     string
		o        extract.Options
		want     document.Registry
		problems []string
	}{
		{name: "pulled", o: extract.Options{Source: imageRef(app)}, want: with(func(r *document.Registry) { r.Reference, r.TagDigest = &app, &one })},
		{name: "pulled by digest", o: extract.Options{Source: imageRef(h.host + "/team/app@" + one)}, want: none},
		{name: "pulled by tag and digest", o: extract.Options{Source: imageRef("registry:" + app + "@" + one)}, want: with(func(r *document.Registry) { r.Reference, r.TagDigest = &app, &one })},
		{name: "an archive", o: extract.Options{Source: imageRef(archived)}, want: none},
		{name: "an archive of a name", o: extract.Options{Source: imageRef(archived), Tag: app}, want: with(func(r *document.Registry) { r.Reference, r.TagDigest = &app, &one })},
		{name: "pulled from an index", o: extract.Options{Source: imageRef(h.host + "/team/all:1")}, want: with(func(r *document.Registry) { r.Reference, r.TagDigest = new(h.host+"/team/all:1"), &index })},
		{name: "a manifest of the index", o: extract.Options{Source: imageRef(h.host + "/team/all@" + manifest), Tag: h.host + "/team/all:1"}, want: with(func(r *document.Registry) {
			r.Reference, r.TagDigest, r.Manifests = new(h.host+"/team/all:1"), &index, map[string][]string{index: {manifest}}
		})},
		{name: "no such tag", o: extract.Options{Source: imageRef(archived), Tag: h.host + "/team/app:2"}, want: with(func(r *document.Registry) { r.Reference = new(h.host + "/team/app:2") }),
			problems: []string{"registry: asking the registry for the digest of " + h.host + "/team/app:2: HEAD http://" + h.host + "/v2/team/app/manifests/2: unexpected status code 404 Not Found (HEAD responses have no body, use GET for details) (minor)"}},
		{
			name: "bases", o: extract.Options{Dockerfile: supplied(
				"ARG V=12\nFROM %[1]s/base:$V@%[2]s AS b\nFROM scratch AS s\nFROM %[1]s/unused:1 AS u\nFROM %[1]s/base@%[2]s AS d\nFROM b\nCOPY --from=s / /\nCOPY --from=d / /\n", h.host, old)},
			want: with(func(r *document.Registry) { r.BaseDigests = map[string]string{h.host + "/base:12@" + old: base} }),
		},
		{name: "a base that is not pinned", o: extract.Options{Dockerfile: supplied("FROM %s/base:12", h.host)}, want: with(func(r *document.Registry) { r.BaseDigests = map[string]string{h.host + "/base:12": base} })},
		{
			name: "a base that an index has", o: extract.Options{Dockerfile: supplied("FROM %s/team/all:1@%s", h.host, manifest)}, want: with(func(r *document.Registry) {
				r.BaseDigests, r.Manifests = map[string]string{h.host + "/team/all:1@" + manifest: index}, map[string][]string{index: {manifest}}
			}),
		},
		{
			name: "a label", o: extract.Options{Source: imageRef(labelled(t, h.host+"/base:12"))},
			want: with(func(r *document.Registry) { r.BaseDigests = map[string]string{h.host + "/base:12": base} }),
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			tc.o.RegistryFacts, tc.o.Needs = true, []document.Need{"image"}
			doc := mustExtract(t, tc.o)
			validate(t, doc)
			if diff := cmp.Diff(&tc.want, doc.Registry, cmpopts.IgnoreFields(document.Registry{}, "CheckedAt")); diff != "" {
				t.Errorf("registry (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.problems, problems(doc)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if !slices.Contains(doc.Searched.Sections, "registry") {
				t.Errorf("registry is not among %q", doc.Searched.Sections)
			}
		})
	}
}

// labelled is an image whose label names its base.
func labelled(t *testing.T, base string) string {
	t.Helper()
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, map[string]any{"config": map[string]any{"Labels": map[string]string{"org.opencontainers.image.base.name": base}}}, l)
	return "archive:" + testimage.Write(t, "image.tar", testimage.Docker(t, "", config, l))
}

// TestRegistryPasswords: whoever writes the Dockerfile chooses the registries of its base
// images, and gets no password of another.
func TestRegistryPasswords(t *testing.T) {
	t.Parallel()
	own, foreign := newHub(t, "hunter2"), newHub(t, "another")
	o := extract.Options{
		Source: imageRef(archiveOf(t, layers{{testimage.File("a", "1")}})), Tag: own.host + "/team/app:1",
		Dockerfile: supplied("FROM %s/base:1", strings.Replace(foreign.host, "127.0.0.1", "localhost", 1)),
		Username:   "me", Password: "hunter2", RegistryFacts: true, Needs: []document.Need{"image"},
	}
	doc := mustExtract(t, o)
	if !own.passwords["hunter2"] {
		t.Errorf("its own registry was not told the password: %v", problems(doc))
	}
	if len(foreign.passwords) > 0 {
		t.Errorf("another registry was told %v", foreign.passwords)
	}
	if text := written(t, doc); strings.Contains(text, "hunter2") {
		t.Errorf("the document has the password: %s", text)
	}
}

func TestRegistryFactsOffline(t *testing.T) {
	t.Parallel()
	_, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("registry:127.0.0.1:1/a:1"), RegistryFacts: true, Offline: true})
	if want := "asking registries: the network may not be used (offline)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	doc := mustExtract(t, extract.Options{Source: imageRef(archiveOf(t, layers{{testimage.File("a", "1")}})), Tag: "127.0.0.1:1/a:1"})
	if doc.Registry != nil {
		t.Error("nobody asked for it")
	}
}

// TestManyBases: a Dockerfile cannot have us ask without end.
func TestManyBases(t *testing.T) {
	t.Parallel()
	h := newHub(t, "")
	var text, copies strings.Builder
	for i := range 53 {
		fmt.Fprintf(&text, "FROM %s/base:%d AS s%d\n", h.host, i, i)
		fmt.Fprintf(&copies, "COPY --from=s%d /a /\n", i)
	}
	doc := mustExtract(t, extract.Options{Dockerfile: supplied("%sFROM scratch\n%s", text.String(), copies.String()), RegistryFacts: true})
	if want := "registry: asking registries for the digests of base images: there are 3 more than 50 (minor)"; !slices.Contains(problems(doc), want) {
		t.Errorf("got %q", problems(doc))
	}
}

// TestRegistryFactsCanceled: who has given up gets no document that looks as if nobody had answered.
func TestRegistryFactsCanceled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	doc, err := extract.Extract(ctx, extract.Options{Dockerfile: supplied("FROM 127.0.0.1:1/base:1\n"), RegistryFacts: true})
	if !errors.Is(err, context.Canceled) || doc != nil {
		t.Errorf("got %v, %v", doc, err)
	}
}
