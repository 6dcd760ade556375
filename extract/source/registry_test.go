package source_test

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// testRegistry is an in-memory registry that counts what is asked of it.
type testRegistry struct {
	*httptest.Server

	mu   sync.Mutex
	gets []string
}

func newRegistry(tb testing.TB, start func(http.Handler) *httptest.Server, password string) *testRegistry {
	tb.Helper()
	r := &testRegistry{}
	handler := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	r.Server = start(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if _, got, _ := q.BasicAuth(); q.Method == http.MethodGet && got != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="test"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if q.Method == http.MethodGet {
			r.mu.Lock()
			r.gets = append(r.gets, q.URL.Path)
			r.mu.Unlock()
		}
		handler.ServeHTTP(w, q)
	}))
	r.Config.ErrorLog = log.New(io.Discard, "", 0)
	tb.Cleanup(r.Close)
	return r
}

func (r *testRegistry) host() string {
	_, host, _ := strings.Cut(r.URL, "://")
	return host
}

// push puts blobs into the repository and the manifests under their digests, and
// tag at one of them.
func (r *testRegistry) push(tb testing.TB, repository string, blobs testimage.Blobs, tag string, tagged map[string]any) {
	tb.Helper()
	put := func(url, mediaType string, data []byte) {
		q, err := http.NewRequestWithContext(tb.Context(), http.MethodPut, url, strings.NewReader(string(data)))
		if err != nil {
			tb.Fatal(err)
		}
		q.Header.Set("Content-Type", mediaType)
		response, err := r.Client().Do(q)
		if err != nil {
			tb.Fatal(err)
		}
		defer response.Body.Close()
		if response.StatusCode >= 300 {
			tb.Fatalf("%s: %s", url, response.Status)
		}
	}
	base := r.URL + "/v2/" + repository
	var indexes [][]byte
	for digest, data := range blobs {
		var parsed struct{ MediaType string }
		_ = json.Unmarshal(data, &parsed) // layers are no JSON
		if strings.Contains(parsed.MediaType, "index") {
			indexes = append(indexes, data)
			continue
		}
		response, err := r.Client().Post(base+"/blobs/uploads/?digest="+digest, "application/octet-stream", strings.NewReader(string(data)))
		if err != nil {
			tb.Fatal(err)
		}
		response.Body.Close()
		if strings.Contains(parsed.MediaType, "manifest") {
			put(base+"/manifests/"+digest, parsed.MediaType, data)
		}
	}
	for _, data := range indexes {
		put(base+"/manifests/"+testimage.Digest(data), "application/vnd.oci.image.index.v1+json", data)
	}
	put(base+"/manifests/"+tag, tagged["mediaType"].(string), blobs[tagged["digest"].(string)])
}

func TestRegistry(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	l.Stored = testimage.Compress(t, testimage.Gzip, l.Plain)
	config, arm := testimage.Config(t, nil, l), testimage.Config(t, map[string]any{"architecture": "arm64"}, l)
	blobs := testimage.Blobs{}
	amdImage, armImage := blobs.Image(t, config, l), blobs.Image(t, arm, l)
	index := blobs.Index(t,
		testimage.With(amdImage, "platform", map[string]string{"os": "linux", "architecture": "amd64"}),
		testimage.With(armImage, "platform", map[string]string{"os": "linux", "architecture": "arm64"}))
	r := newRegistry(t, httptest.NewServer, "")
	r.push(t, "team/app", blobs, "1", index)
	name := r.host() + "/team/app"
	digest := func(d map[string]any) string { return d["digest"].(string) }
	tests := []struct {
		name, spec, platform string
		want                 summary
		problem              string
	}{
		{name: "bare", spec: name + ":1", want: summary{Name: name + ":1", Digest: digest(amdImage), Parent: digest(index), Config: testimage.Digest(config), Layers: twice(l)}},
		{name: "scheme, platform", spec: "registry:" + name + ":1", platform: "linux/arm64", want: summary{Name: name + ":1", Digest: digest(armImage), Parent: digest(index), Config: testimage.Digest(arm), Layers: twice(l)}},
		{name: "digest", spec: name + "@" + digest(armImage), want: summary{Name: name + "@" + digest(armImage), Digest: digest(armImage), Config: testimage.Digest(arm), Layers: twice(l)}},
		{name: "no such tag", spec: name + ":2", problem: "reading the manifest: GET " + r.URL + "/v2/team/app/manifests/2: MANIFEST_UNKNOWN: Unknown manifest"},
		{name: "platform not in index", spec: name + ":1", platform: "linux/riscv64", problem: "its index has no linux/riscv64, only linux/amd64, linux/arm64"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			o.Platform = test.platform
			image, err := open(t, test.spec, o)
			if test.problem != "" {
				if want := "pulling " + test.spec + ": " + test.problem; err == nil || err.Error() != want {
					t.Errorf("got %v, want %s", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, summarize(t, image)); diff != "" {
				t.Errorf("image (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRegistryOpensNoLayer counts requests: opening an image asks for manifest and
// configuration.
func TestRegistryOpensNoLayer(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, nil, l)
	blobs := testimage.Blobs{}
	image := blobs.Image(t, config, l)
	r := newRegistry(t, httptest.NewServer, "")
	r.push(t, "app", blobs, "1", image)
	if _, err := open(t, r.host()+"/app:1", options(t)); err != nil {
		t.Fatal(err)
	}
	want := []string{"/v2/", "/v2/app/manifests/1", "/v2/app/blobs/" + testimage.Digest(config)}
	if diff := cmp.Diff(want, r.gets); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestRegistryCredentials(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t)
	blobs := testimage.Blobs{}
	image := blobs.Image(t, testimage.Config(t, nil, l), l)
	r := newRegistry(t, httptest.NewServer, "secret")
	r.push(t, "app", blobs, "1", image)
	for password, ok := range map[string]bool{"secret": true, "wrong": false} {
		o := options(t)
		o.Username, o.Password = "me", password
		_, err := open(t, r.host()+"/app:1", o)
		if (err == nil) != ok {
			t.Errorf("password %s: got %v", password, err)
		}
		if err != nil && strings.Contains(err.Error(), password) {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

func TestRegistryTLS(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t)
	blobs := testimage.Blobs{}
	image := blobs.Image(t, testimage.Config(t, nil, l), l)
	r := newRegistry(t, httptest.NewTLSServer, "")
	r.push(t, "app", blobs, "1", image)
	ca := testimage.Write(t, "ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: r.Certificate().Raw}))
	// 127.0.0.1 would also be tried over plain HTTP; a name would need a resolver.
	tests := []struct {
		name, caFile string
		insecure     bool
		problem      string
	}{
		{name: "unknown authority", problem: "pulling"},
		{name: "CA file", caFile: ca},
		{name: "insecure", insecure: true},
		{name: "CA file without certificates", caFile: testimage.Write(t, "no.pem", []byte("x")), problem: "has none in PEM"},
		{name: "missing CA file", caFile: "/no/such.pem", problem: "reading the certificates: open /no/such.pem: no such file or directory"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			o.CAFile, o.Insecure = test.caFile, test.insecure
			_, err := open(t, r.host()+"/app:1", o)
			if (err == nil) != (test.problem == "") || err != nil && !strings.Contains(err.Error(), test.problem) {
				t.Errorf("got %v, want %q", err, test.problem)
			}
		})
	}
}

func TestClosedPort(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	_, err = open(t, address+"/app:1", options(t))
	if err == nil || !strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
}

func TestOffline(t *testing.T) {
	o := options(t)
	o.Offline = true
	for spec, want := range map[string]string{
		"alpine:3":          "pulling alpine:3: the network may not be used (offline)",
		"registry:alpine:3": "pulling alpine:3: the network may not be used (offline)",
		"daemon:alpine:3":   "reading alpine:3 from the Docker daemon: the network may not be used (offline), and the daemon is at tcp://127.0.0.1:1",
	} {
		t.Setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
		if _, err := open(t, spec, o); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// daemon is one that has app:1 with the layer, behind a socket or a port.
func daemon(t *testing.T, l testimage.Layer) (handler http.Handler, config []byte) {
	t.Helper()
	config = testimage.Config(t, nil, l)
	archive := testimage.Docker(t, "app:1", config, l)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch name := q.URL.Query().Get("names"); {
		case strings.HasSuffix(q.URL.Path, "/_ping"):
			w.Header().Set("API-Version", "1.44")
		case strings.HasSuffix(q.URL.Path, "/images/get") && strings.HasSuffix(name, "app:1"):
			_, _ = w.Write(archive)
		default:
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"message":"No such image"}`)
		}
	}), config
}

// TestFallback holds when a daemon is asked for what a registry should have.
func TestFallback(t *testing.T) {
	l := testimage.Plain(t, testimage.File("a", "1"))
	handler, config := daemon(t, l)
	dir := t.TempDir()
	socket := dir + "/podman.sock"
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: handler}}
	server.Start()
	defer server.Close()
	t.Setenv("DOCKER_HOST", "")
	t.Setenv("CONTAINER_HOST", "unix://"+socket)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	closed.Close()
	status := 0
	answering := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer answering.Close()
	somebody := strings.TrimPrefix(answering.URL, "http://")

	o := options(t)
	var notices []string
	o.Notice = func(text string) { notices = append(notices, text) }
	image, err := open(t, nobody+"/app:1", o)
	if err != nil {
		t.Fatal(err)
	}
	want := summary{Name: nobody + "/app:1", Config: testimage.Digest(config), Layers: twice(l)}
	if diff := cmp.Diff(want, summarize(t, image)); diff != "" {
		t.Errorf("image (-want +got):\n%s", diff)
	}
	if !image.FromDaemon || image.Pulled || len(notices) != 1 || !strings.Contains(notices[0], socket) {
		t.Errorf("got %v from a daemon, pulled %v, told %q", image.FromDaemon, image.Pulled, notices)
	}

	offline := o
	offline.Offline = true
	digest := "@sha256:" + strings.Repeat("0", 64)
	for _, test := range []struct {
		spec   string
		status int
		o      source.Options
		want   string
	}{
		{"registry:" + nobody + "/app:1", 0, o, "connection refused"},
		{nobody + "/app:1" + digest, 0, o, "an image of a daemon has no digest to compare"},
		{nobody + "/other:1", 0, o, "does not have it either"},
		{nobody + "/app:1", 0, offline, "offline"},
		{somebody + "/app:1", http.StatusUnauthorized, o, "401"},
		{somebody + "/app:1", http.StatusForbidden, o, "403"},
		{somebody + "/app:1", http.StatusNotFound, o, "404"},
		{somebody + "/app:1", http.StatusTooManyRequests, o, "429"},
	} {
		status, notices = test.status, nil
		image, err := open(t, test.spec, test.o)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s, status %d: got %v, %v, want … %s", test.spec, test.status, image, err, test.want)
		}
		if notices != nil {
			t.Errorf("%s, status %d: told %q", test.spec, test.status, notices)
		}
	}
}

// TestDaemon has a daemon that saves one image.
func TestDaemon(t *testing.T) {
	l := testimage.Plain(t, testimage.File("a", "1"))
	handler, config := daemon(t, l)
	server := httptest.NewServer(handler)
	defer server.Close()
	t.Setenv("DOCKER_HOST", "tcp://"+strings.TrimPrefix(server.URL, "http://"))
	image, err := open(t, "daemon:app:1", options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := summary{Name: "app:1", Config: testimage.Digest(config), Layers: twice(l)}
	if diff := cmp.Diff(want, summarize(t, image)); diff != "" {
		t.Errorf("image (-want +got):\n%s", diff)
	}
	if _, err := open(t, "daemon:other:1", options(t)); err == nil || !strings.Contains(err.Error(), "reading other:1 from the Docker daemon: ") || !strings.Contains(err.Error(), "No such image") {
		t.Errorf("got %v", err)
	}
}
