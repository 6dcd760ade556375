package registryhttp

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// get asks a server by way of a transport that knows it as a registry.
func get(t *testing.T, server *httptest.Server, path string, o Options) (*http.Response, error) {
	t.Helper()
	way, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	way.Registry(at.Host)
	client := &http.Client{Transport: way, CheckRedirect: func(*http.Request, []*http.Request) error { return nil }}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return client.Do(request)
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "plain") }))
	t.Cleanup(plain.Close)
	mux := http.NewServeMux()
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/once", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/end", http.StatusFound) })
	mux.HandleFunc("/end", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "end") })
	mux.HandleFunc("/down", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, plain.URL, http.StatusFound) })
	server := httptest.NewTLSServer(mux)
	t.Cleanup(server.Close)
	tests := []struct{ path, body, err string }{
		{"/once", "end", ""},
		{"/loop", "", "redirects more than 10 times"},
		{"/down", "", "redirects from HTTPS to plain HTTP"},
	}
	for _, test := range tests {
		response, err := get(t, server, test.path, Options{Insecure: true})
		if test.err != "" {
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%s: got %v, want … %s", test.path, err, test.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.path, err)
			continue
		}
		body, err := io.ReadAll(response.Body)
		if err != nil || string(body) != test.body {
			t.Errorf("%s: got %q, %v", test.path, body, err)
		}
		_ = response.Body.Close()
	}
}

// TestPrivateAddresses asks the guard as a dialler does: this machine has no public address.
func TestPrivateAddresses(t *testing.T) {
	t.Parallel()
	const public, private = "203.0.113.7:443", "10.1.2.3:443"
	tests := []struct {
		name     string
		registry string // its address
		host     string // that is asked then
		origin   string
		address  string
		allow    bool
		refused  bool
	}{
		{"the registry itself", public, "r.example", "r.example", public, false, false},
		{"a private registry's redirect", private, "cdn.example", "r.example", private, false, false},
		{"to a private address", public, "cdn.example", "r.example", private, false, true},
		{"to the cloud's metadata", public, "169.254.169.254", "r.example", "169.254.169.254:80", false, true},
		{"to this machine", public, "localhost", "r.example", "127.0.0.1:80", false, true},
		{"to this machine, IPv6", public, "x.example", "r.example", "[::1]:80", false, true},
		{"IPv4 in IPv6", public, "x.example", "r.example", "[::ffff:10.0.0.1]:80", false, true},
		{"a name of the registry that is private now", public, "r.example", "other.example", private, false, true},
		{"unique local", public, "x.example", "r.example", "[fd00::1]:443", false, true},
		{"carrier-grade NAT", public, "x.example", "r.example", "100.100.100.200:80", false, true},
		{"a realm at a private address", public, "auth.example", "auth.example", private, false, true},
		{"a realm of a private registry", private, "auth.example", "auth.example", private, false, false},
		{"to a public one", public, "cdn.example", "r.example", public, false, false},
		{"allowed", public, "cdn.example", "r.example", private, true, false},
	}
	for _, test := range tests {
		way, err := New(Options{AllowPrivateRedirects: test.allow})
		if err != nil {
			t.Fatal(err)
		}
		way.Registry("r.example")
		ctx := func(host, origin string) context.Context {
			return context.WithValue(t.Context(), asked{}, asked{host, origin})
		}
		if err := way.guard.check(ctx("r.example", "r.example"), "tcp", test.registry, nil); err != nil {
			t.Errorf("%s: the registry: %v", test.name, err)
		}
		err = way.guard.check(ctx(test.host, test.origin), "tcp", test.address, nil)
		if refused := errors.Is(err, errPrivate); refused != test.refused {
			t.Errorf("%s: got %v, want refused: %v", test.name, err, test.refused)
		}
	}
}

func TestBusy(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch n := asked.Add(1); {
		case r.URL.Path == "/never":
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(http.StatusTooManyRequests)
		case n < 3:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			_, _ = io.WriteString(w, "here")
		}
	}))
	t.Cleanup(server.Close)
	response, err := get(t, server, "/", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(response.Body); string(body) != "here" || asked.Load() != 3 {
		t.Errorf("got %q after %d requests, want here after 3", body, asked.Load())
	}
	_ = response.Body.Close()
	if response, err = get(t, server, "/never", Options{}); err != nil || response.StatusCode != http.StatusTooManyRequests {
		t.Errorf("a day is more than anybody waits: got %v, %v", response, err)
	} else {
		_ = response.Body.Close()
	}
}

// TestRate counts requests by several goroutines over two transports.
func TestRate(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(WithRate(t.Context(), 20), time.Second)
	defer cancel()
	var group sync.WaitGroup
	for range 2 {
		way, err := New(Options{})
		if err != nil {
			t.Fatal(err)
		}
		way.Registry(strings.TrimPrefix(server.URL, "http://"))
		for range 4 {
			group.Go(func() {
				for ctx.Err() == nil {
					r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
					if err != nil {
						return
					}
					response, err := way.RoundTrip(r)
					if err != nil {
						return // there is no time for another one
					}
					_ = response.Body.Close()
				}
			})
		}
	}
	group.Wait()
	if n := asked.Load(); n < 10 || n > 21 {
		t.Errorf("%d requests in a second, want about 20", n)
	}
}

func TestIdle(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "some")
		w.(http.Flusher).Flush()
		if r.URL.Path == "/trickle" {
			for range 6 {
				time.Sleep(20 * time.Millisecond)
				_, _ = io.WriteString(w, ".")
				w.(http.Flusher).Flush()
			}
			return
		}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	response, err := get(t, server, "/stall", Options{IdleTimeout: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(response.Body); string(body) != "some" || err == nil || !strings.Contains(err.Error(), "sent nothing for 100ms") {
		t.Errorf("stalled: got %q, %v", body, err)
	}
	_ = response.Body.Close()
	if response, err = get(t, server, "/trickle", Options{IdleTimeout: 2 * time.Second}); err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(response.Body); string(body) != "some......" || err != nil {
		t.Errorf("trickling: got %q, %v", body, err)
	}
	_ = response.Body.Close()
}
