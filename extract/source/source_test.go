package source_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

func options(tb testing.TB) source.Options {
	tb.Helper()
	store := spool.New(1 << 20)
	tb.Cleanup(func() {
		if err := store.Close(); err != nil {
			tb.Error(err)
		}
	})
	return source.Options{Store: store, MaxBytes: 1 << 30}
}

// open opens an image and closes it when the test ends.
func open(tb testing.TB, spec string, o source.Options) (*source.Image, error) {
	tb.Helper()
	r, err := source.Parse(spec)
	if err != nil {
		return nil, err
	}
	image, err := source.Open(tb.Context(), r, o)
	if err == nil {
		tb.Cleanup(func() {
			if err := image.Close(); err != nil {
				tb.Error(err)
			}
		})
	}
	return image, err
}

// summary is what tests compare of an image.
type summary struct {
	Name, Tag, Digest, Parent, Config string
	Layers                            []string // what they hold
}

func summarize(tb testing.TB, image *source.Image) summary {
	tb.Helper()
	s := summary{Name: image.Name, Tag: image.Tag, Digest: image.Digest, Parent: image.ParentDigest, Config: image.ConfigDigest}
	for _, l := range image.Layers {
		for range 2 { // layers can be opened again
			r, err := l.Open(context.Background())
			if err != nil {
				tb.Fatal(err)
			}
			data, err := io.ReadAll(r)
			if err != nil || int64(len(data)) != l.Size {
				tb.Fatalf("%d bytes (%v), want %d", len(data), err, l.Size)
			}
			if err := r.Close(); err != nil {
				tb.Fatal(err)
			}
			if l.Digest != "" && l.Digest != testimage.Digest(data) {
				tb.Errorf("layer %s holds %s", l.Digest, testimage.Digest(data))
			}
			s.Layers = append(s.Layers, testimage.Digest(data))
		}
	}
	return s
}

// twice lists each layer's digest as summarize does.
func twice(layers ...testimage.Layer) []string {
	var out []string
	for _, l := range layers {
		out = append(out, testimage.Digest(l.Stored), testimage.Digest(l.Stored))
	}
	return out
}

func TestDockerArchives(t *testing.T) {
	t.Parallel()
	a, b := testimage.Plain(t, testimage.File("a", "1")), testimage.Plain(t, testimage.File("b", "2"))
	b.Stored = testimage.Compress(t, testimage.Gzip, b.Plain)
	config := testimage.Config(t, nil, a, b)
	configName := testimage.Digest(config)[7:] + ".json"
	manifest := func(entries ...map[string]any) testimage.Entry {
		return testimage.File("manifest.json", string(testimage.JSON(t, entries)))
	}
	one := map[string]any{"Config": configName, "RepoTags": []string{"x/y:1", "x/y:2"}, "Layers": []string{"a/layer.tar", "b/layer.tar"}}
	files := []testimage.Entry{
		testimage.File("b/layer.tar", string(b.Stored)), testimage.File("./a/layer.tar", string(a.Stored)), testimage.File(configName, string(config)),
	}
	want := summary{Name: "x/y:1", Config: testimage.Digest(config), Layers: twice(a, b)}
	tests := []struct {
		name  string
		files []testimage.Entry
		tag   string
		want  summary
	}{
		{name: "manifest last, layers in another order", files: append(files[:3:3], manifest(one)), want: want},
		{name: "manifest first", files: append([]testimage.Entry{manifest(one)}, files...), want: want},
		{
			name: "layers that are links", want: want,
			files: []testimage.Entry{
				testimage.File("shared/1.tar", string(a.Stored)), testimage.File("shared/2.tar", string(b.Stored)),
				testimage.Symlink("a/layer.tar", "../shared/1.tar"), testimage.Hardlink("b/layer.tar", "shared/2.tar"), files[2], manifest(one),
			},
		},
		{
			name: "the tag picks one of two images", tag: "q:9", files: append(files[:3:3], manifest(one, map[string]any{
				"Config": configName, "RepoTags": []string{"q:9"}, "Layers": []string{"a/layer.tar", "b/layer.tar"},
			})), want: summary{Name: "q:9", Config: testimage.Digest(config), Layers: twice(a, b)},
		},
		{name: "the tag picks one of two names", tag: "x/y:2", files: append(files[:3:3], manifest(one)), want: summary{Name: "x/y:2", Config: testimage.Digest(config), Layers: twice(a, b)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			o.Tag = test.tag
			image, err := open(t, "archive:"+testimage.Write(t, "image.tar", testimage.Tar(t, test.files...)), o)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, summarize(t, image)); diff != "" {
				t.Errorf("image (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDockerArchiveWithLayout is what `docker save` writes since version 25.
func TestDockerArchiveWithLayout(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, nil, l)
	blobs := testimage.Blobs{}
	descriptor := blobs.Image(t, config, l)
	index := blobs.Index(t, descriptor)
	path := func(digest any) string { return "blobs/sha256/" + digest.(string)[7:] }
	files := append(blobs.Layout(t, index), testimage.File("manifest.json", string(testimage.JSON(t, []map[string]any{{
		"Config": path(testimage.Digest(config)), "RepoTags": []string{"x:1"}, "Layers": []string{path(testimage.Digest(l.Stored))},
	}}))))
	image, err := open(t, "archive:"+testimage.Write(t, "image.tar", testimage.Tar(t, files...)), options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := summary{
		Name: "x:1", Digest: descriptor["digest"].(string), Parent: index["digest"].(string),
		Config: testimage.Digest(config), Layers: twice(l),
	}
	if diff := cmp.Diff(want, summarize(t, image)); diff != "" {
		t.Errorf("image (-want +got):\n%s", diff)
	}
	if got := image.Layers[0].MediaType; got != "application/vnd.oci.image.layer.v1.tar" {
		t.Errorf("media type: got %q", got)
	}
}

// TestLayouts reads each layout as a directory and as an archive.
func TestLayouts(t *testing.T) {
	t.Parallel()
	const refName = "org.opencontainers.image.ref.name"
	l := testimage.Plain(t, testimage.File("a", "1"))
	amd := testimage.Config(t, nil, l)
	arm := testimage.Config(t, map[string]any{"architecture": "arm64"}, l)
	blobs := testimage.Blobs{}
	amdImage, armImage := blobs.Image(t, amd, l), blobs.Image(t, arm, l)
	named := func(d map[string]any, name string) map[string]any {
		return testimage.With(d, "annotations", map[string]string{refName: name})
	}
	platform := func(d map[string]any, arch string) map[string]any {
		return testimage.With(d, "platform", map[string]string{"os": "linux", "architecture": arch})
	}
	attestation := testimage.With(platform(blobs.Add("application/vnd.oci.image.manifest.v1+json", []byte("{}")), "unknown"),
		"annotations", map[string]string{"vnd.docker.reference.type": "attestation-manifest"})
	index := blobs.Index(t, platform(armImage, "arm64"), platform(amdImage, "amd64"), attestation)
	onlyArm := blobs.Index(t, platform(armImage, "arm64"), attestation)
	digest := func(d map[string]any) string { return d["digest"].(string) }
	image := func(d map[string]any, config []byte) summary {
		return summary{Digest: digest(d), Config: testimage.Digest(config), Layers: twice(l)}
	}
	with := func(s summary, change func(*summary)) summary { change(&s); return s }
	tests := []struct {
		name     string
		entries  []map[string]any
		pick     string
		platform string
		want     summary
		problem  string
	}{
		{name: "one image", entries: []map[string]any{amdImage}, want: image(amdImage, amd)},
		{name: "a tag", entries: []map[string]any{named(armImage, "1"), named(amdImage, "2")}, pick: ":2", want: with(image(amdImage, amd), func(s *summary) { s.Tag = "2" })},
		{name: "a full name", entries: []map[string]any{named(armImage, "1"), named(amdImage, "e.x/y:2")}, pick: ":2", want: with(image(amdImage, amd), func(s *summary) { s.Name = "e.x/y:2" })},
		{name: "a digest", entries: []map[string]any{named(armImage, "1"), named(amdImage, "2")}, pick: "@" + digest(armImage), want: with(image(armImage, arm), func(s *summary) { s.Tag = "1" })},
		{name: "no such tag", entries: []map[string]any{named(armImage, "1"), named(amdImage, "2")}, pick: ":3", problem: `it has no tag "3": 1, 2`},
		{name: "no such digest", entries: []map[string]any{amdImage}, pick: "@sha256:00", problem: "it has no image sha256:00"},
		{name: "which of them", entries: []map[string]any{named(armImage, "1"), named(amdImage, "2")}, problem: "it has 2 images, and nothing says which one: 1, 2"},
		{name: "none", problem: "it has no images"},
		{name: "index", entries: []map[string]any{index}, want: with(image(amdImage, amd), func(s *summary) { s.Parent = digest(index) })},
		{name: "index, platform", entries: []map[string]any{index}, platform: "linux/arm64", want: with(image(armImage, arm), func(s *summary) { s.Parent = digest(index) })},
		{name: "index of one", entries: []map[string]any{onlyArm}, want: with(image(armImage, arm), func(s *summary) { s.Parent = digest(onlyArm) })},
		{name: "platform not in index", entries: []map[string]any{index}, platform: "linux/s390x", problem: "its index has no linux/s390x, only linux/arm64, linux/amd64"},
		{name: "no platform", entries: []map[string]any{index}, platform: "arm64", problem: `platform "arm64" is not OS/ARCH or OS/ARCH/VARIANT`},
		{name: "platforms side by side", entries: []map[string]any{platform(armImage, "arm64"), platform(amdImage, "amd64")}, want: image(amdImage, amd)},
		{name: "another platform than asked for", entries: []map[string]any{amdImage}, platform: "linux/arm64", problem: "it is for linux/amd64, not for linux/arm64"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			files := blobs.Layout(t, test.entries...)
			for _, path := range []string{
				testimage.Unpack(t, files),
				testimage.Write(t, "layout.tar", testimage.Tar(t, files...)),
				testimage.Write(t, "layout.tar.gz", testimage.Compress(t, testimage.Gzip, testimage.Tar(t, files...))),
			} {
				o := options(t)
				o.Platform = test.platform
				image, err := open(t, "oci:"+path+test.pick, o)
				if test.problem != "" {
					if want := "reading OCI layout " + path + ": " + test.problem; err == nil || err.Error() != want {
						t.Errorf("got %v, want %s", err, want)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, summarize(t, image)); diff != "" {
					t.Errorf("image (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// TestLayoutLimits is about indexes that lead to more indexes, and layouts of many manifests.
func TestLayoutLimits(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, nil, l)
	blobs := testimage.Blobs{}
	image := blobs.Image(t, config, l)
	nested := func(depth int) map[string]any {
		d := image
		for range depth {
			d = blobs.Index(t, d)
		}
		return d
	}
	missing := testimage.With(image, "digest", "sha256:"+strings.Repeat("0", 64))
	path := func(digest any) string { return "blobs/sha256/" + digest.(string)[7:] }
	docker := testimage.File("manifest.json", string(testimage.JSON(t, []map[string]any{{
		"Config": path(testimage.Digest(config)), "RepoTags": []string{"x:1"}, "Layers": []string{path(testimage.Digest(l.Stored))},
	}})))
	tests := []struct {
		name, scheme string
		entries      []map[string]any
		want         string
	}{
		{"three indexes", "oci:", []map[string]any{nested(3)}, ""},
		{"four indexes", "oci:", []map[string]any{nested(4)}, "its indexes are nested too deep"},
		{"a thousand manifests", "archive:", append(slices.Repeat([]map[string]any{missing}, 999), image), ""},
		{"more manifests", "archive:", append(slices.Repeat([]map[string]any{missing}, 1000), image), "it has more than 1000 manifests, which is the limit (--limit layout-manifests=N sets another limit)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			files := blobs.Layout(t, test.entries...)
			if test.scheme == "archive:" {
				files = append(files, docker)
			}
			_, err := open(t, test.scheme+testimage.Write(t, "image.tar", testimage.Tar(t, files...)), options(t))
			if (err == nil) != (test.want == "") || err != nil && !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("got %v, want … %s", err, test.want)
			}
		})
	}
}

func TestStdin(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", strings.Repeat("x", 1<<20)))
	config := testimage.Config(t, nil, l)
	archive := testimage.Docker(t, "x:1", config, l)
	for name, data := range map[string][]byte{"plain": archive, "gzip": testimage.Compress(t, testimage.Gzip, archive), "zstd": testimage.Compress(t, testimage.Zstd, archive)} {
		o := options(t)
		o.Stdin = bytes.NewReader(data)
		image, err := open(t, "-", o)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := summary{Name: "x:1", Config: testimage.Digest(config), Layers: twice(l)}
		if diff := cmp.Diff(want, summarize(t, image)); diff != "" {
			t.Errorf("%s: image (-want +got):\n%s", name, diff)
		}
	}
}

// TestErrors wants each to be one line that says what is wrong with what.
func TestErrors(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, nil, l)
	archive := testimage.Docker(t, "x:1", config, l)
	write := func(data []byte) string { return testimage.Write(t, "f", data) }
	tar := func(files ...testimage.Entry) string { return write(testimage.Tar(t, files...)) }
	manifest := func(text string) testimage.Entry { return testimage.File("manifest.json", text) }
	changed := bytes.Replace(archive, []byte(`"os":"linux"`), []byte(`"os":"minix"`), 1)
	compressed := testimage.Compress(t, testimage.Gzip, archive)
	zeroHex := strings.Repeat("0", 64)
	tests := []struct{ name, spec, want string }{
		{"missing archive", "archive:/no/such", "reading archive /no/such: no such file or directory"},
		{"missing layout", "oci:/no/such", "reading OCI layout /no/such: no such file or directory"},
		{"missing directory", "dir:/no/such", "opening the root filesystem: stat /no/such: no such file or directory"},
		{"a directory as archive", "archive:" + t.TempDir(), "it is a directory (an OCI layout is oci:DIRECTORY)"},
		{"an empty directory as layout", "oci:" + t.TempDir(), "it is not an OCI layout: index.json: no such file or directory"},
		{"empty file", "archive:" + write(nil), "it is empty"},
		{"compressed nothing", "archive:" + write(testimage.Compress(t, testimage.Gzip, nil)), "it is empty"},
		{"text", "archive:" + write([]byte(strings.Repeat("hello\n", 200))), "it is not a tar archive: archive/tar: invalid tar header"},
		{"an archive of something else", "archive:" + tar(testimage.File("a", "")), "it is not an image: neither manifest.json nor index.json is in it"},
		{"truncated", "archive:" + write(archive[:len(archive)/2]), "unexpected EOF"},
		{"truncated gzip", "archive:" + write(compressed[:len(compressed)/2]), "copying it: unexpected EOF"},
		{"a manifest that is none", "archive:" + tar(manifest("{}")), "it is not an image: parsing manifest.json: json: cannot unmarshal object into Go value of type []source.dockerManifest"},
		{"no images", "archive:" + tar(manifest("[]")), "it is not an image: manifest.json lists none"},
		{"two images", "archive:" + tar(manifest(`[{"RepoTags":["a:1"]},{"RepoTags":["b:1"]}]`)), "it holds 2 images (a:1, b:1), and no tag says which one"},
		{"no configuration", "archive:" + tar(manifest(`[{"Config":"c"}]`)), "reading the image configuration: c is not in the archive"},
		{"links in a ring", "archive:" + tar(testimage.Symlink("c", "d"), testimage.Symlink("d", "c"), manifest(`[{"Config":"c"}]`)), "reading the image configuration: c is a link that leads nowhere"},
		{"a configuration without layers", "archive:" + tar(testimage.File("c", "{}"), manifest(`[{"Config":"c"}]`)), "it is not an image: its configuration has no rootfs"},
		{"another number of layers", "archive:" + tar(testimage.File("c", string(config)), manifest(`[{"Config":"c"}]`)), "its configuration lists 1 layers, its manifest 0"},
		{"a layer that is not there", "archive:" + tar(testimage.File("c", string(config)), manifest(`[{"Config":"c","Layers":["l"]}]`)), "finding layer 1: l is not in the archive"},
		{"wrong configuration", "archive:" + write(changed), "reading the image configuration: its digest is "},
		{"a blob that leads out", "oci:" + tar(testimage.File("index.json", `{"manifests":[{"digest":"sha256:../../../etc/passwd"}]}`)), "parsing index.json: "},
		{"no blob", "oci:" + tar(testimage.File("index.json", `{"manifests":[{"digest":"sha256:`+zeroHex+`"}]}`)), "finding blob sha256:" + zeroHex + ": blobs/sha256/" + zeroHex + " is not in the archive"},
		{"wrong blob", "oci:" + tar(testimage.File("blobs/sha256/"+zeroHex, "x"), testimage.File("index.json", `{"manifests":[{"digest":"sha256:`+zeroHex+`"}]}`)), "reading the manifest: its digest is sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881, not sha256:" + zeroHex},
		{"no reference", "UPPER CASE", `parsing image "UPPER CASE": it is neither a valid reference nor an existing file`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := open(t, test.spec, options(t))
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want … %s", err, test.want)
			}
		})
	}
}

// TestNotAnImage is an artifact that is no container image.
func TestNotAnImage(t *testing.T) {
	t.Parallel()
	blobs := testimage.Blobs{}
	manifest := blobs.Add("application/vnd.oci.image.manifest.v1+json", testimage.JSON(t, map[string]any{
		"schemaVersion": 2, "config": blobs.Add("application/vnd.cncf.helm.config.v1+json", []byte(`{"name":"chart"}`)), "layers": []any{},
	}))
	_, err := open(t, "oci:"+testimage.Unpack(t, blobs.Layout(t, manifest)), options(t))
	want := "it is not an image: its configuration has no rootfs (the configuration is application/vnd.cncf.helm.config.v1+json)"
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %v, want … %s", err, want)
	}
}

// FuzzArchive reads hostile archives and layouts.
func FuzzArchive(f *testing.F) {
	l := testimage.Plain(f, testimage.File("a", "1"))
	config := testimage.Config(f, nil, l)
	f.Add(testimage.Docker(f, "x:1", config, l))
	f.Add(testimage.Compress(f, testimage.Gzip, testimage.Docker(f, "x:1", config, l)))
	blobs := testimage.Blobs{}
	f.Add(testimage.Tar(f, blobs.Layout(f, blobs.Index(f, blobs.Image(f, config, l)))...))
	f.Add([]byte("\x1f\x8b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		store := spool.New(1 << 20)
		defer store.Close()
		image, err := source.Open(t.Context(), source.MustParse("-"), source.Options{Stdin: bytes.NewReader(data), Store: store, MaxBytes: 1 << 20})
		if err != nil {
			return
		}
		if _, err := hex.DecodeString(strings.TrimPrefix(image.ConfigDigest, "sha256:")); err != nil {
			t.Errorf("config digest %q", image.ConfigDigest)
		}
		for _, l := range image.Layers {
			r, err := l.Open(t.Context())
			if err != nil {
				continue
			}
			if n, _ := io.Copy(io.Discard, r); n > int64(1<<20) {
				t.Errorf("a layer of %d bytes", n)
			}
		}
	})
}
