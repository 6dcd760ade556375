package main

import (
	"archive/tar"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/klauspost/compress/gzip"
)

// epoch is the time of everything.
func epoch() time.Time { return time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC) }

// blobs is the directory of an OCI layout's blobs.
func blobs(layout string) string { return filepath.Join(layout, "blobs", "sha256") }

func sum(h hash.Hash) v1.Hash {
	return v1.Hash{Algorithm: "sha256", Hex: hex.EncodeToString(h.Sum(nil))}
}

// layer is a layer being written: nothing of it is held in memory.
type layer struct {
	*tar.Writer
	file         *os.File
	buffer       *bufio.Writer
	zip          *gzip.Writer
	stored, flat hash.Hash
	made         map[string]bool // directories that have an entry
	files        int
	bytes        int64
}

func newLayer(layout string) (*layer, error) {
	file, err := os.CreateTemp(blobs(layout), "layer-")
	if err != nil {
		return nil, fmt.Errorf("beginning a layer: %w", err)
	}
	l := &layer{file: file, stored: sha256.New(), flat: sha256.New(), made: map[string]bool{}}
	l.buffer = bufio.NewWriterSize(io.MultiWriter(file, l.stored), 1<<20)
	l.zip = gzip.NewWriter(l.buffer)
	l.Writer = tar.NewWriter(io.MultiWriter(l.zip, l.flat))
	return l, nil
}

// finish gives the blob its name.
func (l *layer) finish(layout string) (v1.Descriptor, v1.Hash, error) {
	for _, step := range []func() error{l.Close, l.zip.Close, l.buffer.Flush} {
		if err := step(); err != nil {
			return v1.Descriptor{}, v1.Hash{}, fmt.Errorf("finishing a layer: %w", err)
		}
	}
	size, err := l.file.Seek(0, io.SeekCurrent)
	if err == nil {
		err = l.file.Close()
	}
	digest := sum(l.stored)
	if err == nil {
		err = os.Rename(l.file.Name(), filepath.Join(blobs(layout), digest.Hex))
	}
	if err != nil {
		return v1.Descriptor{}, v1.Hash{}, fmt.Errorf("finishing a layer: %w", err)
	}
	return v1.Descriptor{MediaType: types.OCILayer, Size: size, Digest: digest}, sum(l.flat), nil
}

// put writes an entry, after those of the directories above it.
func (l *layer) put(h tar.Header, content []byte) error {
	h.Name = strings.TrimPrefix(h.Name, "/")
	for i, c := range strings.TrimSuffix(h.Name, "/") {
		if dir := h.Name[:i+1]; c == '/' && !l.made[dir] {
			l.made[dir] = true
			if err := l.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: dir, Mode: 0o755, ModTime: epoch()}); err != nil {
				return fmt.Errorf("writing /%s: %w", dir, err)
			}
		}
	}
	h.Size, h.ModTime = int64(len(content)), epoch()
	if err := l.WriteHeader(&h); err != nil {
		return fmt.Errorf("writing /%s: %w", h.Name, err)
	}
	if _, err := l.Write(content); err != nil {
		return fmt.Errorf("writing /%s: %w", h.Name, err)
	}
	l.files++
	l.bytes += h.Size
	return nil
}

// finishLayout writes configuration, manifest and index.
func finishLayout(layout string, config v1.ConfigFile, layers []v1.Descriptor) error {
	configured, err := writeBlob(layout, types.OCIConfigJSON, config)
	if err != nil {
		return err
	}
	manifest, err := writeBlob(layout, types.OCIManifestSchema1, v1.Manifest{
		SchemaVersion: 2, MediaType: types.OCIManifestSchema1, Config: configured, Layers: layers,
	})
	if err != nil {
		return err
	}
	manifest.Annotations = map[string]string{"org.opencontainers.image.ref.name": "example.test/big:1"}
	index, err := json.Marshal(v1.IndexManifest{SchemaVersion: 2, MediaType: types.OCIImageIndex, Manifests: []v1.Descriptor{manifest}})
	if err != nil {
		return fmt.Errorf("writing the index: %w", err)
	}
	for name, text := range map[string]string{"index.json": string(index), "oci-layout": `{"imageLayoutVersion":"1.0.0"}`} {
		if err := os.WriteFile(filepath.Join(layout, name), []byte(text), 0o644); err != nil {
			return fmt.Errorf("writing the layout: %w", err)
		}
	}
	return nil
}

func writeBlob(layout string, kind types.MediaType, value any) (v1.Descriptor, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return v1.Descriptor{}, fmt.Errorf("writing a blob: %w", err)
	}
	h := sha256.New()
	h.Write(text)
	d := v1.Descriptor{MediaType: kind, Size: int64(len(text)), Digest: sum(h)}
	if err := os.WriteFile(filepath.Join(blobs(layout), d.Digest.Hex), text, 0o644); err != nil {
		return d, fmt.Errorf("writing a blob: %w", err)
	}
	return d, nil
}
