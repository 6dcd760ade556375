package source

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/google/go-containerregistry/pkg/name"
)

// maxListed is how many manifests of an index are listed.
const maxListed = 1000

// Answer is what a registry says that a reference stands for.
type Answer struct {
	Digest string // of the manifest or index, "sha256:…"
	// Manifests are the digests of an index's manifests, where they were asked for.
	Manifests []string
}

// Ask asks a registry what a reference, "repository:tag" or with a registry, stands for
// now. Nothing is pulled. Where it is an index, and none of the digests that somebody has, its
// manifests are listed: one of these may be what is meant.
func Ask(ctx context.Context, text string, have []string, o Options) (Answer, error) {
	answer, err := ask(ctx, text, have, o)
	if err != nil {
		return Answer{}, fmt.Errorf("asking the registry for the digest of %s: %w", text, err)
	}
	return answer, nil
}

func ask(ctx context.Context, text string, have []string, o Options) (Answer, error) {
	if o.Offline {
		return Answer{}, errors.New("the network may not be used (offline)")
	}
	ref, err := parse(text, o)
	if err != nil {
		return Answer{}, err
	}
	r, err := newRegistry(ctx, ref.Context(), o, new(atomic.Bool))
	if err != nil {
		return Answer{}, err
	}
	head, err := r.puller.Head(ctx, ref)
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Digest: head.Digest.String()}
	if !head.MediaType.IsIndex() || slices.Contains(have, answer.Digest) {
		return answer, nil
	}
	descriptor, err := r.puller.Get(ctx, r.repository.Digest(answer.Digest))
	if err != nil {
		return Answer{}, err
	}
	index, err := parseIndex(descriptor.Manifest, descriptor.MediaType)
	if err != nil {
		return Answer{}, fmt.Errorf("parsing the index: %w", err)
	}
	if len(index.Manifests) > maxListed {
		return Answer{}, fmt.Errorf("its index has %d manifests, more than %d", len(index.Manifests), maxListed)
	}
	for _, m := range index.Manifests {
		answer.Manifests = append(answer.Manifests, m.Digest.String())
	}
	return answer, nil
}

func parse(text string, o Options) (name.Reference, error) {
	var options []name.Option
	if o.Insecure {
		options = append(options, name.Insecure)
	}
	return name.ParseReference(text, options...)
}

// SameRegistry says whether two references are of one registry. What is no reference is of none.
func SameRegistry(a, b string) bool {
	first, err := name.ParseReference(a)
	if err != nil {
		return false
	}
	second, err := name.ParseReference(b)
	return err == nil && first.Context().RegistryStr() == second.Context().RegistryStr()
}
