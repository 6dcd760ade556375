package oci

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

const (
	// answerTime is how long a registry may take to begin an answer.
	answerTime = 30 * time.Second
	userAgent  = "pratique"
)

// Options say how registries are reached.
type Options struct {
	Username, Password string // by default the Docker configuration's
	Insecure           bool   // plain HTTP and unverified TLS are fine
	CAFile             string // PEM certificates to trust besides the system's
	Offline            bool   // any use of a registry is an error
	// Transport replaces the way to the registry, for tests; Insecure and CAFile do not
	// change it.
	Transport http.RoundTripper
}

// Client reaches registries. It serves any number of goroutines.
type Client struct {
	options   Options
	transport http.RoundTripper
	keychain  authn.Keychain
	puller    *remote.Puller
	pusher    *remote.Pusher
}

// NewClient prepares a client. Its errors are of the CA file.
func NewClient(o Options) (*Client, error) {
	base := o.Transport
	if base == nil {
		var err error
		if base, err = newTransport(o); err != nil {
			return nil, err
		}
	}
	c := &Client{options: o, transport: bounded{base}, keychain: keychain{authn.DefaultKeychain}}
	if o.Username != "" || o.Password != "" {
		c.keychain = fixed{authn.FromConfig(authn.AuthConfig{Username: o.Username, Password: o.Password})}
	}
	var err error
	if c.puller, err = remote.NewPuller(c.Remote()...); err != nil {
		return nil, err
	}
	c.pusher, err = remote.NewPusher(c.Remote()...)
	return c, err
}

// Remote are the options with which functions of go-containerregistry's package remote
// reach registries as this client does, for what it has no method for.
func (c *Client) Remote() []remote.Option {
	return []remote.Option{
		remote.WithAuthFromKeychain(c.keychain), remote.WithTransport(c.transport), remote.WithUserAgent(userAgent),
		remote.WithRetryBackoff(remote.Backoff{Duration: 300 * time.Millisecond, Factor: 3, Jitter: 0.1, Steps: 3}),
	}
}

func newTransport(o Options) (http.RoundTripper, error) {
	base, ok := remote.DefaultTransport.(*http.Transport)
	if !ok {
		return remote.DefaultTransport, nil
	}
	own := base.Clone()
	own.ResponseHeaderTimeout = answerTime
	own.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: o.Insecure} //nolint:gosec // the user asked for it
	if o.CAFile != "" {
		pem, err := os.ReadFile(o.CAFile)
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
		own.TLSClientConfig.RootCAs = pool
	}
	return own, nil
}

// keychain asks another one, whose helper programs may never answer, for no longer than
// the request's context allows.
type keychain struct{ authn.Keychain }

// ResolveContext implements [authn.ContextKeychain].
func (k keychain) ResolveContext(ctx context.Context, target authn.Resource) (authn.Authenticator, error) {
	type answer struct {
		auth authn.Authenticator
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		auth, err := authn.Resolve(ctx, k.Keychain, target)
		answered <- answer{auth, err}
	}()
	select {
	case a := <-answered:
		return a.auth, a.err
	case <-ctx.Done():
		return nil, fmt.Errorf("asking for the credentials of %s: %w", target.RegistryStr(), context.Cause(ctx))
	}
}

// fixed are credentials that the user gave.
type fixed struct{ authn.Authenticator }

// Resolve implements [authn.Keychain].
func (f fixed) Resolve(authn.Resource) (authn.Authenticator, error) { return f.Authenticator, nil }

// Repository is a repository of the client's registries, such as
// "registry.example.com/team/policy".
func (c *Client) Repository(text string) (*Repository, error) {
	repository, err := name.NewRepository(text, c.nameOptions()...)
	if err != nil {
		return nil, fmt.Errorf("reading repository name %q: %w", text, err)
	}
	return &Repository{client: c, name: repository}, nil
}

func (c *Client) nameOptions() []name.Option {
	if c.options.Insecure {
		return []name.Option{name.Insecure}
	}
	return nil
}

// Repository is one repository of a registry. It implements [Reader].
type Repository struct {
	client *Client
	name   name.Repository
}

// String is the repository's full name.
func (r *Repository) String() string { return r.name.Name() }

func (r *Repository) reach() error {
	if r.client.options.Offline {
		return errors.New("the network may not be used (offline)")
	}
	return nil
}

func (r *Repository) reference(identifier string) (name.Reference, error) {
	if strings.Contains(identifier, ":") {
		return name.NewDigest(r.name.Name()+"@"+identifier, r.client.nameOptions()...)
	}
	return name.NewTag(r.name.Name()+":"+identifier, r.client.nameOptions()...)
}
