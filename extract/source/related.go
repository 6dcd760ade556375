package source

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/internal/oci"
)

// cosignKind is the annotation of what cosign save writes into a layout.
const cosignKind = "kind"

// artifactTag are the tags of what is about an image: an index of referrers, and cosign's
// signatures, attestations and lists of packages.
var artifactTag = regexp.MustCompile(`^sha256-[0-9a-f]{64}(\.(sig|att|sbom))?$`)

// isCosignPart says whether cosign save calls an entry a part of the kind, "sigs" or
// "atts".
func isCosignPart(d v1.Descriptor, kind string) bool {
	return d.Annotations[cosignKind] == "dev.cosignproject.cosign/"+kind
}

// manifest reads a manifest of the layout.
func (l *layout) manifest(d v1.Descriptor) (*oci.Manifest, error) {
	data, err := readBlob(context.Background(), l, d.Digest.String())
	if err != nil {
		return nil, err
	}
	return oci.ParseManifest(data, string(d.MediaType))
}

// related is the layout as a repository of what is about its images. It implements
// [oci.Reader].
type related struct {
	*layout
	entries []v1.Descriptor // of index.json
}

// String implements [oci.Reader].
func (r *related) String() string { return "the OCI layout" }

// Manifest implements [oci.Reader].
func (r *related) Manifest(_ context.Context, identifier string) (*oci.Manifest, error) {
	if strings.HasPrefix(identifier, "sha256:") {
		hash, err := v1.NewHash(identifier)
		if err != nil {
			return nil, fmt.Errorf("reading manifest %s: %w", identifier, err)
		}
		d := v1.Descriptor{Digest: hash}
		for _, entry := range r.entries {
			if entry.Digest == hash {
				d = entry
			}
		}
		return r.found(d, identifier)
	}
	for _, d := range r.entries {
		if hasTag(d, identifier) {
			return r.found(d, identifier)
		}
	}
	for suffix, kind := range map[string]string{".sig": "sigs", ".att": "atts"} {
		if !strings.HasSuffix(identifier, suffix) {
			continue
		}
		for _, d := range r.entries {
			if isCosignPart(d, kind) {
				return r.found(d, identifier)
			}
		}
	}
	return nil, fmt.Errorf("reading manifest %s: %w", identifier, oci.ErrNotFound)
}

// found reads a manifest. What a layout does not have is known not to be there.
func (r *related) found(d v1.Descriptor, identifier string) (*oci.Manifest, error) {
	m, err := r.manifest(d)
	if err != nil {
		return nil, fmt.Errorf("reading manifest %s: %w: %w", identifier, oci.ErrNotFound, err)
	}
	return m, nil
}

// Blob implements [oci.Reader].
func (r *related) Blob(ctx context.Context, blob v1.Descriptor, limit int64) ([]byte, error) {
	return oci.ReadBlob(blob, limit, func() (io.ReadCloser, error) {
		stream, err := r.blob(ctx, blob.Digest.String())
		if err != nil {
			return nil, fmt.Errorf("%w: %w", oci.ErrNotFound, err)
		}
		return stream, nil
	})
}

// Referrers implements [oci.Reader].
func (r *related) Referrers(ctx context.Context, digest string) (*oci.Referrers, error) {
	var list []v1.Descriptor
	for i, d := range r.entries {
		if i == maxManifests.Int() {
			return nil, maxManifests.Exceeded("listing the referrers of %s: the layout has more than %d manifests, which is the limit", digest, maxManifests.Int())
		}
		if d.MediaType.IsIndex() {
			continue
		}
		m, err := r.manifest(d)
		if err == nil && m.Subject != nil && m.Subject.Digest.String() == digest {
			d.ArtifactType, d.Annotations = m.ArtifactType, m.Annotations
			list = append(list, d)
		}
	}
	found := oci.NewReferrers(oci.ByAPI, list)
	if fallback, err := r.Manifest(ctx, oci.FallbackTag(digest)); err == nil {
		found.Add(oci.ByFallback, fallback.Manifests)
	}
	return found, nil
}
