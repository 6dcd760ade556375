package testimage

import (
	"archive/tar"
	"encoding/json"
	"fmt"
	"io"
	"os"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/match"
)

// refName is the annotation that names an image in an OCI layout.
const refName = "org.opencontainers.image.ref.name"

// OCI writes the image as an OCI layout into a directory, which is made if it
// is not there. An image of the same name in it is replaced.
func (b *Builder) OCI(dir string) error {
	image, err := b.Image()
	if err != nil {
		return err
	}
	path, err := layout.FromPath(dir)
	if err != nil {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("making the layout's directory: %w", err)
		}
		if path, err = layout.Write(dir, empty.Index); err != nil {
			return fmt.Errorf("beginning the layout %s: %w", dir, err)
		}
	}
	err = path.ReplaceImage(image, match.Name(b.reference), layout.WithAnnotations(map[string]string{refName: b.reference}))
	if err != nil {
		return fmt.Errorf("writing the layout %s: %w", dir, err)
	}
	return nil
}

// archived is the one element of a docker-archive's manifest.json.
type archived struct {
	Config   string
	RepoTags []string
	Layers   []string
}

// Archive writes the image as docker save does: every blob below blobs/sha256, the
// layers uncompressed, and a manifest.json.
func (b *Builder) Archive(w io.Writer) error {
	image, err := b.Image()
	if err != nil {
		return err
	}
	config, err := image.RawConfigFile()
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	manifest := archived{Config: blob(hash(config))}
	if b.reference != "" {
		manifest.RepoTags = []string{b.reference}
	}
	out := tar.NewWriter(w)
	written := map[string]bool{}
	put := func(name string, data []byte) error {
		if written[name] {
			return nil
		}
		written[name] = true
		header := tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644, Size: int64(len(data)), ModTime: Epoch()}
		if err := out.WriteHeader(&header); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		if _, err := out.Write(data); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		return nil
	}
	if err := put(manifest.Config, config); err != nil {
		return err
	}
	for _, l := range b.layers {
		name := blob(hash(l.tar))
		manifest.Layers = append(manifest.Layers, name)
		if err := put(name, l.tar); err != nil {
			return err
		}
	}
	data, err := json.Marshal([]archived{manifest})
	if err != nil {
		return fmt.Errorf("writing manifest.json: %w", err)
	}
	if err := put("manifest.json", data); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("finishing the archive: %w", err)
	}
	return nil
}

func blob(h v1.Hash) string { return "blobs/sha256/" + h.Hex }
