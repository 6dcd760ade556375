// Package remote keeps vulnerability indexes in registries, as artifacts: built once, used by all of an
// organisation, and pinned by digest.
package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
)

// ArtifactType is the type of the artifact, LayerType the media type of its one layer.
const (
	ArtifactType = "application/vnd.pratique.vulnerability-index.v1"
	LayerType    = ArtifactType + "+zstd"
)

// createdKey is the annotation with the time of the newest record.
const createdKey = "org.opencontainers.image.created"

// maxIndex bounds an index that is pulled, in bytes.
var maxIndex = limits.Bytes("vulnerability-index-bytes", 8<<30)

// Push writes an index to a registry and returns the manifest's digest.
func Push(ctx context.Context, client *oci.Client, file string, to oci.Reference) (digest string, err error) {
	x, err := index.Open(file)
	if err != nil {
		return "", err
	}
	defer x.Close()
	if to.Digest != "" {
		return "", fmt.Errorf("pushing %s: the reference has a digest, which pushing gives", file)
	}
	packed, err := compress(file)
	if err != nil {
		return "", fmt.Errorf("pushing %s: %w", file, err)
	}
	defer os.Remove(packed)
	layer, err := oci.File(LayerType, packed)
	if err != nil {
		return "", fmt.Errorf("pushing %s: %w", file, err)
	}
	repository, err := client.Repository(to.Repository)
	if err != nil {
		return "", err
	}
	descriptor, err := repository.Push(ctx, oci.Artifact{
		ArtifactType: ArtifactType, Layers: []oci.Layer{layer},
		Annotations: map[string]string{createdKey: x.Header.Created, "dev.pratique.vulnerability-index.digest": "sha256:" + x.Digest},
	}, to.Tag)
	if err != nil {
		return "", err
	}
	return descriptor.Digest.String(), nil
}

func compress(file string) (string, error) {
	in, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.CreateTemp("", "pratique-index-*")
	if err != nil {
		return "", err
	}
	w, err := zstd.NewWriter(out, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err == nil {
		_, err = io.Copy(w, in)
		err = errors.Join(err, w.Close())
	}
	if err = errors.Join(err, out.Close()); err != nil {
		os.Remove(out.Name())
	}
	return out.Name(), err
}

// Pull writes an index of a registry to a file, as a whole or not at all, and returns the manifest's
// digest.
func Pull(ctx context.Context, client *oci.Client, from oci.Reference, file string) (digest string, err error) {
	repository, err := client.Repository(from.Repository)
	if err != nil {
		return "", err
	}
	manifest, err := repository.Manifest(ctx, from.Identifier())
	if err != nil {
		return "", err
	}
	return manifest.Digest, pull(ctx, repository, manifest, file)
}

func pull(ctx context.Context, repository *oci.Repository, manifest *oci.Manifest, file string) error {
	if manifest.ArtifactType != ArtifactType || len(manifest.Layers) != 1 || string(manifest.Layers[0].MediaType) != LayerType {
		return fmt.Errorf("pulling a vulnerability index: %s has an artifact of type %q, not %s", repository, manifest.ArtifactType, ArtifactType)
	}
	blob := manifest.Layers[0]
	if blob.Size > maxIndex.Bytes() {
		return maxIndex.Exceeded("pulling a vulnerability index: it has more than %d bytes", maxIndex.Bytes())
	}
	stream, err := repository.Open(ctx, blob)
	if err != nil {
		return err
	}
	defer stream.Close()
	out, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return fmt.Errorf("pulling a vulnerability index: %w", err)
	}
	defer os.Remove(out.Name())
	err = unpack(out, stream)
	if err := errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("pulling a vulnerability index: %w", err)
	}
	x, err := index.Open(out.Name())
	if err == nil {
		err = errors.Join(x.Check(nil), x.Close())
	}
	if err != nil {
		return fmt.Errorf("pulling a vulnerability index: %w", err)
	}
	if err := os.Chmod(out.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(out.Name(), file)
}

func unpack(out io.Writer, stream io.Reader) error {
	r, err := zstd.NewReader(stream, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
	if err != nil {
		return err
	}
	defer r.Close()
	n, err := io.Copy(out, io.LimitReader(r, maxIndex.Bytes()+1))
	if err == nil && n > maxIndex.Bytes() {
		err = maxIndex.Exceeded("it has more than %d bytes", maxIndex.Bytes())
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, stream) // to the end, where the digest is checked
	return err
}

// Cache is a folder of indexes that were pulled.
type Cache struct {
	Dir        string
	Client     func() (*oci.Client, error) // nil where the network may not be used
	AllowOlder bool                        // than what the tag stood for before
}

// seen is what a tag stood for.
type seen struct {
	Digest  string `json:"digest"`
	Created string `json:"created"`
}

// Path is the file of an index. What is pinned and in the cache needs no network.
func (c *Cache) Path(ctx context.Context, r oci.Reference) (string, error) {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return "", fmt.Errorf("keeping vulnerability indexes: %w", err)
	}
	if r.Digest != "" {
		if file := c.file(r.Digest); exists(file) {
			return file, nil
		}
	}
	if c.Client == nil {
		return "", fmt.Errorf("pulling %s: the network may not be used (offline), and only an index that is pinned by its digest is used from the cache", r.String())
	}
	client, err := c.Client()
	if err != nil {
		return "", err
	}
	repository, err := client.Repository(r.Repository)
	if err != nil {
		return "", err
	}
	manifest, err := repository.Manifest(ctx, r.Identifier())
	if err != nil {
		return "", err
	}
	digest := manifest.Digest
	file := c.file(digest)
	if !exists(file) {
		if err := pull(ctx, repository, manifest, file); err != nil {
			return "", err
		}
	}
	if r.Digest != "" {
		return file, nil
	}
	return file, c.remember(r, seen{digest, manifest.Annotations[createdKey]}, file)
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

func (c *Cache) file(digest string) string {
	return filepath.Join(c.Dir, strings.Replace(digest, ":", "-", 1))
}

// remember refuses an index that is older than what the tag stood for when it was last used: whoever can
// write to the registry could bring back data that do not know a vulnerability yet.
func (c *Cache) remember(r oci.Reference, now seen, file string) error {
	// The index's own time counts, not what the manifest says of it.
	x, err := index.Open(file)
	if err != nil {
		return err
	}
	now.Created = x.Header.Created
	if err := x.Close(); err != nil {
		return err
	}
	tags := filepath.Join(c.Dir, "tags.json")
	unlock, err := lockedfile.MutexAt(tags + ".lock").Lock()
	if err != nil {
		return fmt.Errorf("keeping vulnerability indexes: %w", err)
	}
	defer unlock()
	known := map[string]seen{}
	data, err := os.ReadFile(tags)
	if err == nil {
		err = json.Unmarshal(data, &known)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keeping vulnerability indexes: %s: %w", tags, err)
	}
	before := known[r.String()]
	if before.Created > now.Created && !c.AllowOlder {
		return fmt.Errorf("pulling %s: it is of %s, older than the index of %s that this tag stood for before (--allow-older takes it)", r.String(), now.Created, before.Created)
	}
	if before == now {
		return nil
	}
	known[r.String()] = now
	if data, err = json.MarshalIndent(known, "", " "); err != nil {
		return err
	}
	temporary := tags + ".new"
	if err := os.WriteFile(temporary, append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("keeping vulnerability indexes: %w", err)
	}
	return os.Rename(temporary, tags)
}
