package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"

	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/registryhttp"
)

// openRegistry reads an image's manifest and configuration from its registry.
func openRegistry(ctx context.Context, r Ref, o Options) (*Image, error) {
	text := r.Reference
	if o.Offline {
		return nil, fmt.Errorf("pulling %s: the network may not be used (offline)", text)
	}
	var answered atomic.Bool
	image, err := pull(ctx, text, o, &answered)
	if err != nil {
		err = fmt.Errorf("pulling %s: %w", text, err)
		if r.IsBare() && !answered.Load() && isUnreachable(ctx, err) {
			return fromDaemon(ctx, r, o, err)
		}
		return nil, err
	}
	image.Name, image.Pulled = text, true
	return image, nil
}

func pull(ctx context.Context, text string, o Options, answered *atomic.Bool) (*Image, error) {
	ref, err := parse(text, o)
	if err != nil {
		return nil, err
	}
	r, err := newRegistry(ctx, ref.Context(), o, answered)
	if err != nil {
		return nil, err
	}
	image, err := r.pull(ctx, ref, o.Platform)
	if err != nil {
		return nil, errors.Join(err, r.way.Close())
	}
	image.closers = append(image.closers, r.way)
	return image, nil
}

// pull reads the manifest and configuration of an image, or of that of an index which is of a platform.
func (r *registry) pull(ctx context.Context, ref name.Reference, platform string) (*Image, error) {
	descriptor, err := r.puller.Get(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w", err)
	}
	parent := ""
	for range maxIndexDepth {
		if !descriptor.MediaType.IsIndex() {
			return r.image(ctx, descriptor, parent, platform)
		}
		index, err := parseIndex(descriptor.Manifest, descriptor.MediaType)
		if err != nil {
			return nil, fmt.Errorf("parsing the index: %w", err)
		}
		picked, err := pickPlatform(index.Manifests, platform)
		if err != nil {
			return nil, err
		}
		parent = descriptor.Digest.String()
		if descriptor, err = r.puller.Get(ctx, r.repository.Digest(picked.Digest.String())); err != nil {
			return nil, fmt.Errorf("reading the manifest: %w", err)
		}
	}
	return nil, errors.New("its indexes are nested too deep")
}

// registry is a repository of a registry.
type registry struct {
	repository name.Repository
	puller     *remote.Puller
	client     *http.Client // for blobs
	related    *oci.Repository
	way        *registryhttp.Transport
}

// newRegistry asks a registry how it wants to be asked. Answered is set as soon as it says anything.
func newRegistry(ctx context.Context, repository name.Repository, o Options, answered *atomic.Bool) (*registry, error) {
	way, err := registryhttp.New(registryhttp.Options{Insecure: o.Insecure, CAFile: o.CAFile, AllowPrivateRedirects: o.AllowPrivateRedirects})
	if err != nil {
		return nil, err
	}
	way.Registry(repository.RegistryStr())
	var keychain authn.Keychain = registryhttp.Keychain{}
	if o.Username != "" || o.Password != "" {
		keychain = given{authn.FromConfig(authn.AuthConfig{Username: o.Username, Password: o.Password})}
	}
	auth, err := authn.Resolve(ctx, keychain, repository)
	if err != nil {
		return nil, err
	}
	// Once for manifests and blobs: asking for a token twice may ask a person twice.
	authorized, err := transport.NewWithContext(ctx, repository.Registry, auth, transport.NewRetry(transport.NewUserAgent(heard{way, answered}, "pratique")), []string{repository.Scope(transport.PullScope)})
	if err != nil {
		return nil, err
	}
	puller, err := remote.NewPuller(remote.WithTransport(authorized))
	if err != nil {
		return nil, err
	}
	// The way counts redirects.
	client := &http.Client{Transport: authorized, CheckRedirect: func(*http.Request, []*http.Request) error { return nil }}
	related, err := relatedIn(repository, authorized, o)
	if err != nil {
		return nil, err
	}
	return &registry{repository: repository, puller: puller, client: client, related: related, way: way}, nil
}

// relatedIn reads what stands beside an image in its repository, with the same credentials.
func relatedIn(repository name.Repository, authorized http.RoundTripper, o Options) (*oci.Repository, error) {
	client, err := oci.NewClient(oci.Options{Insecure: o.Insecure, Transport: authorized, Authorized: true})
	if err != nil {
		return nil, err
	}
	return client.Repository(repository.Name())
}

// given are credentials that the user gave.
type given struct{ authn.Authenticator }

// Resolve implements authn.Keychain.
func (g given) Resolve(authn.Resource) (authn.Authenticator, error) { return g.Authenticator, nil }

func (r *registry) image(ctx context.Context, d *remote.Descriptor, parent, platform string) (*Image, error) {
	manifest, err := parseManifest(d.Manifest, d.MediaType)
	if err != nil {
		return nil, err
	}
	image, err := fromManifest(ctx, r, manifest, platform)
	if err != nil {
		return nil, err
	}
	image.Digest, image.ParentDigest, image.Related = d.Digest.String(), parent, r.related
	return image, nil
}
