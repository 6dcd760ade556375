package testimage

import (
	"errors"
	"fmt"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Builder collects the parts of an image. The first problem is kept and
// returned by Image, Archive and OCI.
type Builder struct {
	reference string
	config    v1.ConfigFile
	layers    []*layer
	history   []v1.History
	noHistory bool
	clock     time.Time
	err       error
}

// New begins an image: linux/amd64, no layers, named test/image:latest.
func New() *Builder {
	return &Builder{
		reference: "test/image:latest",
		config:    v1.ConfigFile{OS: "linux", Architecture: "amd64", Created: v1.Time{Time: Epoch()}},
		clock:     Epoch(),
	}
}

// Reference names the image in archives: "acme/webshop:1.4". The empty name leaves it without.
func (b *Builder) Reference(name string) *Builder {
	b.reference = name
	return b
}

// Platform sets operating system, architecture and variant.
func (b *Builder) Platform(os, architecture, variant string) *Builder {
	b.config.OS, b.config.Architecture, b.config.Variant = os, architecture, variant
	return b
}

// Config changes the image's configuration: user, environment, ports, labels, …
func (b *Builder) Config(change func(*v1.Config)) *Builder {
	change(&b.config.Config)
	return b
}

// Layer adds a layer, compressed with gzip.
func (b *Builder) Layer(entries ...Entry) *Builder { return b.LayerAs(Gzip, entries...) }

// LayerAs adds a layer, stored as c says.
func (b *Builder) LayerAs(c Compression, entries ...Entry) *Builder {
	archive, err := writeTar(entries)
	if err != nil {
		b.err = errors.Join(b.err, err)
		return b
	}
	return b.RawLayer(c, archive)
}

// RawLayer adds a layer of any bytes, for broken archives.
func (b *Builder) RawLayer(c Compression, archive []byte) *Builder {
	l, err := newLayer(c, archive)
	if err != nil {
		b.err = errors.Join(b.err, err)
		return b
	}
	b.layers = append(b.layers, l)
	b.step(v1.History{CreatedBy: fmt.Sprintf("COPY layer%d / # buildkit", len(b.layers)-1), Comment: buildkit})
	return b
}

// buildkit is the comment that BuildKit leaves in every step's history.
const buildkit = "buildkit.dockerfile.v0"

// By says which instruction made the last layer.
func (b *Builder) By(createdBy string) *Builder {
	if len(b.history) == 0 {
		b.err = errors.Join(b.err, errors.New("naming a step before the first layer"))
		return b
	}
	b.history[len(b.history)-1].CreatedBy = createdBy
	return b
}

// Step adds an instruction that made no layer.
func (b *Builder) Step(createdBy string) *Builder {
	b.step(v1.History{CreatedBy: createdBy, Comment: buildkit, EmptyLayer: true})
	return b
}

// History changes the entry of the last layer or step: comment, author, time.
func (b *Builder) History(change func(*v1.History)) *Builder {
	if len(b.history) == 0 {
		b.err = errors.Join(b.err, errors.New("changing the history before the first layer"))
		return b
	}
	change(&b.history[len(b.history)-1])
	return b
}

// NoHistory leaves the history out of the image's configuration.
func (b *Builder) NoHistory() *Builder {
	b.noHistory = true
	return b
}

// step adds a history entry, seven seconds after the one before.
func (b *Builder) step(h v1.History) {
	h.Created = v1.Time{Time: b.clock}
	b.clock = b.clock.Add(7 * time.Second)
	b.history = append(b.history, h)
}

// Image builds the image, with OCI media types.
func (b *Builder) Image() (v1.Image, error) {
	if b.err != nil {
		return nil, b.err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	for _, l := range b.layers {
		mediaType, err := l.MediaType()
		if err != nil {
			return nil, err
		}
		if image, err = mutate.Append(image, mutate.Addendum{Layer: l, MediaType: mediaType}); err != nil {
			return nil, fmt.Errorf("adding a layer: %w", err)
		}
	}
	made, err := image.ConfigFile()
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	config := b.config
	config.RootFS = made.RootFS
	config.Created = v1.Time{Time: b.clock}
	if !b.noHistory {
		config.History = b.history
	}
	return mutate.ConfigFile(image, &config)
}
