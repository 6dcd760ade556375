package oci

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxReferrers is how many referrers of one digest are listed.
var maxReferrers = limits.Count("referrers", 10_000)

// Where a referrer was found.
const (
	ByAPI      = "referrer" // the registry's referrers API
	ByFallback = "fallback" // the index behind the tag sha256-HEX
)

const (
	maxPages = 100
)

// Referrer is a manifest that refers to another. What the descriptor says of it is what
// the registry, or whoever wrote the fallback tag, says: the manifest itself may say
// something else. Some registries give the media type of its configuration for its
// artifact type.
type Referrer struct {
	v1.Descriptor
	Found string // ByAPI or ByFallback
}

// Referrers are the referrers of one digest, each once.
type Referrers struct {
	List []Referrer
	API  bool // the registry has the referrers API
	// Incomplete is that there are more than maxReferrers.
	Incomplete bool
}

// NewReferrers are the referrers of a list, such as an OCI layout has.
func NewReferrers(found string, list []v1.Descriptor) *Referrers {
	r := &Referrers{}
	r.Add(found, list)
	return r
}

// Add adds those that are not listed yet.
func (r *Referrers) Add(found string, list []v1.Descriptor) {
	seen := map[v1.Hash]bool{}
	for _, have := range r.List {
		seen[have.Digest] = true
	}
	for _, d := range list {
		if seen[d.Digest] {
			continue
		}
		if len(r.List) == maxReferrers.Int() {
			r.Incomplete = true
			return
		}
		seen[d.Digest] = true
		r.List = append(r.List, Referrer{d, found})
	}
}

// FallbackTag is the tag of the index with the referrers of a digest, in registries
// without the referrers API (distribution-spec, referrers tag schema).
func FallbackTag(digest string) string { return strings.Replace(digest, ":", "-", 1) }

// Referrers implements [Reader]. It asks the referrers API and reads the fallback tag, both
// always: some registries answer with an empty list although the tag has entries.
func (r *Repository) Referrers(ctx context.Context, digest string) (*Referrers, error) {
	found, err := r.referrers(ctx, digest)
	if err != nil {
		return nil, fmt.Errorf("listing the referrers of %s: %w", r.at(digest), err)
	}
	return found, nil
}

func (r *Repository) referrers(ctx context.Context, digest string) (*Referrers, error) {
	if err := r.reach(); err != nil {
		return nil, err
	}
	found := &Referrers{}
	if err := r.askAPI(ctx, digest, found); err != nil {
		return nil, err
	}
	fallback, err := r.manifest(ctx, FallbackTag(digest))
	switch {
	case errors.Is(err, ErrNotFound):
	case err != nil:
		return nil, fmt.Errorf("reading the tag %s: %w", FallbackTag(digest), err)
	default:
		found.Add(ByFallback, fallback.Manifests)
	}
	return found, nil
}

// askAPI lists what the referrers API has, page by page.
func (r *Repository) askAPI(ctx context.Context, digest string, found *Referrers) error {
	client, err := r.http(ctx)
	if err != nil {
		return err
	}
	next := &url.URL{Scheme: r.name.Scheme(), Host: r.name.RegistryStr(), Path: "/v2/" + r.name.RepositoryStr() + "/referrers/" + digest}
	for range maxPages {
		page, header, err := page(ctx, client, next)
		if err != nil {
			if !found.API && hasNoReferrers(status(err)) {
				return nil
			}
			return err
		}
		if page == nil {
			return nil
		}
		found.API = true
		found.Add(ByAPI, page)
		if next, err = nextPage(next, header); next == nil || found.Incomplete || err != nil {
			return err
		}
	}
	found.Incomplete = true
	return nil
}

// http is a client with the repository's credentials, which follows no redirect: lists of
// referrers have none.
func (r *Repository) http(ctx context.Context) (*http.Client, error) {
	if client, ok := r.client.readers.Load(r.name.Name()); ok {
		return client.(*http.Client), nil
	}
	auth, err := authn.Resolve(ctx, r.client.keychain, r.name)
	if err != nil {
		return nil, err
	}
	base := transport.NewUserAgent(transport.NewRetry(r.client.transport), userAgent)
	authorized, err := transport.NewWithContext(ctx, r.name.Registry, auth, base, []string{r.name.Scope(transport.PullScope)})
	if err != nil {
		return nil, err
	}
	refuse := func(*http.Request, []*http.Request) error { return errors.New("the registry redirects the request") }
	client, _ := r.client.readers.LoadOrStore(r.name.Name(), &http.Client{Transport: authorized, CheckRedirect: refuse})
	return client.(*http.Client), nil
}

// page reads one page. It is nil where the answer is no list of referrers.
func page(ctx context.Context, client *http.Client, at *url.URL) ([]v1.Descriptor, http.Header, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Accept", string(types.OCIImageIndex))
	response, err := client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	if err := transport.CheckError(response, http.StatusOK); err != nil {
		return nil, nil, err
	}
	if kind, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";"); kind != string(types.OCIImageIndex) {
		return nil, nil, nil // a web page for every path, for example
	}
	data, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, nil, err
	}
	var index struct {
		Manifests []v1.Descriptor `json:"manifests"`
	}
	if err := json.Unmarshal(data, &index); err != nil {
		return nil, nil, fmt.Errorf("parsing the list: %w", err)
	}
	if index.Manifests == nil {
		index.Manifests = []v1.Descriptor{}
	}
	return index.Manifests, response.Header, nil
}

// nextPage is where the list goes on (RFC 5988), nil at its end. It has to be the same
// registry, which has the credentials.
func nextPage(at *url.URL, header http.Header) (*url.URL, error) {
	for _, link := range header.Values("Link") {
		target, parameters, _ := strings.Cut(link, ">")
		target, ok := strings.CutPrefix(strings.TrimSpace(target), "<")
		if !ok || !strings.Contains(strings.ReplaceAll(parameters, `"`, ""), "rel=next") {
			continue
		}
		next, err := at.Parse(target)
		if err != nil {
			return nil, fmt.Errorf("reading the link to the next page: %w", err)
		}
		if next.Host != at.Host || next.Scheme != at.Scheme {
			return nil, fmt.Errorf("the next page is at another registry, %s", next.Host)
		}
		return next, nil
	}
	return nil, nil
}
