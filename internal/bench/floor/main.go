// Command floor does the least that any tool has to do which knows the digests of
// an image's files: it reads the layers of an OCI layout, two at a time, decompresses
// them and computes the SHA-256 of each regular file. What a real tool costs is
// compared with it.
package main

import (
	"archive/tar"
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/errgroup"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "floor: want an OCI layout with one image")
		os.Exit(1)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(layout string) error {
	blob := func(h v1.Hash) string { return filepath.Join(layout, "blobs", h.Algorithm, h.Hex) }
	var index v1.IndexManifest
	if err := read(filepath.Join(layout, "index.json"), &index); err != nil {
		return err
	}
	if len(index.Manifests) != 1 {
		return fmt.Errorf("%s has %d images, not one", layout, len(index.Manifests))
	}
	var manifest v1.Manifest
	if err := read(blob(index.Manifests[0].Digest), &manifest); err != nil {
		return err
	}
	sums := make([]map[string][sha256.Size]byte, len(manifest.Layers))
	var group errgroup.Group
	group.SetLimit(2)
	for i, l := range manifest.Layers {
		group.Go(func() (err error) {
			if sums[i], err = layer(blob(l.Digest)); err != nil {
				return fmt.Errorf("reading layer %s: %w", l.Digest, err)
			}
			return nil
		})
	}
	return group.Wait()
}

func read(file string, into any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("reading the layout: %w", err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	return nil
}

// layer gives the digests of a layer's files.
func layer(file string) (map[string][sha256.Size]byte, error) {
	stored, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer stored.Close()
	flat, err := gzip.NewReader(bufio.NewReaderSize(stored, 128<<10))
	if err != nil {
		return nil, err
	}
	sums := map[string][sha256.Size]byte{}
	h := sha256.New()
	buffer := make([]byte, 128<<10)
	for archive := tar.NewReader(flat); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return sums, nil
		}
		if err != nil {
			return nil, err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		h.Reset()
		if _, err := io.CopyBuffer(struct{ io.Writer }{h}, archive, buffer); err != nil {
			return nil, err
		}
		sums[header.Name] = [sha256.Size]byte(h.Sum(nil))
	}
}
