package source

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/layer"
)

// dockerManifest is one image of manifest.json in an archive of `docker save`.
type dockerManifest struct {
	Config   string
	RepoTags []string
	Layers   []string
}

func openDocker(index *tarIndex, o Options) (*Image, error) {
	data, err := readFile(index, "manifest.json")
	if err != nil {
		return nil, err
	}
	var manifests []dockerManifest
	if err := json.Unmarshal(data, &manifests); err != nil {
		return nil, fmt.Errorf("it is not an image: parsing manifest.json: %w", err)
	}
	manifest, err := pickDocker(manifests, o.Tag)
	if err != nil {
		return nil, err
	}
	image := &Image{}
	if len(manifest.RepoTags) > 0 {
		image.Name = manifest.RepoTags[0]
		if slices.Contains(manifest.RepoTags, o.Tag) {
			image.Name = o.Tag
		}
	}
	if image.Config, err = readFile(index, manifest.Config); err != nil {
		return nil, fmt.Errorf("reading the image configuration: %w", err)
	}
	image.ConfigDigest = digestOf(image.Config)
	if named := digestInName(manifest.Config); named != "" && named != image.ConfigDigest {
		return nil, fmt.Errorf("reading the image configuration: its digest is %s, not %s", image.ConfigDigest, named)
	}
	diffIDs, err := diffIDs(image.Config, len(manifest.Layers))
	if err != nil {
		return nil, err
	}
	for i, name := range manifest.Layers {
		l, err := dockerLayer(index, name, diffIDs[i])
		if err != nil {
			return nil, fmt.Errorf("finding layer %d: %w", i+1, err)
		}
		image.Layers = append(image.Layers, l)
	}
	return image, adopt(image, index)
}

func pickDocker(manifests []dockerManifest, tag string) (dockerManifest, error) {
	var names []string
	for _, m := range manifests {
		if tag != "" && slices.Contains(m.RepoTags, tag) {
			return m, nil
		}
		names = append(names, m.RepoTags...)
	}
	switch len(manifests) {
	case 0:
		return dockerManifest{}, errors.New("it is not an image: manifest.json lists none")
	case 1:
		return manifests[0], nil
	default:
		return dockerManifest{}, fmt.Errorf("it holds %d images (%s), and no tag says which one", len(manifests), strings.Join(names, ", "))
	}
}

func dockerLayer(index *tarIndex, name, diffID string) (Layer, error) {
	section, err := index.section(name)
	if err != nil {
		return Layer{}, err
	}
	l := Layer{DiffID: diffID, Size: section.Size(), Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(section, 0, section.Size())), nil
	}}
	if strings.HasPrefix(name, "blobs/sha256/") {
		// Only there is the name the digest of what is stored; in the older
		// layouts it is an identifier that hashes nothing, or the diff_id.
		l.Digest = digestInName(name)
	}
	var magic [4]byte
	n, err := section.ReadAt(magic[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Layer{}, err
	}
	if l.Digest == "" && !layer.IsGzip(magic[:n]) && !layer.IsZstd(magic[:n]) {
		l.Digest = diffID // nothing is compressed
	}
	return l, nil
}

// digestInName is the SHA-256 that a file's name ("…/HEX", "HEX.json") claims, or "".
func digestInName(name string) string {
	hex := strings.TrimSuffix(path.Base(name), ".json")
	if !regexp.MustCompile(`^(sha256:)?[0-9a-f]{64}$`).MatchString(hex) {
		return ""
	}
	return "sha256:" + strings.TrimPrefix(hex, "sha256:")
}

// adopt takes over what the OCI layout beside manifest.json, if there is one, knows
// better: the manifest's digest and annotations, the layers' media types.
func adopt(image *Image, index *tarIndex) error {
	if !index.has("index.json") {
		return nil
	}
	layout := &layout{files: index}
	top, err := layout.index()
	if err != nil {
		return err
	}
	return layout.each(top, "", 0, func(f found) (bool, error) {
		if f.manifest.Config.Digest.String() != image.ConfigDigest || len(f.manifest.Layers) != len(image.Layers) {
			return true, nil
		}
		image.Digest, image.ParentDigest, image.Annotations = f.digest, f.parent, f.manifest.Annotations
		for i, l := range f.manifest.Layers {
			image.Layers[i].MediaType = string(l.MediaType)
		}
		return false, nil
	})
}

// readFile reads a small file of a layout or an archive.
func readFile(f files, name string) ([]byte, error) {
	r, size, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if size > maxDocument {
		return nil, fmt.Errorf("%s has %d bytes, more than the limit of %d", name, size, maxDocument)
	}
	var data bytes.Buffer
	if _, err := data.ReadFrom(io.LimitReader(r, maxDocument)); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return data.Bytes(), nil
}
