package distribution

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
)

// maxPolicy is how large a policy may be, in bytes, stored and unpacked.
var maxPolicy = limits.Bytes("policy-bytes", 64<<20)

// Media types of layers and configurations.
const (
	TarballType = "application/vnd.oci.image.layer.v1.tar+gzip" // the first is what OPA loads
	SourceType  = "application/vnd.pratique.bundle.v1+json"     // the Anchore bundle
	configType  = "application/vnd.oci.image.config.v1+json"

	conftestConfig = "application/vnd.unknown.config.v1+json"
	conftestPolicy = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego"
	conftestData   = "application/vnd.cncf.openpolicyagent.data.layer.v1+json"
	titleKey       = "org.opencontainers.image.title"
)

const (
	maxFiles = 10_000
)

// file is one file of a tarball or of a policy of conftest.
type file struct {
	name string // a clean relative path
	data []byte
}

// Artifact is the artifact of a tarball, and of the Anchore bundle that it was translated
// from, nil for none.
func Artifact(tarball, source []byte) oci.Artifact {
	config := oci.Bytes(configType, []byte("{}"))
	a := oci.Artifact{Config: &config, Layers: []oci.Layer{oci.Bytes(TarballType, tarball)}}
	if source != nil {
		a.Layers = append(a.Layers, oci.Bytes(SourceType, source))
	}
	return a
}

// Conftest is the artifact of a tarball in the layout of conftest.
func Conftest(tarball []byte) (oci.Artifact, error) {
	files, err := unpack(tarball)
	if err != nil {
		return oci.Artifact{}, err
	}
	config := oci.Bytes(conftestConfig, []byte("{}"))
	a := oci.Artifact{Config: &config}
	for _, f := range files {
		mediaType := conftestPolicy
		switch {
		case strings.HasSuffix(f.name, ".rego"):
		case path.Base(f.name) == "data.json" || path.Base(f.name) == "data.yaml":
			mediaType = conftestData
		default:
			continue // OPA's manifest and signatures
		}
		layer := oci.Bytes(mediaType, f.data)
		layer.Annotations = map[string]string{titleKey: f.name}
		a.Layers = append(a.Layers, layer)
	}
	return a, nil
}

// unpack reads the files of a tarball, sorted by name.
func unpack(tarball []byte) ([]file, error) {
	z, err := gzip.NewReader(bytes.NewReader(tarball))
	if err != nil {
		return nil, fmt.Errorf("reading the tarball: %w", err)
	}
	var files []file
	left := maxPolicy.Bytes()
	for archive := tar.NewReader(boundedfile.Reader(z, maxPolicy.Bytes()+maxFiles*1024)); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading the tarball: %w", err)
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		// OPA's own tarballs have paths that begin with a slash.
		name := strings.TrimPrefix(path.Clean(header.Name), "/")
		if !fs.ValidPath(name) {
			return nil, fmt.Errorf("reading the tarball: %q leads out of it", header.Name)
		}
		data, err := io.ReadAll(io.LimitReader(archive, left+1))
		if err != nil {
			return nil, fmt.Errorf("reading the tarball: %s: %w", name, err)
		}
		if left -= int64(len(data)); left < 0 || len(files) == maxFiles {
			return nil, maxPolicy.Exceeded("reading the tarball: it has more than %d bytes or %d files, which are the limits", maxPolicy.Bytes(), maxFiles)
		}
		files = append(files, file{name, data})
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

// pack writes a tarball: equal files give equal bytes.
func pack(files []file) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	archive := tar.NewWriter(z)
	for _, f := range files {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: f.name, Mode: 0o644, Size: int64(len(f.data)), Format: tar.FormatUSTAR}
		if err := archive.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("writing the tarball: %s: %w", f.name, err)
		}
		if _, err := archive.Write(f.data); err != nil {
			return nil, fmt.Errorf("writing the tarball: %s: %w", f.name, err)
		}
	}
	if err := errors.Join(archive.Close(), z.Close()); err != nil {
		return nil, fmt.Errorf("writing the tarball: %w", err)
	}
	return out.Bytes(), nil
}
