// Package registryhttp is the way to a registry: HTTP that is bounded in time, redirects and
// addresses, and credentials whose helpers are bounded in time too. A registry is untrusted, and
// so is what it redirects to.
package registryhttp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/limits"
)

// Options are how a registry is reached. The zero Options are good.
type Options struct {
	Insecure bool   // any certificate is fine
	CAFile   string // PEM certificates to trust besides the system's
	// AllowPrivateRedirects lets a registry with a public address send us to a private one.
	AllowPrivateRedirects bool
	// ConnectTimeout is how long connecting and the answer's header may each take; 0 for the limit connect-time.
	ConnectTimeout time.Duration
	// IdleTimeout is how long a body may give no byte; 0 for the limit idle-time.
	IdleTimeout time.Duration
	// Base replaces the way to the network, for tests; Insecure, CAFile and the check of addresses do not apply then.
	Base http.RoundTripper
}

// Bounds of what registries may make us wait for and follow.
var (
	connectTimeout = limits.Time("connect-time", 30*time.Second)
	idleTimeout    = limits.Time("idle-time", 60*time.Second)
	maxRedirects   = limits.Count("redirects", 10)
)

// maxCertificates is how long a file of certificates may be, in bytes.
const maxCertificates = 16 << 20

// New makes the way to registries. Each of them has to be named with Registry before it is asked:
// everything else that is asked is something that a registry has sent us to.
func New(o Options) (*Transport, error) {
	t := &Transport{base: o.Base, idle: o.IdleTimeout, guard: guard{allow: o.AllowPrivateRedirects, private: map[string]bool{}}}
	if t.idle == 0 {
		t.idle = idleTimeout.Duration()
	}
	if t.base != nil {
		return t, nil
	}
	connect := o.ConnectTimeout
	if connect == 0 {
		connect = connectTimeout.Duration()
	}
	config, err := tlsConfig(o)
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: connect, KeepAlive: 30 * time.Second, ControlContext: t.guard.check}
	t.base = &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSClientConfig: config,
		TLSHandshakeTimeout: connect, ResponseHeaderTimeout: connect, ExpectContinueTimeout: time.Second,
		ForceAttemptHTTP2: true, MaxIdleConns: 100, MaxIdleConnsPerHost: 50, IdleConnTimeout: 90 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
	return t, nil
}

func tlsConfig(o Options) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: o.Insecure}
	if o.CAFile == "" {
		return config, nil
	}
	pem, err := boundedfile.Read(o.CAFile, maxCertificates)
	if err != nil {
		return nil, fmt.Errorf("reading the certificates: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("reading the certificates: %s has none in PEM", o.CAFile)
	}
	config.RootCAs = pool
	return config, nil
}

// Transport is the way to registries. It is safe for concurrent use.
type Transport struct {
	base  http.RoundTripper
	idle  time.Duration
	guard guard
}

// Registry says that host ("registry.example.com:443") is a registry that the user has named.
func (t *Transport) Registry(host string) {
	t.guard.mu.Lock()
	defer t.guard.mu.Unlock()
	if _, ok := t.guard.private[host]; !ok {
		t.guard.private[host] = false
	}
}

// Close gives back connections that are not in use: who makes a way for each of many images would keep
// those of all of them for a while.
func (t *Transport) Close() error {
	if base, ok := t.base.(*http.Transport); ok {
		base.CloseIdleConnections()
	}
	return nil
}

// RoundTrip implements [http.RoundTripper].
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	redirects, origin := 0, r
	for origin.Response != nil && origin.Response.Request != nil {
		origin = origin.Response.Request
		if redirects++; redirects > maxRedirects.Int() {
			return nil, maxRedirects.Exceeded("%s redirects more than %d times", origin.URL.Host, maxRedirects.Int())
		}
		if origin.URL.Scheme == "https" && r.URL.Scheme != "https" {
			return nil, fmt.Errorf("%s redirects from HTTPS to plain HTTP, to %s", origin.URL.Host, r.URL.Host)
		}
	}
	for try := 0; ; try++ {
		response, err := t.once(r, origin)
		if err != nil || try == maxRetries.Int() || !isBusy(response) || r.Body != nil && r.GetBody == nil {
			return response, err
		}
		if err := wait(r.Context(), retryAfter(response, try)); err != nil {
			return response, nil //nolint:nilerr // the registry's own answer says more
		}
		_, _ = io.CopyN(io.Discard, response.Body, 64<<10)
		_ = response.Body.Close()
		if r.GetBody != nil {
			if r.Body, err = r.GetBody(); err != nil {
				return nil, err
			}
		}
	}
}

// once asks once.
func (t *Transport) once(r, origin *http.Request) (*http.Response, error) {
	if err := await(r.Context()); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(r.Context())
	ctx = context.WithValue(ctx, asked{}, asked{host: r.URL.Host, origin: origin.URL.Host})
	response, err := t.base.RoundTrip(r.WithContext(ctx))
	if err != nil {
		cancel(nil)
		return nil, err
	}
	response.Body = newIdleBody(response.Body, t.idle, cancel)
	response.Request = r // the caller's: its chain of redirects counts
	return response, nil
}

// asked is, in a request's context, the host that is asked and the one that the user's request went
// to, which is another where there were redirects.
type asked struct{ host, origin string }

// guard keeps requests that a public registry causes from private addresses.
type guard struct {
	allow bool

	mu      sync.Mutex
	private map[string]bool // registries that the user has named: whether their address is private
}

var errPrivate = errors.New("a registry with a public address sends us to a private one (--allow-private-redirects lets it)")

// check is called when an address is dialled, so that no name can hide it.
func (g *guard) check(ctx context.Context, _, address string, _ syscall.RawConn) error {
	to, ok := ctx.Value(asked{}).(asked)
	ap, err := netip.ParseAddrPort(address)
	if !ok || err != nil {
		return nil // not of the Internet
	}
	private := isPrivate(ap.Addr().Unmap())
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, named := g.private[to.host]; named && to.host == to.origin {
		g.private[to.host] = g.private[to.host] || private
		return nil
	}
	if !private || g.allow || g.mayBePrivate(to.origin) {
		return nil
	}
	return fmt.Errorf("connecting to %s: %w", address, errPrivate)
}

// mayBePrivate says whether a request that began at origin may end at a private address: where the
// registry has one itself. Of a realm of tokens nobody knows whose it is, so any registry will do.
func (g *guard) mayBePrivate(origin string) bool {
	if private, named := g.private[origin]; named {
		return private
	}
	for _, private := range g.private {
		if private {
			return true
		}
	}
	return false
}

// isPrivate says whether an address is one that only a site, a link or a machine knows.
func isPrivate(a netip.Addr) bool {
	return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() || a.IsMulticast() ||
		a.IsInterfaceLocalMulticast() || shared.Contains(a)
}

// shared is carrier-grade NAT (RFC 6598), where clouds keep services of their own.
var shared = netip.MustParsePrefix("100.64.0.0/10")

// idleBody ends a body that gives nothing for too long.
type idleBody struct {
	io.ReadCloser

	timer  *time.Timer
	idle   time.Duration
	cancel context.CancelCauseFunc
	late   chan struct{}
}

func newIdleBody(body io.ReadCloser, idle time.Duration, cancel context.CancelCauseFunc) *idleBody {
	b := &idleBody{ReadCloser: body, idle: idle, cancel: cancel, late: make(chan struct{})}
	b.timer = time.AfterFunc(idle, func() {
		close(b.late)
		cancel(nil)
	})
	return b
}

// Read implements [io.Reader].
func (b *idleBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.timer.Reset(b.idle)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		select {
		case <-b.late:
			return n, fmt.Errorf("the registry has sent nothing for %s", b.idle)
		default:
		}
	}
	return n, err
}

// Close implements [io.Closer].
func (b *idleBody) Close() error {
	b.timer.Stop()
	err := b.ReadCloser.Close()
	b.cancel(nil)
	return err
}
