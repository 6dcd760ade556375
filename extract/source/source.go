// Package source finds images: in archives, OCI layouts, registries, the Docker
// daemon and unpacked directories. Opening one reads manifests and configurations,
// never a layer.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/internal/oci"
)

// Image is one image that a source holds.
type Image struct {
	// Name is what the source calls the image, "registry/repository:tag" or a part
	// of it; "" where it has no name for it.
	Name string
	// Tag is the tag alone, where that is all that the source knows.
	Tag          string
	Pulled       bool   // the source is a registry, and Name its name there
	FromDaemon   bool   // the source is a daemon
	Digest       string // of the manifest, "sha256:…"; "" where there is no manifest
	ParentDigest string // of the index that the manifest was picked from, or ""
	Annotations  map[string]string
	Config       []byte // the image configuration, nil for a directory
	ConfigDigest string // "sha256:…"
	Layers       []Layer
	Directory    string // of an unpacked root filesystem; it has no layers
	// Related reads what stands beside the image, such as its signatures: in its repository
	// or its OCI layout. It is nil for other sources.
	Related oci.Reader

	closers []io.Closer
}

// Layer is one layer of the manifest, oldest first.
type Layer struct {
	Digest string // of the bytes as stored; "" where the source does not say
	DiffID string // of the bytes uncompressed, from the configuration
	// Claimed says that the digests are what an archive says of its own bytes: no manifest that is
	// known by its digest names them.
	Claimed   bool
	MediaType string // "" where the source does not say
	Size      int64  // bytes as stored, -1 where the source does not say
	// Open gives the bytes as stored. It can be called several times.
	Open func(context.Context) (io.ReadCloser, error)
}

// Close frees what the image's layers are read from.
func (i *Image) Close() error {
	var problems []error
	for _, c := range i.closers {
		problems = append(problems, c.Close())
	}
	return errors.Join(problems...)
}

// Options say where to look and how.
type Options struct {
	Stdin    io.Reader // for "-"
	Tag      string    // picks one of several images of an archive or layout
	Platform string    // os/arch[/variant] to pick from an index; "" for linux/amd64 where there is a choice
	Username string    // for the registry; "" for the Docker configuration's credentials
	Password string
	Insecure bool   // plain HTTP and any certificate are fine
	CAFile   string // PEM certificates to trust besides the system's
	Offline  bool   // using the network is an error
	// AllowPrivateRedirects lets a registry with a public address send us to a private one.
	AllowPrivateRedirects bool
	// Notice is told that an image was found elsewhere than it was looked for first; nil where nobody
	// wants to know.
	Notice   func(string)
	MaxBytes int64 // longest archive that is copied before it is read, in bytes
	Store    *spool.Store

	layout bool // an archive has to be one of an OCI layout
}

// Open finds the image that r names.
func Open(ctx context.Context, r Ref, o Options) (*Image, error) {
	if r.Scheme == Stdin {
		return openStdin(o)
	}
	s, ok := schemeOf(r.Scheme)
	if !ok {
		return nil, errors.New("opening an image: none was named")
	}
	return s.open(ctx, r, o)
}

// openInput refuses: an input document has the data of an image, and none of its layers.
func openInput(_ context.Context, r Ref, _ Options) (*Image, error) {
	return nil, fmt.Errorf("opening image %s: %w", r, errNoImage)
}

// openSBOM refuses: an SBOM has the packages of an image, and none of its layers.
func openSBOM(_ context.Context, r Ref, _ Options) (*Image, error) {
	return nil, fmt.Errorf("opening image %s: it is an SBOM, not an image", r)
}

func openStdin(o Options) (*Image, error) {
	if o.Stdin == nil {
		return nil, errors.New("reading standard input: there is none")
	}
	blob, err := copyArchive(o.Stdin, o)
	if err != nil {
		return nil, fmt.Errorf("reading an archive from standard input: %w", err)
	}
	image, err := openTar(blob, blob.Size(), "", o)
	if err != nil {
		return nil, fmt.Errorf("reading an archive from standard input: %w", err)
	}
	return image, nil
}
