package source

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// openRegistry reads an image's manifest and configuration from its registry.
func openRegistry(ctx context.Context, r Ref, o Options) (*Image, error) {
	text := r.Reference
	if o.Offline {
		return nil, fmt.Errorf("pulling %s: the network may not be used (offline)", text)
	}
	image, err := pull(ctx, text, o)
	if err != nil {
		return nil, fmt.Errorf("pulling %s: %w", text, err)
	}
	image.Name, image.Pulled = text, true
	return image, nil
}

func pull(ctx context.Context, text string, o Options) (*Image, error) {
	ref, err := parse(text, o)
	if err != nil {
		return nil, err
	}
	r, err := newRegistry(ref.Context(), o)
	if err != nil {
		return nil, err
	}
	descriptor, err := r.puller.Get(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w", err)
	}
	parent := ""
	for range maxIndexDepth {
		if !descriptor.MediaType.IsIndex() {
			return r.image(ctx, descriptor, parent, o.Platform)
		}
		index, err := parseIndex(descriptor.Manifest, descriptor.MediaType)
		if err != nil {
			return nil, fmt.Errorf("parsing the index: %w", err)
		}
		picked, err := pickPlatform(index.Manifests, o.Platform)
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
}

func newRegistry(repository name.Repository, o Options) (*registry, error) {
	transport, err := transport(o)
	if err != nil {
		return nil, err
	}
	auth := remote.WithAuthFromKeychain(authn.DefaultKeychain)
	if o.Username != "" || o.Password != "" {
		auth = remote.WithAuth(authn.FromConfig(authn.AuthConfig{Username: o.Username, Password: o.Password}))
	}
	puller, err := remote.NewPuller(auth, remote.WithTransport(transport), remote.WithUserAgent("pratique"))
	if err != nil {
		return nil, err
	}
	return &registry{repository: repository, puller: puller}, nil
}

// blob implements blobs.
func (r *registry) blob(ctx context.Context, digest string) (io.ReadCloser, error) {
	l, err := r.puller.Layer(ctx, r.repository.Digest(digest))
	if err != nil {
		return nil, err
	}
	return l.Compressed()
}

func (r *registry) image(ctx context.Context, d *remote.Descriptor, parent, platform string) (*Image, error) {
	manifest, err := parseManifest(d.Manifest, d.MediaType)
	if err != nil {
		return nil, err
	}
	image, err := fromManifest(ctx, r, manifest, platform)
	if err != nil {
		return nil, err
	}
	image.Digest, image.ParentDigest = d.Digest.String(), parent
	return image, nil
}

func transport(o Options) (http.RoundTripper, error) {
	base, ok := remote.DefaultTransport.(*http.Transport)
	if !ok {
		return remote.DefaultTransport, nil
	}
	own := base.Clone()
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
