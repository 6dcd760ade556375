package signatures_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract/internal/signatures"
	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/internal/signtest"
)

// layout copies what a repository has into an OCI layout. entries are those of index.json.
func (b *bench) layout(entries []v1.Descriptor) string {
	b.Helper()
	dir := b.TempDir()
	write := func(name string, data []byte) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	blob := func(digest string) string { return "blobs/" + strings.Replace(digest, ":", "/", 1) }
	for _, entry := range entries {
		m, err := b.repository.Manifest(b.Context(), entry.Digest.String())
		if err != nil {
			b.Fatal(err)
		}
		write(blob(m.Digest), m.Raw)
		for _, layer := range append([]v1.Descriptor{m.Config}, m.Layers...) {
			data, err := b.repository.Blob(b.Context(), layer, 1<<20)
			if err != nil {
				b.Fatal(err)
			}
			write(blob(layer.Digest.String()), data)
		}
	}
	index, err := json.Marshal(v1.IndexManifest{SchemaVersion: 2, MediaType: "application/vnd.oci.image.index.v1+json", Manifests: entries})
	if err != nil {
		b.Fatal(err)
	}
	write("index.json", index)
	write("oci-layout", []byte(`{"imageLayoutVersion": "1.0.0"}`))
	return dir
}

// An OCI layout has signatures as a registry has them: behind tags, as referrers, and as
// cosign save writes them.
func TestLayout(t *testing.T) {
	t.Parallel()
	const refName = "org.opencontainers.image.ref.name"
	for name, tt := range map[string]struct {
		entries func(b *bench, tag string, cosign, bundle v1.Descriptor) []v1.Descriptor
		want    []string
	}{
		"tags and referrers": {
			func(b *bench, tag string, cosign, bundle v1.Descriptor) []v1.Descriptor {
				cosign.Annotations = map[string]string{refName: tag + ".sig"}
				return []v1.Descriptor{cosign, bundle}
			},
			[]string{"cosign by tag: verified by release", "sigstore-bundle by referrer: verified by release"},
		},
		"as cosign save writes it": {
			func(b *bench, _ string, cosign, _ v1.Descriptor) []v1.Descriptor {
				cosign.Annotations = map[string]string{"kind": "dev.cosignproject.cosign/sigs"}
				return []v1.Descriptor{cosign}
			},
			[]string{"cosign by tag: verified by release"},
		},
		"none": {func(*bench, string, v1.Descriptor, v1.Descriptor) []v1.Descriptor { return nil }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, serve(t, memory(true)))
			key := b.keys["release"]
			cosign, err := b.repository.Push(t.Context(), signtest.Signatures(signtest.SimpleSigning(t, key, signtest.Payload("x", b.digest))))
			if err != nil {
				t.Fatal(err)
			}
			statement := signtest.Statement(t, signing.SignPredicate, map[string]any{}, b.digest)
			bundle, err := b.repository.Attach(t.Context(), b.image, signtest.BundleArtifact(signtest.Bundle(t, key, statement), "dsse-envelope", signing.SignPredicate))
			if err != nil {
				t.Fatal(err)
			}
			// Of the referrer only its manifest says what it is.
			bundle = v1.Descriptor{MediaType: bundle.MediaType, Size: bundle.Size, Digest: bundle.Digest}
			entries := append([]v1.Descriptor{b.image}, tt.entries(b, oci.FallbackTag(b.digest), cosign, bundle)...)
			image := b.open(b.layout(entries))
			found := b.find(release, func(q *signatures.Query) { q.Own = image.Related })
			b.want(found, tt.want, nil)
			if image.Digest != b.digest {
				t.Errorf("opened %s, want %s", image.Digest, b.digest)
			}
			var places []string
			for _, p := range found.Searched {
				places = append(places, strings.ReplaceAll(p.Place, b.digest[len("sha256:"):], "HEX"))
			}
			wantPlaces := []string{"the OCI layout:sha256-HEX.sig", "the OCI layout:sha256-HEX.att", "referrers of the OCI layout@sha256:HEX"}
			if diff := cmp.Diff(wantPlaces, places); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
		})
	}
}

// open opens the image of a layout.
func (b *bench) open(dir string) *source.Image {
	b.Helper()
	ref, err := source.Parse("oci:" + dir)
	if err != nil {
		b.Fatal(err)
	}
	store := spool.New(1 << 20)
	image, err := source.Open(context.Background(), ref, source.Options{Store: store, Offline: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		image.Close()
		store.Close()
	})
	return image
}
