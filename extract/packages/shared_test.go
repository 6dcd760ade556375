package packages

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/klauspost/compress/gzip"

	"github.com/pratique-dev/pratique/document"
)

// shared opens one of the images that PRATIQUE_SHARED has.
func shared(t *testing.T, name string, options Options) *image {
	t.Helper()
	root := os.Getenv("PRATIQUE_SHARED")
	if root == "" {
		t.Skip("PRATIQUE_SHARED names no directory with images")
	}
	m := newImage(t, options, "packages", "packages.files")
	layers, err := open(t, filepath.Join(root, "images", name)).Layers()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		content, err := l.Uncompressed()
		if err != nil {
			t.Fatal(err)
		}
		m.layer(t, content)
		if err := content.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func open(t *testing.T, file string) v1.Image {
	t.Helper()
	if strings.HasSuffix(file, ".oci") {
		index, err := layout.ImageIndexFromPath(file)
		if err != nil {
			t.Fatal(err)
		}
		manifest, err := index.IndexManifest()
		if err != nil {
			t.Fatal(err)
		}
		img, err := index.Image(manifest.Manifests[0].Digest)
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	img, err := tarball.Image(func() (io.ReadCloser, error) {
		f, err := os.Open(file)
		if err != nil || !strings.HasSuffix(file, ".gz") {
			return f, err
		}
		return gzip.NewReader(f)
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestSharedDump(t *testing.T) {
	for _, name := range []string{"debian-small.oci", "distroless-small.docker.tar", "alpine-311.tar.gz", "rpm-sqlite.oci", "planted.oci"} {
		m := shared(t, name, Options{KeepOwned: os.Getenv("KEEP") != ""})
		r := m.catalogue()
		fmt.Println("==", name, len(r.Packages), r.Problems)
		for _, p := range r.Packages {
			n := len(p.Files)
			if n > 2 {
				p.Files = p.Files[:2]
			}
			b, _ := json.Marshal(p)
			fmt.Println(n, string(b))
		}
	}
}

var _ = cmp.Diff
var _ = slices.Sort[[]string]
var _ = strconv.Itoa
var _ document.Package
