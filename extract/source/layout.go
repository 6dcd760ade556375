package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxIndexDepth is how deep indexes may be nested.
const maxIndexDepth = 4

// files is where an OCI layout stands: a directory or an archive.
type files interface {
	open(name string) (r io.ReadCloser, size int64, err error)
}

// maxManifests bounds the manifests that are looked at in search of one: an index
// may name the same blob over and over.
var maxManifests = limits.Count("layout-manifests", 1000)

// layout is an OCI image layout (image-spec, image-layout.md).
type layout struct {
	files files
	read  int // manifests that each has read
}

// blob implements blobs.
func (l *layout) blob(_ context.Context, digest string) (io.ReadCloser, error) {
	hash, err := v1.NewHash(digest) // hex only, so that it cannot lead out of the layout
	if err != nil {
		return nil, err
	}
	r, _, err := l.files.open("blobs/" + hash.Algorithm + "/" + hash.Hex)
	if err != nil {
		return nil, fmt.Errorf("finding blob %s: %w", digest, err)
	}
	return r, nil
}

// index is the list of the layout's images.
func (l *layout) index() (*v1.IndexManifest, error) {
	data, err := readFile(l.files, "index.json")
	if err != nil {
		return nil, fmt.Errorf("it is not an OCI layout: %w", err)
	}
	index, err := parseIndex(data, "")
	if err != nil {
		return nil, fmt.Errorf("it is not an OCI layout: parsing index.json: %w", err)
	}
	return index, nil
}

// found is one manifest in a layout.
type found struct {
	digest, parent string
	manifest       *v1.Manifest
}

// each calls visit for every manifest below an index until visit is satisfied.
func (l *layout) each(index *v1.IndexManifest, parent string, depth int, visit func(found) (more bool, err error)) error {
	for _, d := range index.Manifests {
		if l.read++; l.read > maxManifests.Int() {
			return maxManifests.Exceeded("it has more than %d manifests, which is the limit", maxManifests.Int())
		}
		data, err := readBlob(context.Background(), l, d.Digest.String())
		if err != nil {
			continue // layouts may leave out the platforms that nobody wanted
		}
		if d.MediaType.IsIndex() {
			nested, err := parseIndex(data, d.MediaType)
			if err != nil || depth >= maxIndexDepth {
				continue
			}
			if err := l.each(nested, d.Digest.String(), depth+1, visit); err != nil {
				return err
			}
			continue
		}
		manifest, err := parseManifest(data, d.MediaType)
		if err != nil {
			continue
		}
		if more, err := visit(found{digest: d.Digest.String(), parent: parent, manifest: manifest}); !more || err != nil {
			return err
		}
	}
	return nil
}

// openLayout opens the image that pick, "@digest" or ":tag", or the options name, or
// the only one.
func openLayout(f files, pick string, o Options) (*Image, error) {
	l := &layout{files: f}
	index, err := l.index()
	if err != nil {
		return nil, err
	}
	chosen, err := l.choose(index.Manifests, pick, o)
	if err != nil {
		return nil, err
	}
	descriptor, parent, err := l.descend(chosen, o.Platform)
	if err != nil {
		return nil, err
	}
	data, err := readBlob(context.Background(), l, descriptor.Digest.String())
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w", err)
	}
	manifest, err := parseManifest(data, descriptor.MediaType)
	if err != nil {
		return nil, err
	}
	image, err := fromManifest(context.Background(), l, manifest, o.Platform)
	if err != nil {
		return nil, err
	}
	image.Digest, image.ParentDigest = descriptor.Digest.String(), parent
	image.Name, image.Tag = nameOf(chosen)
	image.Related = &related{layout: l, entries: index.Manifests}
	return image, nil
}

// descend goes from an index to the manifest for a platform.
func (l *layout) descend(d v1.Descriptor, platform string) (_ v1.Descriptor, parent string, err error) {
	for range maxIndexDepth {
		if !d.MediaType.IsIndex() {
			return d, parent, nil
		}
		data, err := readBlob(context.Background(), l, d.Digest.String())
		if err != nil {
			return d, "", fmt.Errorf("reading the index: %w", err)
		}
		index, err := parseIndex(data, d.MediaType)
		if err != nil {
			return d, "", fmt.Errorf("parsing the index: %w", err)
		}
		parent = d.Digest.String()
		if d, err = pickPlatform(index.Manifests, platform); err != nil {
			return d, "", err
		}
	}
	return d, "", errors.New("its indexes are nested too deep")
}

const (
	// refName is the OCI annotation for a tag or a full name.
	refName = "org.opencontainers.image.ref.name"
	// containerdName is containerd's annotation for the full name.
	containerdName = "io.containerd.image.name"
)

// choose picks an entry of index.json.
func (l *layout) choose(all []v1.Descriptor, pick string, o Options) (v1.Descriptor, error) {
	wanted := all
	if !strings.HasPrefix(pick, "@") {
		all = slices.DeleteFunc(slices.Clone(all), isForeign)
		if len(distinct(all)) > 1 {
			all = slices.DeleteFunc(all, l.refers)
		}
		wanted = all
	}
	switch {
	case strings.HasPrefix(pick, "@"):
		wanted = filter(all, func(d v1.Descriptor) bool { return d.Digest.String() == pick[1:] })
		if len(wanted) == 0 {
			return v1.Descriptor{}, fmt.Errorf("it has no image %s", pick[1:])
		}
		return wanted[0], nil
	case pick != "":
		if wanted = filter(all, func(d v1.Descriptor) bool { return hasTag(d, pick[1:]) }); len(wanted) == 0 {
			return v1.Descriptor{}, fmt.Errorf("it has no tag %q%s", pick[1:], listed(all))
		}
	case o.Tag != "" && len(all) > 1:
		if tagged := filter(all, func(d v1.Descriptor) bool { return hasTag(d, o.Tag) || hasName(d, o.Tag) }); len(tagged) > 0 {
			wanted = tagged
		}
	}
	switch {
	case len(wanted) == 0:
		return v1.Descriptor{}, errors.New("it has no images")
	case len(distinct(wanted)) == 1:
		return wanted[0], nil
	}
	// The platforms of one image may stand side by side.
	if d, err := pickPlatform(wanted, o.Platform); err == nil && sameNames(wanted) {
		return d, nil
	}
	return v1.Descriptor{}, fmt.Errorf("it has %d images, and nothing says which one%s", len(wanted), listed(wanted))
}

func filter(all []v1.Descriptor, keep func(v1.Descriptor) bool) []v1.Descriptor {
	var kept []v1.Descriptor
	for _, d := range all {
		if keep(d) {
			kept = append(kept, d)
		}
	}
	return kept
}

func hasTag(d v1.Descriptor, tag string) bool {
	for _, name := range []string{d.Annotations[refName], d.Annotations[containerdName]} {
		if name != "" && (name == tag || strings.HasSuffix(name, ":"+tag)) {
			return true
		}
	}
	return false
}

// hasName says whether an entry has a full name, in whichever form.
func hasName(d v1.Descriptor, tag string) bool {
	return sameTag(d.Annotations[containerdName], tag) || strings.ContainsAny(d.Annotations[refName], "/:") && sameTag(d.Annotations[refName], tag)
}

// refers says whether an entry is of an artifact that is attached to another one, or of
// none that runs.
func (l *layout) refers(d v1.Descriptor) bool {
	if d.MediaType.IsIndex() {
		return false
	}
	data, err := readBlob(context.Background(), l, d.Digest.String())
	if err != nil {
		return false // said where it is chosen
	}
	manifest, err := parseManifest(data, d.MediaType)
	return err == nil && (manifest.Subject != nil || manifest.Config.MediaType != "" && !isConfig(manifest.Config.MediaType))
}

// sameNames says whether all images of several have the same names.
func sameNames(all []v1.Descriptor) bool {
	names := map[v1.Hash][]string{}
	for _, d := range all {
		names[d.Digest] = append(names[d.Digest], d.Annotations[refName]+" "+d.Annotations[containerdName])
	}
	for _, of := range names {
		first := names[all[0].Digest]
		slices.Sort(of)
		slices.Sort(first)
		if !slices.Equal(slices.Compact(of), slices.Compact(first)) {
			return false
		}
	}
	return true
}

func listed(all []v1.Descriptor) string {
	var names []string
	for _, d := range all {
		if name := d.Annotations[refName]; name != "" {
			names = append(names, name)
		} else {
			names = append(names, d.Digest.String())
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ": " + strings.Join(names, ", ")
}

// nameOf is the full name that index.json gives an image, or its tag alone.
func nameOf(d v1.Descriptor) (name, tag string) {
	if name := d.Annotations[containerdName]; name != "" {
		return name, ""
	}
	text := d.Annotations[refName]
	if strings.ContainsAny(text, "/:@") {
		return text, ""
	}
	return "", text
}
