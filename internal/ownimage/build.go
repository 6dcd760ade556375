package main

import (
	"archive/tar"
	"bytes"
	"context"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
)

const (
	user         = "65532:65532"
	program      = "/usr/bin/pratique"
	certificates = "/etc/ssl/certs/ca-certificates.crt"
	sbomType     = "application/vnd.cyclonedx+json"
)

type options struct {
	dir, version, revision string
	certificates           string
	binaries               map[string]string // platform -> file
	created                time.Time
}

// build writes the layout: an index of an image for each platform, and an SBOM beside each image.
func build(ctx context.Context, o options) (digest string, err error) {
	if _, err := os.Stat(o.dir); !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("writing %s: it exists", o.dir)
	}
	pem, err := os.ReadFile(o.certificates)
	if err != nil {
		return "", fmt.Errorf("reading the certificates: %w", err)
	}
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	platforms := slices.Sorted(maps.Keys(o.binaries))
	images := map[string]v1.Image{}
	for _, platform := range platforms {
		image, err := o.image(platform, pem)
		if err != nil {
			return "", fmt.Errorf("making the image of %s: %w", platform, err)
		}
		system, architecture, _ := strings.Cut(platform, "/")
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: system, Architecture: architecture}}})
		images[platform] = image
	}
	index = mutate.Annotations(index, o.labels()).(v1.ImageIndex)
	path, err := layout.Write(o.dir, mutate.IndexMediaType(empty.Index, types.OCIImageIndex))
	if err != nil {
		return "", err
	}
	if err := path.AppendIndex(index, layout.WithAnnotations(map[string]string{"org.opencontainers.image.ref.name": o.version})); err != nil {
		return "", err
	}
	for _, platform := range platforms {
		if err := o.addSBOM(ctx, path, platform, images[platform]); err != nil {
			return "", fmt.Errorf("writing the SBOM of %s: %w", platform, err)
		}
	}
	hash, err := index.Digest()
	return hash.String(), err
}

func (o options) labels() map[string]string {
	labels := map[string]string{
		"org.opencontainers.image.title":         "pratique",
		"org.opencontainers.image.description":   "Checks container images and Dockerfiles against your policy.",
		"org.opencontainers.image.licenses":      "Apache-2.0",
		"org.opencontainers.image.vendor":        "The Pratique authors",
		"org.opencontainers.image.source":        "https://github.com/pratique-dev/pratique",
		"org.opencontainers.image.documentation": "https://github.com/pratique-dev/pratique/tree/main/docs",
		"org.opencontainers.image.version":       o.version,
		"org.opencontainers.image.created":       o.created.Format(time.RFC3339),
	}
	if o.revision != "" {
		labels["org.opencontainers.image.revision"] = o.revision
	}
	return labels
}

// image has the certificates, a place for temporary files, and the binary.
func (o options) image(platform string, pem []byte) (v1.Image, error) {
	binary, err := os.ReadFile(o.binaries[platform])
	if err != nil {
		return nil, err
	}
	if err := isStatic(binary, platform); err != nil {
		return nil, fmt.Errorf("%s: %w", o.binaries[platform], err)
	}
	base, err := o.layer(
		entry{name: "etc/", mode: 0o755}, entry{name: "etc/passwd", mode: 0o644, data: []byte("nonroot:x:65532:65532:nonroot:/:/sbin/nologin\n")},
		entry{name: "etc/group", mode: 0o644, data: []byte("nonroot:x:65532:\n")},
		entry{name: "etc/ssl/", mode: 0o755}, entry{name: "etc/ssl/certs/", mode: 0o755}, entry{name: certificates[1:], mode: 0o644, data: pem},
		entry{name: "tmp/", mode: 0o1777},
	)
	if err != nil {
		return nil, err
	}
	tool, err := o.layer(entry{name: "usr/", mode: 0o755}, entry{name: "usr/bin/", mode: 0o755}, entry{name: program[1:], mode: 0o755, data: binary})
	if err != nil {
		return nil, err
	}
	step := func(by string, layer v1.Layer) mutate.Addendum {
		return mutate.Addendum{Layer: layer, MediaType: types.OCILayer, History: v1.History{
			Created: v1.Time{Time: o.created}, CreatedBy: by, EmptyLayer: layer == nil,
		}}
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err = mutate.Append(image,
		step("COPY etc tmp / # pratique", base),
		step("COPY pratique "+program+" # pratique", tool),
		step("USER "+user, nil),
		step(`ENTRYPOINT ["`+program+`"]`, nil),
	)
	if err != nil {
		return nil, err
	}
	file, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	file = file.DeepCopy()
	file.OS, file.Architecture, _ = strings.Cut(platform, "/")
	file.Created = v1.Time{Time: o.created}
	file.Config = v1.Config{User: user, Entrypoint: []string{program}, Env: []string{"PATH=/usr/bin"}, WorkingDir: "/", Labels: o.labels()}
	return mutate.ConfigFile(image, file)
}

// entry is a file of a layer, or with a slash at its end a directory.
type entry struct {
	name string
	mode int64
	data []byte
}

func (o options) layer(entries ...entry) (v1.Layer, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		header := &tar.Header{Name: e.name, Mode: e.mode, Size: int64(len(e.data)), ModTime: o.created, Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if strings.HasSuffix(e.name, "/") {
			header.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := w.Write(e.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(out.Bytes())), nil }, tarball.WithMediaType(types.OCILayer))
}

// isStatic is an error where a binary is of another platform, or asks for a loader that the image does not have.
func isStatic(binary []byte, platform string) error {
	file, err := elf.NewFile(bytes.NewReader(binary))
	if err != nil {
		return err
	}
	machines := map[string]elf.Machine{"linux/amd64": elf.EM_X86_64, "linux/arm64": elf.EM_AARCH64}
	if want, ok := machines[platform]; !ok || file.Machine != want {
		return fmt.Errorf("it is for %s, and not for %s", file.Machine, platform)
	}
	for _, p := range file.Progs {
		if p.Type == elf.PT_INTERP {
			return errors.New("it is not static (CGO_ENABLED=0)")
		}
	}
	return nil
}

// addSBOM puts an artifact beside an image that names its packages, as the tool itself finds them.
func (o options) addSBOM(ctx context.Context, path layout.Path, platform string, image v1.Image) error {
	ref, err := source.Parse("oci:" + o.dir + ":" + o.version)
	if err != nil {
		return err
	}
	supplied, err := extract.ReadSupplied(extract.SuppliedFiles{})
	if err != nil {
		return err
	}
	doc, err := extract.Extract(ctx, extract.Options{Source: ref, Platform: platform, Needs: extract.SBOMNeeds(), Supplied: supplied, Offline: true, Version: o.version})
	if err != nil {
		return err
	}
	doc.Image.Reference = "pratique:" + o.version // not where it was built
	var text bytes.Buffer
	if err := extract.WriteSBOM(&text, "cyclonedx", doc, o.created); err != nil {
		return err
	}
	digest, err := image.Digest()
	if err != nil {
		return err
	}
	size, err := image.Size()
	if err != nil {
		return err
	}
	artifact := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), sbomType)
	if artifact, err = mutate.AppendLayers(artifact, static.NewLayer(text.Bytes(), sbomType)); err != nil {
		return err
	}
	artifact = mutate.Subject(artifact, v1.Descriptor{MediaType: types.OCIManifestSchema1, Digest: digest, Size: size}).(v1.Image)
	if err := path.WriteImage(artifact); err != nil {
		return err
	}
	own, err := artifact.Digest()
	if err != nil {
		return err
	}
	length, err := artifact.Size()
	if err != nil {
		return err
	}
	return path.AppendDescriptor(v1.Descriptor{MediaType: types.OCIManifestSchema1, ArtifactType: sbomType, Digest: own, Size: length})
}
