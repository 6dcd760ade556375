package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract/internal/spelling"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxDocument is the longest manifest, index or configuration that is read, in
// bytes. Registries accept 4 MiB.
var maxDocument = limits.Bytes("manifest-bytes", 8<<20)

// blobs gives the bytes of a blob by its digest.
type blobs interface {
	blob(ctx context.Context, digest string) (io.ReadCloser, error)
}

// fromManifest makes an image of a manifest whose digest has been checked.
func fromManifest(ctx context.Context, b blobs, manifest *v1.Manifest, platform string) (*Image, error) {
	digest := manifest.Config.Digest.String()
	if digest == ":" {
		return nil, fmt.Errorf("it is not an image: its manifest (%s) has no configuration", orNone(string(manifest.MediaType)))
	}
	config, err := readBlob(ctx, b, digest)
	if err != nil {
		return nil, fmt.Errorf("reading the image configuration: %w", err)
	}
	diffIDs, err := diffIDs(config, len(manifest.Layers))
	if err != nil {
		return nil, fmt.Errorf("%w (the configuration is %s)", err, orNone(string(manifest.Config.MediaType)))
	}
	if err := checkConfig(config); err != nil {
		return nil, err
	}
	if err := checkPlatform(config, platform); err != nil {
		return nil, err
	}
	image := &Image{Annotations: manifest.Annotations, Config: spelling.JSON(config), ConfigDigest: digest}
	for i, descriptor := range manifest.Layers {
		digest := descriptor.Digest.String()
		image.Layers = append(image.Layers, Layer{
			Digest: digest, DiffID: diffIDs[i], MediaType: string(descriptor.MediaType), Size: descriptor.Size,
			Open: func(ctx context.Context) (io.ReadCloser, error) { return b.blob(ctx, digest) },
		})
	}
	return image, nil
}

// readBlob reads a small blob and checks its digest.
func readBlob(ctx context.Context, b blobs, digest string) ([]byte, error) {
	r, err := b.blob(ctx, digest)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxDocument.Bytes()+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxDocument.Int() {
		return nil, maxDocument.Exceeded("%s has more than %d bytes, which is the limit", digest, maxDocument.Bytes())
	}
	if got := digestOf(data); got != digest {
		return nil, fmt.Errorf("its digest is %s, not %s", got, digest)
	}
	return data, nil
}

// diffIDs are the digests of the n uncompressed layers that a configuration lists.
func diffIDs(config []byte, n int) ([]string, error) {
	var parsed struct {
		RootFS *struct {
			DiffIDs []v1.Hash `json:"diff_ids"`
		} `json:"rootfs"`
	}
	if err := json.Unmarshal(config, &parsed); err != nil {
		return nil, fmt.Errorf("it is not an image: parsing its configuration: %w", err)
	}
	if parsed.RootFS == nil {
		return nil, errors.New("it is not an image: its configuration has no rootfs")
	}
	if len(parsed.RootFS.DiffIDs) != n {
		return nil, fmt.Errorf("its configuration lists %d layers, its manifest %d", len(parsed.RootFS.DiffIDs), n)
	}
	var ids []string
	for _, id := range parsed.RootFS.DiffIDs {
		ids = append(ids, id.String())
	}
	return ids, nil
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func orNone(s string) string {
	if s == "" {
		return "without a media type"
	}
	return s
}
