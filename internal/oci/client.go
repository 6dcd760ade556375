package oci

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/pratique-dev/pratique/internal/registryhttp"
)

const userAgent = "pratique"

// Options say how registries are reached.
type Options struct {
	Username, Password string // by default the Docker configuration's
	Insecure           bool   // plain HTTP and unverified TLS are fine
	CAFile             string // PEM certificates to trust besides the system's
	Offline            bool   // any use of a registry is an error
	// Transport replaces the way to the registry, for tests; Insecure and CAFile do not
	// change it.
	Transport http.RoundTripper
	// Authorized says that Transport brings the credentials itself.
	Authorized bool
}

// Client reaches registries. It serves any number of goroutines.
type Client struct {
	options   Options
	way       *registryhttp.Transport
	transport http.RoundTripper
	keychain  authn.Keychain
	puller    *remote.Puller
	pusher    *remote.Pusher

	readers sync.Map // repository -> *http.Client, for what go-containerregistry has no method for
	listing sync.Map // repository -> true, where the registry itself has listed a referrer of ours
}

// NewClient prepares a client. Its errors are of the CA file.
func NewClient(o Options) (*Client, error) {
	way, err := registryhttp.New(registryhttp.Options{Insecure: o.Insecure, CAFile: o.CAFile, Base: o.Transport})
	if err != nil {
		return nil, err
	}
	c := &Client{options: o, way: way, transport: unasking{bounded{way}}, keychain: registryhttp.Keychain{}}
	if o.Authorized {
		c.keychain = fixed{authn.Anonymous}
	} else if o.Username != "" || o.Password != "" {
		c.keychain = fixed{authn.FromConfig(authn.AuthConfig{Username: o.Username, Password: o.Password})}
	}
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
	c.way.Registry(repository.RegistryStr())
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
