package distribution

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/pratique-dev/pratique/internal/registryhttp"
)

// HTTPScheme and GitScheme are what references begin with that are fetched without a registry.
const (
	HTTPScheme = "https://"
	GitScheme  = "git::"
)

// FetchOptions say how a file is fetched, and what is demanded of it.
type FetchOptions struct {
	RequireDigest bool // refuse what is not pinned
	AllowOlder    bool // accept what goes back to an older file
	Insecure      bool // plain HTTP below git::, and any certificate
	CAFile        string
	Offline       bool   // only what is pinned, and in the cache
	Cache         *Cache // nil for none
}

// Fetched is a file of a web server or a repository.
type Fetched struct {
	Reference string // without its query, which may hold a token
	Digest    string // "sha256:…" of the bytes
	Name      string // of the file, whose ending says what it is
	Data      []byte
}

var pin = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// FetchHTTPS fetches a file of a web server, "https://HOST/PATH[#sha256:DIGEST]".
func FetchHTTPS(ctx context.Context, text string, o FetchOptions) (*Fetched, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" {
		return nil, errors.New("fetching a policy: expected https://HOST/PATH[#sha256:DIGEST]")
	}
	f, err := fetchHTTPS(ctx, u, o)
	if err != nil {
		return nil, fmt.Errorf("fetching policy %s: %w", shown(u), err)
	}
	return f, nil
}

// shown is a URL without what may be secret in it.
func shown(u *url.URL) string {
	plain := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	return plain.String()
}

func fetchHTTPS(ctx context.Context, u *url.URL, o FetchOptions) (*Fetched, error) {
	digest := u.Fragment
	f := &Fetched{Reference: shown(u), Name: u.Path[strings.LastIndex(u.Path, "/")+1:]}
	switch {
	case u.User != nil:
		return nil, errors.New("its address has a user name: what is written on a command line is not secret")
	case digest != "" && !pin.MatchString(digest):
		return nil, fmt.Errorf("%q is not a digest: write #sha256: and 64 digits", digest)
	case digest == "" && o.RequireDigest:
		return nil, errors.New("it is not pinned by a digest (--require-digest): write https://…#sha256:…")
	}
	if digest != "" {
		if f.Data, f.Digest = o.Cache.read(digest), digest; f.Data != nil {
			return f, nil
		}
	}
	if o.Offline {
		return nil, errors.New("the network may not be used (offline), and it is not in the cache by a digest")
	}
	var err error
	if f.Data, err = download(ctx, u, o); err != nil {
		return nil, err
	}
	f.Digest = digestOf(f.Data)
	switch {
	case digest != "" && f.Digest != digest:
		return nil, fmt.Errorf("it has the digest %s, and not %s that it is pinned to", f.Digest, digest)
	case digest == "" && o.Cache != nil:
		if err := o.Cache.see(f.Reference, f.Digest, o.AllowOlder); err != nil {
			return nil, err
		}
	}
	o.Cache.write(f.Data)
	return f, nil
}

func download(ctx context.Context, u *url.URL, o FetchOptions) ([]byte, error) {
	way, err := registryhttp.New(registryhttp.Options{Insecure: o.Insecure, CAFile: o.CAFile})
	if err != nil {
		return nil, err
	}
	way.Registry(u.Host)
	client := &http.Client{Transport: way, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Scheme != "https" {
			return fmt.Errorf("it redirects to %s, which is not https", r.URL.Scheme)
		}
		return nil
	}}
	plain := *u
	plain.Fragment = ""
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, plain.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", "pratique")
	response, err := client.Do(request)
	if err != nil {
		if failed := (*url.Error)(nil); errors.As(err, &failed) {
			err = failed.Err // without the query
		}
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answers %s", response.Status)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxPolicy.Bytes()+1))
	if err == nil && int64(len(data)) > maxPolicy.Bytes() {
		err = maxPolicy.Exceeded("larger than %s", maxPolicy)
	}
	return data, err
}
