package testimage

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/klauspost/compress/zstd"
)

// Compression is how a layer is stored.
type Compression int

// The compressions of a layer.
const (
	Gzip Compression = iota
	Zstd
	None
)

// layer is a finished layer; it is a v1.Layer.
type layer struct {
	tar, stored []byte
	compression Compression
}

var _ v1.Layer = (*layer)(nil)

func newLayer(c Compression, archive []byte) (*layer, error) {
	l := &layer{tar: archive, compression: c}
	var out bytes.Buffer
	var w io.WriteCloser
	switch c {
	case Gzip:
		w = gzip.NewWriter(&out)
	case Zstd:
		encoder, err := zstd.NewWriter(&out, zstd.WithEncoderConcurrency(1))
		if err != nil {
			return nil, fmt.Errorf("making a zstd writer: %w", err)
		}
		w = encoder
	case None:
		l.stored = archive
		return l, nil
	}
	if _, err := w.Write(archive); err != nil {
		return nil, fmt.Errorf("compressing a layer: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compressing a layer: %w", err)
	}
	l.stored = out.Bytes()
	return l, nil
}

// writeTar writes entries as a tar archive.
func writeTar(entries []Entry) ([]byte, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		if err := w.WriteHeader(&e.header); err != nil {
			return nil, fmt.Errorf("writing the header of %q: %w", e.header.Name, err)
		}
		if _, err := io.WriteString(w, e.content); err != nil {
			return nil, fmt.Errorf("writing %q: %w", e.header.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("finishing a layer: %w", err)
	}
	return out.Bytes(), nil
}

func hash(data []byte) v1.Hash {
	sum := sha256.Sum256(data)
	return v1.Hash{Algorithm: "sha256", Hex: hex.EncodeToString(sum[:])}
}

// Digest is the digest of the layer as it is stored.
func (l *layer) Digest() (v1.Hash, error) { return hash(l.stored), nil }

// DiffID is the digest of the layer's tar.
func (l *layer) DiffID() (v1.Hash, error) { return hash(l.tar), nil }

// Compressed reads the layer as it is stored.
func (l *layer) Compressed() (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(l.stored)), nil
}

// Uncompressed reads the layer's tar.
func (l *layer) Uncompressed() (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(l.tar)), nil
}

// Size is the number of bytes of the layer as it is stored.
func (l *layer) Size() (int64, error) { return int64(len(l.stored)), nil }

// MediaType is OCI's media type for the layer's compression.
func (l *layer) MediaType() (types.MediaType, error) {
	switch l.compression {
	case Zstd:
		return types.OCILayerZStd, nil
	case None:
		return types.OCIUncompressedLayer, nil
	}
	return types.OCILayer, nil
}
