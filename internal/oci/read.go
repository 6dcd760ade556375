package oci

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Reader reads the manifests and blobs of one repository of a registry, or of an OCI
// layout.
type Reader interface {
	// String names the repository or layout, for messages.
	String() string
	// Manifest reads a manifest or index by tag or digest.
	Manifest(ctx context.Context, identifier string) (*Manifest, error)
	// Blob reads a blob of at most limit bytes, and checks its digest.
	Blob(ctx context.Context, blob v1.Descriptor, limit int64) ([]byte, error)
	// Referrers lists the manifests whose subject is that of the digest.
	Referrers(ctx context.Context, digest string) (*Referrers, error)
}

// Manifest is the manifest of an image or artifact, or an index.
type Manifest struct {
	Digest    string // "sha256:…", of Raw
	MediaType string
	Raw       []byte
	// Manifests are those of an index; Config and Layers those of any other manifest.
	Manifests    []v1.Descriptor
	Config       v1.Descriptor
	Layers       []v1.Descriptor
	ArtifactType string // as the manifest says, or else the media type of its configuration
	Annotations  map[string]string
	Subject      *v1.Descriptor
}

// ParseManifest parses the bytes of a manifest or index. mediaType is for those that do
// not say their own.
func ParseManifest(raw []byte, mediaType string) (*Manifest, error) {
	m := &Manifest{Raw: raw, MediaType: mediaType, Digest: digestOf(raw)}
	var parsed struct {
		MediaType    string            `json:"mediaType"`
		Manifests    []v1.Descriptor   `json:"manifests"`
		Config       v1.Descriptor     `json:"config"`
		Layers       []v1.Descriptor   `json:"layers"`
		ArtifactType string            `json:"artifactType"`
		Annotations  map[string]string `json:"annotations"`
		Subject      *v1.Descriptor    `json:"subject"`
	}
	if err := json.Unmarshal(raw, &parsed); err != nil {
		return nil, badContent("parsing the manifest: %w", err)
	}
	if parsed.MediaType != "" {
		m.MediaType = parsed.MediaType
	}
	m.Manifests, m.Config, m.Layers = parsed.Manifests, parsed.Config, parsed.Layers
	m.ArtifactType, m.Annotations, m.Subject = parsed.ArtifactType, parsed.Annotations, parsed.Subject
	if m.ArtifactType == "" {
		m.ArtifactType = string(parsed.Config.MediaType)
	}
	return m, nil
}

// IsIndex says whether it is an index.
func (m *Manifest) IsIndex() bool { return types.MediaType(m.MediaType).IsIndex() }

// Descriptor describes the manifest, as a subject does.
func (m *Manifest) Descriptor() v1.Descriptor {
	hash, _ := v1.NewHash(m.Digest) // our own
	return v1.Descriptor{MediaType: types.MediaType(m.MediaType), Size: int64(len(m.Raw)), Digest: hash}
}

// Manifest implements [Reader].
func (r *Repository) Manifest(ctx context.Context, identifier string) (*Manifest, error) {
	m, err := r.manifest(ctx, identifier)
	if err != nil {
		return nil, fmt.Errorf("reading manifest %s: %w", r.at(identifier), err)
	}
	return m, nil
}

func (r *Repository) manifest(ctx context.Context, identifier string) (*Manifest, error) {
	if err := r.reach(); err != nil {
		return nil, err
	}
	reference, err := r.reference(identifier)
	if err != nil {
		return nil, err
	}
	descriptor, err := r.client.puller.Get(ctx, reference)
	if err != nil {
		return nil, withNotFound(err)
	}
	m, err := ParseManifest(descriptor.Manifest, string(descriptor.MediaType))
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(identifier, "sha256:") && m.Digest != identifier {
		return nil, badContent("its digest is %s", m.Digest)
	}
	return m, nil
}

// Exists gives the digest of a tag, or of a digest that is there, without reading the
// manifest.
func (r *Repository) Exists(ctx context.Context, identifier string) (string, error) {
	if err := r.reach(); err != nil {
		return "", err
	}
	reference, err := r.reference(identifier)
	if err != nil {
		return "", err
	}
	descriptor, err := r.client.puller.Head(ctx, reference)
	if err != nil {
		return "", fmt.Errorf("asking for %s: %w", r.at(identifier), withNotFound(err))
	}
	return descriptor.Digest.String(), nil
}

// Blob implements [Reader].
func (r *Repository) Blob(ctx context.Context, blob v1.Descriptor, limit int64) ([]byte, error) {
	return ReadBlob(blob, limit, func() (io.ReadCloser, error) { return r.open(ctx, blob) })
}

// Open reads a blob as a stream, which fails at its end where the digest is another. Its
// size is the descriptor's, which the caller checks.
func (r *Repository) Open(ctx context.Context, blob v1.Descriptor) (io.ReadCloser, error) {
	stream, err := r.open(ctx, blob)
	if err != nil {
		return nil, fmt.Errorf("reading blob %s: %w", r.at(blob.Digest.String()), err)
	}
	return stream, nil
}

func (r *Repository) open(ctx context.Context, blob v1.Descriptor) (io.ReadCloser, error) {
	if err := r.reach(); err != nil {
		return nil, err
	}
	layer, err := r.client.puller.Layer(ctx, r.name.Digest(blob.Digest.String()))
	if err != nil {
		return nil, withNotFound(err)
	}
	stream, err := layer.Compressed()
	return stream, withNotFound(err)
}

// ReadBlob reads what open gives, of at most limit bytes, and checks it against its
// descriptor.
func ReadBlob(blob v1.Descriptor, limit int64, open func() (io.ReadCloser, error)) ([]byte, error) {
	data, err := readBlob(blob, limit, open)
	if err != nil {
		return nil, fmt.Errorf("reading blob %s: %w", blob.Digest, err)
	}
	return data, nil
}

func readBlob(blob v1.Descriptor, limit int64, open func() (io.ReadCloser, error)) ([]byte, error) {
	if blob.Size > limit {
		return nil, badContent("it has %d bytes, more than %d, which is the limit", blob.Size, limit)
	}
	stream, err := open()
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	var data bytes.Buffer
	switch n, err := io.Copy(&data, io.LimitReader(stream, limit+1)); {
	case err != nil:
		return nil, err
	case n > limit:
		return nil, badContent("it has more than %d bytes, which is the limit", limit)
	}
	if got := digestOf(data.Bytes()); got != blob.Digest.String() {
		return nil, badContent("its digest is %s", got)
	}
	return data.Bytes(), nil
}

func (r *Repository) at(identifier string) string {
	if strings.Contains(identifier, ":") {
		return r.name.Name() + "@" + identifier
	}
	return r.name.Name() + ":" + identifier
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}
