package testimage_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/google/go-containerregistry/pkg/v1/validate"

	"github.com/pratique-dev/pratique/internal/testimage"
)

// build is an image with one of everything.
func build() *testimage.Builder {
	return testimage.New().
		Reference("example.com/all:1").
		Platform("linux", "arm64", "v8").
		Config(func(c *v1.Config) { c.User = "app" }).
		Layer(
			testimage.Dir("/etc"),
			testimage.File("/etc/passwd", "root:x:0:0:::\n").Owner(1, 2),
			testimage.File("/bin/su", "su").Mode(0o4755).PAX("SCHILY.xattr.user.note", "a=b\x00c"),
			testimage.Symlink("/bin/sh", "su"),
			testimage.Hardlink("/bin/sudo", "/bin/su"),
			testimage.CharDevice("/dev/null", 1, 3),
			testimage.BlockDevice("/dev/sda", 8, 0),
			testimage.Fifo("/run/pipe"),
		).By("RUN everything").
		Step("USER app").
		LayerAs(testimage.Zstd, testimage.Whiteout("/etc/passwd"), testimage.Opaque("/bin/")).
		LayerAs(testimage.None, testimage.File("/x", "y").Named("./../x").At(testimage.Epoch().AddDate(1, 0, 0))).
		History(func(h *v1.History) { h.Author = "someone" })
}

// member is what a test looks at of a tar's member.
type member struct {
	Type             byte
	Name, Link, Body string
	Mode             int64
	UID, GID         int
	Major, Minor     int64
	PAX              map[string]string
}

func members(t *testing.T, layer v1.Layer) []member {
	t.Helper()
	r, err := layer.Uncompressed()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var all []member
	for in := tar.NewReader(r); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, member{h.Typeflag, h.Name, h.Linkname, string(body), h.Mode, h.Uid, h.Gid, h.Devmajor, h.Devminor, h.PAXRecords})
	}
}

func TestLayers(t *testing.T) {
	t.Parallel()
	image, err := build().Image()
	if err != nil {
		t.Fatal(err)
	}
	layers, err := image.Layers()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]member{
		{
			{Type: tar.TypeDir, Name: "etc/", Mode: 0o755},
			{Type: tar.TypeReg, Name: "etc/passwd", Body: "root:x:0:0:::\n", Mode: 0o644, UID: 1, GID: 2},
			{Type: tar.TypeReg, Name: "bin/su", Body: "su", Mode: 0o4755, PAX: map[string]string{"SCHILY.xattr.user.note": "a=b\x00c"}},
			{Type: tar.TypeSymlink, Name: "bin/sh", Link: "su", Mode: 0o777},
			{Type: tar.TypeLink, Name: "bin/sudo", Link: "bin/su", Mode: 0o644},
			{Type: tar.TypeChar, Name: "dev/null", Mode: 0o660, Major: 1, Minor: 3},
			{Type: tar.TypeBlock, Name: "dev/sda", Mode: 0o660, Major: 8},
			{Type: tar.TypeFifo, Name: "run/pipe", Mode: 0o644},
		},
		{{Type: tar.TypeReg, Name: "etc/.wh.passwd"}, {Type: tar.TypeReg, Name: "bin/.wh..wh..opq"}},
		{{Type: tar.TypeReg, Name: "./../x", Body: "y", Mode: 0o644}},
	}
	var got [][]member
	var mediaTypes []types.MediaType
	for _, layer := range layers {
		got = append(got, members(t, layer))
		mediaType, err := layer.MediaType()
		if err != nil {
			t.Fatal(err)
		}
		mediaTypes = append(mediaTypes, mediaType)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]types.MediaType{types.OCILayer, types.OCILayerZStd, types.OCIUncompressedLayer}, mediaTypes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	image, err := build().Image()
	if err != nil {
		t.Fatal(err)
	}
	config, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range config.History {
		got = append(got, h.Created.Format("15:04:05 ")+h.CreatedBy+h.Author)
	}
	want := []string{"12:00:00 RUN everything", "12:00:07 USER app", "12:00:14 COPY layer1 / # buildkit", "12:00:21 COPY layer2 / # buildkitsomeone"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if config.Architecture != "arm64" || config.Variant != "v8" || config.Config.User != "app" || len(config.RootFS.DiffIDs) != 3 {
		t.Errorf("got configuration %+v", config)
	}
	bare, err := build().NoHistory().Image()
	if err != nil {
		t.Fatal(err)
	}
	if config, err = bare.ConfigFile(); err != nil || len(config.History) > 0 {
		t.Errorf("got history %v and error %v, want none", config.History, err)
	}
}

func TestOCI(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "made", "layout")
	for range 2 { // the second replaces the first
		if err := build().OCI(dir); err != nil {
			t.Fatal(err)
		}
	}
	path, err := layout.FromPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	index, err := path.ImageIndex()
	if err != nil {
		t.Fatal(err)
	}
	// Fast, because the validation takes every layer for gzip.
	if err := validate.Index(index, validate.Fast); err != nil {
		t.Error(err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	if len(manifest.Manifests) != 1 || manifest.Manifests[0].Annotations["org.opencontainers.image.ref.name"] != "example.com/all:1" {
		t.Errorf("got manifests %+v, want one with its name", manifest.Manifests)
	}
}

func TestArchive(t *testing.T) {
	t.Parallel()
	var first, second bytes.Buffer
	for _, w := range []io.Writer{&first, &second} {
		if err := build().Archive(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two archives of one image differ")
	}
	image, err := tarball.Image(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(first.Bytes())), nil }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Image(image); err != nil {
		t.Error(err)
	}
	built, err := build().Image()
	if err != nil {
		t.Fatal(err)
	}
	got, gotErr := image.ConfigName()
	want, wantErr := built.ConfigName()
	if got != want || gotErr != nil || wantErr != nil {
		t.Errorf("got configuration %v (%v), want %v (%v)", got, gotErr, want, wantErr)
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		builder *testimage.Builder
		want    string
	}{
		{"short content", testimage.New().Layer(testimage.Raw(tar.Header{Name: "a", Size: 2}, "x")), "finishing a layer"},
		{"history before a layer", testimage.New().By("RUN x"), "naming a step before the first layer"},
		{"change before a layer", testimage.New().History(func(*v1.History) {}), "changing the history before the first layer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, err := range []error{tt.builder.Archive(io.Discard), tt.builder.OCI(t.TempDir())} {
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("got error %v, want %q", err, tt.want)
				}
			}
		})
	}
}

func TestWithParents(t *testing.T) {
	t.Parallel()
	var got []string
	for _, e := range testimage.WithParents(
		testimage.File("/a/b/c", ""), testimage.Dir("/a/d"), testimage.File("/a/d/e", ""), testimage.File("/f", ""),
	) {
		got = append(got, e.Path())
	}
	if diff := cmp.Diff([]string{"/a", "/a/b", "/a/b/c", "/a/d", "/a/d/e", "/f"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestZip(t *testing.T) {
	t.Parallel()
	text := testimage.Zip(map[string]string{"b": "2", "a": "1"})
	r, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.File {
		got = append(got, f.Name)
	}
	if diff := cmp.Diff([]string{"a", "b"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
