package oci

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// emptyType is the media type of the empty configuration, "{}" (image-spec, manifest.md).
const emptyType = "application/vnd.oci.empty.v1+json"

// Artifact is what is pushed: a manifest and its blobs. Equal artifacts have equal digests.
type Artifact struct {
	ArtifactType string
	Config       *Layer // nil for the empty configuration
	Layers       []Layer
	Annotations  map[string]string
}

// Layer is a blob of an artifact.
type Layer struct {
	MediaType   string
	Annotations map[string]string
	Size        int64
	Digest      string // "sha256:…"
	// Open gives the bytes. It can be called several times.
	Open func() (io.ReadCloser, error)
}

// Bytes is a layer in memory.
func Bytes(mediaType string, data []byte) Layer {
	return Layer{MediaType: mediaType, Size: int64(len(data)), Digest: digestOf(data), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	}}
}

// File is a layer in a file, which must not change until it is pushed.
func File(mediaType, path string) (Layer, error) {
	file, err := os.Open(path)
	if err != nil {
		return Layer{}, err
	}
	defer file.Close()
	hash, size, err := v1.SHA256(file)
	if err != nil {
		return Layer{}, err
	}
	return Layer{MediaType: mediaType, Size: size, Digest: hash.String(), Open: func() (io.ReadCloser, error) { return os.Open(path) }}, nil
}

func (l Layer) descriptor() (v1.Descriptor, error) {
	hash, err := v1.NewHash(l.Digest)
	return v1.Descriptor{MediaType: types.MediaType(l.MediaType), Size: l.Size, Digest: hash, Annotations: l.Annotations}, err
}

// Manifest is the manifest that pushing writes.
func (a Artifact) Manifest() (*Manifest, error) { return a.manifest(nil) }

func (a Artifact) manifest(subject *v1.Descriptor) (*Manifest, error) {
	config, err := a.config().descriptor()
	if err != nil {
		return nil, err
	}
	m := v1.Manifest{
		SchemaVersion: 2, MediaType: types.OCIManifestSchema1, Config: config, Layers: []v1.Descriptor{},
		Annotations: a.Annotations, Subject: subject, ArtifactType: a.ArtifactType,
	}
	for _, l := range a.Layers {
		d, err := l.descriptor()
		if err != nil {
			return nil, err
		}
		m.Layers = append(m.Layers, d)
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return ParseManifest(raw, string(types.OCIManifestSchema1))
}

func (a Artifact) config() Layer {
	if a.Config != nil {
		return *a.Config
	}
	return Bytes(emptyType, []byte("{}"))
}

// Push writes an artifact, under tags or by its digest alone. What is there already is not
// written again.
func (r *Repository) Push(ctx context.Context, a Artifact, tags ...string) (v1.Descriptor, error) {
	m, err := a.Manifest()
	if err != nil {
		return v1.Descriptor{}, fmt.Errorf("pushing to %s: %w", r, err)
	}
	if len(tags) == 0 {
		tags = []string{m.Digest}
	}
	for _, tag := range tags {
		if err := r.push(ctx, a, m, tag); err != nil {
			return v1.Descriptor{}, fmt.Errorf("pushing %s: %w", r.at(tag), err)
		}
	}
	return m.Descriptor(), nil
}

func (r *Repository) push(ctx context.Context, a Artifact, m *Manifest, identifier string) error {
	switch have, err := r.Exists(ctx, identifier); {
	case err == nil && have == m.Digest:
		return nil
	case err != nil && !errors.Is(err, ErrNotFound):
		return err
	}
	return r.write(ctx, a, m, identifier, false)
}

// write writes the blobs of an artifact, and its manifest; fresh is that they are new, most likely.
func (r *Repository) write(ctx context.Context, a Artifact, m *Manifest, identifier string, fresh bool) error {
	fast := ctx
	if fresh {
		fast = unasked(ctx)
	}
	for _, l := range a.Layers {
		how := ctx
		if l.Size <= maxUnasked {
			how = fast
		}
		if err := r.upload(how, l); err != nil {
			return err
		}
	}
	if err := r.upload(ctx, a.config()); err != nil { // the same for most artifacts
		return err
	}
	return r.put(fast, m, identifier)
}

func (r *Repository) upload(ctx context.Context, l Layer) error {
	if err := r.client.pusher.Upload(ctx, r.name, upload{l}); err != nil {
		return fmt.Errorf("writing blob %s: %w", l.Digest, err)
	}
	return nil
}

// PutManifest writes a manifest or index whose blobs and manifests are there already.
func (r *Repository) PutManifest(ctx context.Context, m *Manifest, identifier string) error {
	if err := r.reach(); err != nil {
		return fmt.Errorf("pushing %s: %w", r.at(identifier), err)
	}
	if err := r.put(ctx, m, identifier); err != nil {
		return fmt.Errorf("pushing %s: %w", r.at(identifier), err)
	}
	return nil
}

func (r *Repository) put(ctx context.Context, m *Manifest, identifier string) error {
	reference, err := r.reference(identifier)
	if err != nil {
		return err
	}
	return r.client.pusher.Put(ctx, reference, manifest{m})
}

const (
	// attachTries is how often a referrer is written where others write at the same time.
	attachTries         = 12
	minPause, pauseSpan = 50 * time.Millisecond, 450 * time.Millisecond
)

// Attach writes an artifact as a referrer of a subject, under tags too, and reads back that it is listed.
// Registries without the referrers API keep the list behind a tag, which the last of
// several writers wins: a referrer that was lost is written again, a few times. Tags are written last,
// but where one request writes both: where the registry keeps the list itself.
func (r *Repository) Attach(ctx context.Context, subject v1.Descriptor, a Artifact, tags ...string) (v1.Descriptor, error) {
	d, err := r.attach(ctx, subject, a, tags)
	if err != nil {
		return v1.Descriptor{}, fmt.Errorf("attaching to %s: %w", r.at(subject.Digest.String()), err)
	}
	return d, nil
}

func (r *Repository) attach(ctx context.Context, subject v1.Descriptor, a Artifact, tags []string) (v1.Descriptor, error) {
	if err := r.reach(); err != nil {
		return v1.Descriptor{}, err
	}
	m, err := a.manifest(&v1.Descriptor{MediaType: subject.MediaType, Size: subject.Size, Digest: subject.Digest})
	if err != nil {
		return v1.Descriptor{}, err
	}
	first := m.Digest
	if _, api := r.client.listing.Load(r.name.Name()); api && len(tags) > 0 {
		first, tags = tags[0], tags[1:]
	}
	if err := r.write(ctx, a, m, first, true); err != nil {
		return v1.Descriptor{}, err
	}
	d := m.Descriptor()
	d.Annotations, d.ArtifactType = m.Annotations, m.ArtifactType
	if err := r.list(ctx, subject.Digest.String(), d); err != nil {
		return v1.Descriptor{}, err
	}
	for _, tag := range tags {
		if err := r.put(unasked(ctx), m, tag); err != nil {
			return v1.Descriptor{}, err
		}
	}
	return d, nil
}

// list sees to it that a referrer that was written is listed.
func (r *Repository) list(ctx context.Context, subject string, d v1.Descriptor) error {
	seen := 0
	for range attachTries {
		listed, api, err := r.isListed(ctx, subject, d.Digest)
		if err != nil {
			return fmt.Errorf("listing the referrers of %s: %w", r.at(subject), err)
		}
		// Somebody who has read the tag before this write may still overwrite it.
		if seen++; !listed {
			seen = 0
		}
		if listed && api {
			r.client.listing.Store(r.name.Name(), true)
		}
		if listed && (api || seen == 2) {
			return nil
		}
		if !listed {
			if err := r.addToFallback(ctx, subject, d); err != nil {
				return err
			}
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s is not listed as a referrer after %d tries; others write at the same time, try again", d.Digest, attachTries)
}

// isListed also says whether the registry keeps the list, and not whoever writes to it.
func (r *Repository) isListed(ctx context.Context, subject string, digest v1.Hash) (listed, api bool, err error) {
	is := func(d v1.Descriptor) bool { return d.Digest == digest }
	found := &Referrers{}
	if err := r.askAPI(ctx, subject, found); err != nil {
		return false, false, err
	}
	if slices.ContainsFunc(found.List, func(have Referrer) bool { return is(have.Descriptor) }) {
		return true, true, nil
	}
	fallback, err := r.manifest(ctx, FallbackTag(subject))
	if errors.Is(err, ErrNotFound) {
		return false, false, nil
	}
	return err == nil && slices.ContainsFunc(fallback.Manifests, is), false, err
}

// addToFallback adds a descriptor to the index behind the fallback tag.
func (r *Repository) addToFallback(ctx context.Context, subject string, d v1.Descriptor) error {
	tag := FallbackTag(subject)
	index := v1.IndexManifest{SchemaVersion: 2, MediaType: types.OCIImageIndex}
	switch have, err := r.manifest(ctx, tag); {
	case errors.Is(err, ErrNotFound):
	case err != nil:
		return err
	case !have.IsIndex():
		return fmt.Errorf("the tag %s is not an index of referrers", tag)
	default:
		index.Manifests, index.Annotations = have.Manifests, have.Annotations
	}
	index.Manifests = append(index.Manifests, d)
	slices.SortFunc(index.Manifests, func(a, b v1.Descriptor) int { return strings.Compare(a.Digest.Hex, b.Digest.Hex) })
	raw, err := json.Marshal(index)
	if err != nil {
		return err
	}
	m, err := ParseManifest(raw, string(types.OCIImageIndex))
	if err != nil {
		return err
	}
	return r.put(ctx, m, tag)
}

func pause(ctx context.Context) error {
	timer := time.NewTimer(minPause + rand.N(pauseSpan))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// manifest gives a manifest to go-containerregistry.
type manifest struct{ *Manifest }

// RawManifest implements remote.Taggable.
func (m manifest) RawManifest() ([]byte, error) { return m.Raw, nil }

// MediaType tells the content type.
func (m manifest) MediaType() (types.MediaType, error) {
	return types.MediaType(m.Manifest.MediaType), nil
}

// upload gives a layer to go-containerregistry.
type upload struct{ layer Layer }

// Digest implements [v1.Layer].
func (u upload) Digest() (v1.Hash, error) { return v1.NewHash(u.layer.Digest) }

// DiffID implements [v1.Layer].
func (u upload) DiffID() (v1.Hash, error) { return u.Digest() }

// Compressed implements [v1.Layer].
func (u upload) Compressed() (io.ReadCloser, error) { return u.layer.Open() }

// Uncompressed implements [v1.Layer].
func (u upload) Uncompressed() (io.ReadCloser, error) { return u.layer.Open() }

// Size implements [v1.Layer].
func (u upload) Size() (int64, error) { return u.layer.Size, nil }

// MediaType implements [v1.Layer].
func (u upload) MediaType() (types.MediaType, error) { return types.MediaType(u.layer.MediaType), nil }
