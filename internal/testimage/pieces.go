package testimage

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// The pieces of images, for those that no Builder makes: manifests without a layer,
// digests that are wrong, indexes in indexes.

// Tar is an uncompressed layer.
func Tar(tb testing.TB, entries ...Entry) []byte {
	tb.Helper()
	data, err := writeTar(entries)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// Compress is data as c stores it.
func Compress(tb testing.TB, c Compression, data []byte) []byte {
	tb.Helper()
	l, err := newLayer(c, data)
	if err != nil {
		tb.Fatal(err)
	}
	return l.stored
}

// Digest is "sha256:…" of data.
func Digest(data []byte) string { return hash(data).String() }

// Layer is a layer as it is stored, and uncompressed.
type Layer struct{ Stored, Plain []byte }

// Plain is a layer that is stored uncompressed.
func Plain(tb testing.TB, files ...Entry) Layer {
	tb.Helper()
	data := Tar(tb, files...)
	return Layer{Stored: data, Plain: data}
}

// Config is an image configuration for layers; with may add keys or replace them.
func Config(tb testing.TB, with map[string]any, layers ...Layer) []byte {
	tb.Helper()
	ids := []string{}
	for _, l := range layers {
		ids = append(ids, Digest(l.Plain))
	}
	config := map[string]any{
		"architecture": "amd64", "os": "linux", "config": map[string]any{},
		"rootfs": map[string]any{"type": "layers", "diff_ids": ids},
	}
	maps.Copy(config, with)
	return JSON(tb, config)
}

// JSON is value in JSON.
func JSON(tb testing.TB, value any) []byte {
	tb.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// Docker is an archive as `docker save` writes them, manifest.json last.
func Docker(tb testing.TB, tag string, config []byte, layers ...Layer) []byte {
	tb.Helper()
	var files []Entry
	var names []string
	for i, l := range layers {
		name := "layer" + string(rune('a'+i)) + "/layer.tar"
		names = append(names, name)
		files = append(files, File(name, string(l.Stored)))
	}
	tags := []string{}
	if tag != "" {
		tags = append(tags, tag)
	}
	configName := Digest(config)[len("sha256:"):] + ".json"
	manifest := JSON(tb, []map[string]any{{"Config": configName, "RepoTags": tags, "Layers": names}})
	files = append(files, File(configName, string(config)), File("manifest.json", string(manifest)))
	return Tar(tb, files...)
}

// Write writes data to a new file, and returns its path.
func Write(tb testing.TB, name string, data []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// Blobs are the blobs of an OCI layout, by digest.
type Blobs map[string][]byte

// Add adds a blob and returns its descriptor.
func (b Blobs) Add(mediaType string, data []byte) map[string]any {
	b[Digest(data)] = data
	return map[string]any{"mediaType": mediaType, "digest": Digest(data), "size": len(data)}
}

// Image adds an image and returns the descriptor of its manifest.
func (b Blobs) Image(tb testing.TB, config []byte, layers ...Layer) map[string]any {
	tb.Helper()
	list := []any{}
	for _, l := range layers {
		list = append(list, b.Add("application/vnd.oci.image.layer.v1.tar", l.Stored))
	}
	return b.Add("application/vnd.oci.image.manifest.v1+json", JSON(tb, map[string]any{
		"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
		"config": b.Add("application/vnd.oci.image.config.v1+json", config), "layers": list,
	}))
}

// Index adds an image index and returns its descriptor.
func (b Blobs) Index(tb testing.TB, manifests ...map[string]any) map[string]any {
	tb.Helper()
	return b.Add("application/vnd.oci.image.index.v1+json", JSON(tb, map[string]any{
		"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": manifests,
	}))
}

// With is a descriptor with another key.
func With(descriptor map[string]any, key string, value any) map[string]any {
	out := map[string]any{key: value}
	for k, v := range descriptor {
		if k != key {
			out[k] = v
		}
	}
	return out
}

// Layout are the files of an OCI layout with the blobs and an index.json of entries.
func (b Blobs) Layout(tb testing.TB, entries ...map[string]any) []Entry {
	tb.Helper()
	files := []Entry{
		File("oci-layout", `{"imageLayoutVersion":"1.0.0"}`),
		File("index.json", string(JSON(tb, map[string]any{"schemaVersion": 2, "manifests": entries}))),
	}
	for digest, data := range b {
		files = append(files, File("blobs/sha256/"+digest[len("sha256:"):], string(data)))
	}
	return files
}

// Unpack writes files to a new directory, and returns its path.
func Unpack(tb testing.TB, files []Entry) string {
	tb.Helper()
	dir := tb.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.Body()), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}
