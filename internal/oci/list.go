package oci

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxNames is how many repositories of a registry, or tags of a repository, are listed.
var maxNames = limits.Count("registry-names", 1_000_000)

// Repositories are the repositories of a registry, with its name, as its catalogue lists them.
// Many registries do not allow that.
func (c *Client) Repositories(ctx context.Context, registry string) ([]string, error) {
	if c.options.Offline {
		return nil, errors.New("the network may not be used (offline)")
	}
	parsed, err := name.NewRegistry(registry, c.nameOptions()...)
	if err != nil {
		return nil, fmt.Errorf("parsing registry %q: %w", registry, err)
	}
	c.way.Registry(parsed.RegistryStr())
	catalog, err := c.puller.Catalogger(ctx, parsed)
	if err != nil {
		return nil, fmt.Errorf("listing the repositories of %s: %w", registry, err)
	}
	var names []string
	for catalog.HasNext() {
		page, err := catalog.Next(ctx)
		if err != nil {
			return nil, fmt.Errorf("listing the repositories of %s: %w", registry, err)
		}
		for _, repository := range page.Repos {
			names = append(names, parsed.RegistryStr()+"/"+repository)
		}
		if len(names) > maxNames.Int() {
			return nil, maxNames.Exceeded("listing the repositories of %s: there are more than %d", registry, maxNames.Int())
		}
	}
	return names, nil
}

// Tags are the repository's tags; none where there is no such repository.
func (r *Repository) Tags(ctx context.Context) ([]string, error) {
	if err := r.reach(); err != nil {
		return nil, err
	}
	lister, err := r.client.puller.Lister(ctx, r.name)
	if err != nil {
		if status(err) == http.StatusNotFound {
			return nil, nil
		}
		return nil, fmt.Errorf("listing the tags of %s: %w", r, err)
	}
	var tags []string
	for lister.HasNext() {
		page, err := lister.Next(ctx)
		if err != nil {
			if status(err) == http.StatusNotFound {
				return nil, nil
			}
			return nil, fmt.Errorf("listing the tags of %s: %w", r, err)
		}
		if tags = append(tags, page.Tags...); len(tags) > maxNames.Int() {
			return nil, maxNames.Exceeded("listing the tags of %s: there are more than %d", r, maxNames.Int())
		}
	}
	return tags, nil
}

// Delete removes a tag or a manifest by its digest, where the registry allows it.
func (r *Repository) Delete(ctx context.Context, identifier string) error {
	if err := r.reach(); err != nil {
		return err
	}
	ref, err := r.reference(identifier)
	if err != nil {
		return err
	}
	if err := remote.Delete(ref, append(r.client.Remote(), remote.WithContext(ctx))...); err != nil {
		return fmt.Errorf("deleting %s: %w", ref, err)
	}
	return nil
}
