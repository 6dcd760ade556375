package source

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/spelling"
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
	if err := jsonread.Unambiguous(data, goObject); err != nil {
		return nil, fmt.Errorf("manifest.json is ambiguous: %w", err)
	}
	manifest, err := pickDocker(index, manifests, o)
	if err != nil {
		return nil, err
	}
	image := &Image{}
	if len(manifest.RepoTags) > 0 {
		image.Name = manifest.RepoTags[0]
		if i := slices.IndexFunc(manifest.RepoTags, func(name string) bool { return sameTag(name, o.Tag) }); i >= 0 {
			image.Name = manifest.RepoTags[i]
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
	if err := checkConfig(image.Config); err != nil {
		return nil, err
	}
	if err := checkPlatform(image.Config, o.Platform); err != nil {
		return nil, err
	}
	for i, name := range manifest.Layers {
		l, err := dockerLayer(index, name, diffIDs[i])
		if err != nil {
			return nil, fmt.Errorf("finding layer %d: %w", i+1, err)
		}
		image.Layers = append(image.Layers, l)
	}
	image.Config = spelling.JSON(image.Config)
	return image, adopt(image, manifest.RepoTags, index)
}

// pickDocker picks the image that the tag names, or the platform where one image has
// several, or the only one.
func pickDocker(index *tarIndex, all []dockerManifest, o Options) (dockerManifest, error) {
	if len(all) == 0 {
		return dockerManifest{}, errors.New("it is not an image: manifest.json lists none")
	}
	candidates := all
	if tagged := slices.DeleteFunc(slices.Clone(all), func(m dockerManifest) bool {
		return !slices.ContainsFunc(m.RepoTags, func(name string) bool { return sameTag(name, o.Tag) })
	}); len(tagged) > 0 {
		candidates = tagged
	}
	// The same image under another name is the same image.
	candidates = slices.CompactFunc(slices.Clone(candidates), func(a, b dockerManifest) bool {
		return a.Config != "" && a.Config == b.Config && slices.Equal(a.Layers, b.Layers)
	})
	if len(candidates) > 1 && sameTags(candidates) {
		if of := ofPlatform(index, candidates, o.Platform); len(of) == 1 {
			return of[0], nil
		}
	}
	if len(candidates) == 1 {
		return candidates[0], nil
	}
	var names []string
	for _, m := range candidates {
		names = append(names, m.RepoTags...)
	}
	return dockerManifest{}, fmt.Errorf("it holds %d images (%s), and no tag says which one", len(candidates), strings.Join(names, ", "))
}

func sameTags(all []dockerManifest) bool {
	return !slices.ContainsFunc(all, func(m dockerManifest) bool { return !slices.Equal(m.RepoTags, all[0].RepoTags) })
}

// ofPlatform are the images that are of a platform.
func ofPlatform(index *tarIndex, all []dockerManifest, wish string) []dockerManifest {
	return slices.DeleteFunc(slices.Clone(all), func(m dockerManifest) bool {
		config, err := readFile(index, m.Config)
		return err != nil || checkPlatform(config, cmp.Or(wish, defaultPlatform)) != nil
	})
}

func dockerLayer(index *tarIndex, name, diffID string) (Layer, error) {
	section, err := index.section(name)
	if err != nil {
		return Layer{}, err
	}
	l := Layer{DiffID: diffID, Claimed: true, Size: section.Size(), Open: func(context.Context) (io.ReadCloser, error) {
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
	if l.Digest == "" && !layer.IsCompressed(magic[:n]) {
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
// better: the manifest's digest and annotations, the layers' media types. The layout has to
// say that the archive holds this image, also under its name: some tools read
// index.json, and they have to see what is judged.
func adopt(image *Image, names []string, index *tarIndex) error {
	if !index.has("index.json") {
		return nil
	}
	layout := &layout{files: index}
	top, err := layout.index()
	if err != nil {
		return err
	}
	adopted := false
	for _, d := range top.Manifests {
		same := false
		one := &v1.IndexManifest{Manifests: []v1.Descriptor{d}}
		err := layout.each(one, "", 0, func(f found) (bool, error) {
			if !isSame(image, f.manifest) {
				return true, nil
			}
			same = true
			if !adopted {
				adopted = true
				image.Digest, image.ParentDigest, image.Annotations = f.digest, f.parent, f.manifest.Annotations
				for i, l := range f.manifest.Layers {
					image.Layers[i].MediaType = string(l.MediaType)
				}
			}
			return false, nil
		})
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(names, func(name string) bool { return sameTag(d.Annotations[containerdName], name) }); i >= 0 && !same {
			return fmt.Errorf("it is ambiguous: manifest.json and index.json name two images %s", names[i])
		}
	}
	if !adopted {
		return errors.New("it is ambiguous: the image of manifest.json is not in index.json")
	}
	return nil
}

// isSame says whether a manifest is that of an image: configuration and layers agree.
func isSame(image *Image, manifest *v1.Manifest) bool {
	if manifest.Config.Digest.String() != image.ConfigDigest || len(manifest.Layers) != len(image.Layers) {
		return false
	}
	for i, l := range image.Layers {
		// A layer that is stored uncompressed in one and compressed in the other has the
		// diff_id of the configuration in both.
		if l.Digest != "" && l.Digest != l.DiffID && l.Digest != manifest.Layers[i].Digest.String() {
			return false
		}
	}
	return true
}

// readFile reads a small file of a layout or an archive.
func readFile(f files, name string) ([]byte, error) {
	r, size, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if size > maxDocument.Bytes() {
		return nil, maxDocument.Exceeded("%s has %d bytes, more than the limit of %d", name, size, maxDocument.Bytes())
	}
	var data bytes.Buffer
	if _, err := data.ReadFrom(io.LimitReader(r, maxDocument.Bytes())); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return data.Bytes(), nil
}
