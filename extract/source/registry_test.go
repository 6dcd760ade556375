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

// TestDaemon has a daemon that saves one image.
func TestDaemon(t *testing.T) {
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, nil, l)
	archive := testimage.Docker(t, "app:1", config, l)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch {
		case strings.HasSuffix(q.URL.Path, "/_ping"):
			w.Header().Set("API-Version", "1.44")
		case strings.HasSuffix(q.URL.Path, "/images/get") && q.URL.Query().Get("names") == "app:1":
			_, _ = w.Write(archive)
		default:
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"message":"No such image"}`)
		}
	}))
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
