package source_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestAmbiguous are documents of which programs read different images.
func TestAmbiguous(t *testing.T) {
	t.Parallel()
	const (
		manifestType = "application/vnd.oci.image.manifest.v1+json"
		indexType    = "application/vnd.oci.image.index.v1+json"
		dockerType   = "application/vnd.docker.distribution.manifest.v2+json"
	)
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, nil, l)
	tests := []struct {
		name     string
		config   string // instead of the usual one
		declared string
		change   func(manifest map[string]any)
		raw      func(manifest string) string
		want     string // "" where it is fine
	}{
		{name: "plain"},
		{name: "no media type in it", change: func(m map[string]any) { delete(m, "mediaType") }},
		{name: "null beside it", change: func(m map[string]any) { m["manifests"] = nil }},
		{name: "an index too", change: func(m map[string]any) { m["manifests"] = []any{} }, want: "it has both config and manifests, so that it is an image and an index"},
		{name: "an index too, in another case", change: func(m map[string]any) { m["Manifests"] = []any{} }, want: "it has both config and manifests"},
		{name: "a Docker manifest in OCI's name", change: func(m map[string]any) { m["mediaType"] = dockerType }, want: "its media type is " + manifestType + ", and it says " + dockerType + " itself"},
		{name: "an image in an index's name", change: func(m map[string]any) { m["mediaType"] = indexType }, want: "its media type is " + manifestType + ", and it says " + indexType + " itself"},
		{name: "declared an index", declared: indexType, change: func(m map[string]any) { delete(m, "mediaType") }, want: "its media type (" + indexType + ") is not that of its content"},
		{name: "a key twice", raw: func(m string) string { return strings.Replace(m, "{", `{"layers":[],`, 1) }, want: `it has the key "layers" twice`},
		{name: "a key twice, in another case", raw: func(m string) string { return strings.Replace(m, "{", `{"LAYERS":[],`, 1) }, want: `it has the keys "LAYERS" and "layers"`},
		{name: "a user twice", config: strings.Replace(string(config), `"config":{}`, `"config":{"User":"app","user":"root"}`, 1), want: `the image configuration is ambiguous: config has the keys "User" and "user"`},
		{name: "a configuration twice", config: strings.Replace(string(config), `{`, `{"config":{"User":"app"},`, 1), want: `it has the key "config" twice`},
		{name: "a command of a health check twice", config: strings.Replace(string(config), `"config":{}`, `"config":{"Healthcheck":{"Test":["NONE"],"test":[]}}`, 1), want: `config/healthcheck has the keys "Test" and "test"`},
		{name: "labels that differ in case are two", config: strings.Replace(string(config), `"config":{}`, `"config":{"Labels":{"a":"1","A":"2"}}`, 1)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			blobs := testimage.Blobs{}
			text := string(config)
			if test.config != "" {
				text = test.config
			}
			if test.config == string(config) {
				t.Fatal("the configuration was not changed")
			}
			manifest := map[string]any{
				"schemaVersion": 2, "mediaType": manifestType, "config": blobs.Add("application/vnd.oci.image.config.v1+json", []byte(text)),
				"layers": []any{blobs.Add("application/vnd.oci.image.layer.v1.tar", l.Stored)},
			}
			if test.change != nil {
				test.change(manifest)
			}
			data := string(testimage.JSON(t, manifest))
			if test.raw != nil {
				data = test.raw(data)
			}
			declared := test.declared
			if declared == "" {
				declared = manifestType
			}
			_, err := open(t, "oci:"+testimage.Unpack(t, blobs.Layout(t, blobs.Add(declared, []byte(data)))), options(t))
			if got := message(err); !strings.Contains(got, test.want) || (got == "") != (test.want == "") {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if !strings.Contains(test.name, "twice") && test.config == "" {
				return
			}
			if test.config != "" { // the same in an archive of docker save
				_, err := open(t, "archive:"+testimage.Write(t, "image.tar", testimage.Docker(t, "x:1", []byte(text), l)), options(t))
				if got := message(err); !strings.Contains(got, test.want) || (got == "") != (test.want == "") {
					t.Errorf("archive: got %q, want %q", got, test.want)
				}
			}
		})
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestArchiveOfTwoImages has a manifest.json and an index.json that differ.
func TestArchiveOfTwoImages(t *testing.T) {
	t.Parallel()
	good, bad := testimage.Plain(t, testimage.File("a", "1")), testimage.Plain(t, testimage.File("b", "2"))
	goodConfig, badConfig := testimage.Config(t, nil, good), testimage.Config(t, nil, bad)
	path := func(data []byte) string { return "blobs/sha256/" + testimage.Digest(data)[7:] }
	manifest := testimage.File("manifest.json", string(testimage.JSON(t, []map[string]any{
		{"Config": path(goodConfig), "RepoTags": []string{"x:1"}, "Layers": []string{path(good.Stored)}},
	})))
	named := func(d map[string]any, name string) map[string]any {
		return testimage.With(d, "annotations", map[string]string{"io.containerd.image.name": name})
	}
	blobs := testimage.Blobs{}
	goodImage, badImage := blobs.Image(t, goodConfig, good), blobs.Image(t, badConfig, bad)
	for name, test := range map[string]struct {
		index []map[string]any
		want  string
	}{
		"the same":                   {[]map[string]any{named(goodImage, "docker.io/library/x:1")}, ""},
		"two images":                 {[]map[string]any{named(badImage, "docker.io/library/y:1"), named(goodImage, "docker.io/library/x:1")}, ""},
		"another one":                {[]map[string]any{badImage}, "it is ambiguous: the image of manifest.json is not in index.json"},
		"another one under its name": {[]map[string]any{named(badImage, "docker.io/library/x:1"), goodImage}, "it is ambiguous: manifest.json and index.json name two images x:1"},
	} {
		_, err := open(t, "archive:"+testimage.Write(t, "image.tar", testimage.Tar(t, append(blobs.Layout(t, test.index...), manifest)...)), options(t))
		if got := message(err); !strings.HasSuffix(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// TestMembersTwice has members of one name, of which tools take the first or the last.
func TestMembersTwice(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	config := testimage.Config(t, nil, l)
	file := testimage.File
	manifest := string(testimage.JSON(t, []map[string]any{{"Config": "c.json", "Layers": []string{"l.tar"}}}))
	image := []testimage.Entry{file("manifest.json", manifest), file("c.json", string(config)), file("l.tar", string(l.Stored))}
	for again, want := range map[string]string{
		"manifest.json": "the archive is ambiguous: manifest.json is in it twice", "./c.json": "the archive is ambiguous: c.json is in it twice",
		"/l.tar": "the archive is ambiguous: l.tar is in it twice", "other": "",
	} {
		files := append(slices.Clone(image), file(again, "x"), file("unread", "1"), file("unread", "2"), file("c.json", string(config)))
		_, err := open(t, "archive:"+testimage.Write(t, "image.tar", testimage.Tar(t, files...)), options(t))
		if got := message(err); !strings.HasSuffix(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: got %q, want %q", again, got, want)
		}
	}
}

// TestDirectoriesThatAreImages are forms of images that dir: would judge as files.
func TestDirectoriesThatAreImages(t *testing.T) {
	t.Parallel()
	for want, files := range map[string][]string{
		"":                          {"etc/passwd", "manifest.json", "config.json"},
		"an OCI layout":             {"oci-layout", "index.json", "blobs/sha256/x"},
		"but an OCI layout":         {"index.json", "blobs/sha256/x"},
		"a copy that skopeo":        {"manifest.json", "version", "0123"},
		"an unpacked archive":       {"manifest.json", "repositories", "x/layer.tar"},
		"a runtime bundle":          {"config.json", "rootfs/etc/passwd"},
		"the storage of a registry": {"docker/registry/v2/blobs/x"},
		"of a container engine":     {"overlay2/l/x", "image/overlay2/x"},
	} {
		dir := t.TempDir()
		for _, name := range files {
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, err := open(t, "dir:"+dir, options(t))
		if got := message(err); !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestOneImageUnderSeveralNames are images that only look like several.
func TestOneImageUnderSeveralNames(t *testing.T) {
	t.Parallel()
	const (
		refName  = "org.opencontainers.image.ref.name"
		fullName = "io.containerd.image.name"
	)
	l, other := testimage.Plain(t, testimage.File("a", "1")), testimage.Plain(t, testimage.File("b", "2"))
	blobs := testimage.Blobs{}
	config := testimage.Config(t, nil, l)
	image := blobs.Image(t, config, l)
	second := blobs.Image(t, testimage.Config(t, nil, other), other)
	named := func(d map[string]any, tag, name string) map[string]any {
		return testimage.With(d, "annotations", map[string]string{refName: tag, fullName: name})
	}
	subject := blobs.Add("application/vnd.oci.image.manifest.v1+json", testimage.JSON(t, map[string]any{
		"schemaVersion": 2, "config": blobs.Add("application/vnd.oci.empty.v1+json", []byte(`{}`)), "layers": []any{}, "subject": image,
	}))
	signature := testimage.With(blobs.Add("application/vnd.oci.image.manifest.v1+json", testimage.JSON(t, map[string]any{
		"schemaVersion": 2, "config": blobs.Add("application/vnd.oci.image.config.v1+json", []byte(`{}`)), "layers": []any{},
	})), "annotations", map[string]string{"kind": "dev.cosignproject.cosign/sigs"})
	blob := blobs.Add("application/octet-stream", []byte("x"))
	for name, test := range map[string]struct {
		entries []map[string]any
		tag     string
		want    string
	}{
		"two tags":                  {entries: []map[string]any{named(image, "1", "docker.io/library/x:1"), named(image, "latest", "docker.io/library/x:latest")}},
		"beside a referrer":         {entries: []map[string]any{subject, image}},
		"beside a signature":        {entries: []map[string]any{image, signature}},
		"beside something":          {entries: []map[string]any{blob, image}},
		"a short name":              {entries: []map[string]any{named(second, "1", "docker.io/library/x:1"), named(image, "2", "docker.io/library/x:2")}, tag: "x:2"},
		"latest, which is left out": {entries: []map[string]any{named(second, "1", "docker.io/library/x:1"), named(image, "latest", "docker.io/library/x:latest")}, tag: "x"},
		"two images":                {entries: []map[string]any{named(second, "1", ""), named(image, "2", "")}, want: "it has 2 images, and nothing says which one: 1, 2"},
	} {
		o := options(t)
		o.Tag = test.tag
		got, err := open(t, "oci:"+testimage.Unpack(t, blobs.Layout(t, test.entries...)), o)
		if test.want != "" || err != nil {
			if !strings.HasSuffix(message(err), test.want) || test.want == "" {
				t.Errorf("%s: got %v, want %q", name, err, test.want)
			}
			continue
		}
		if got.ConfigDigest != testimage.Digest(config) {
			t.Errorf("%s: got another image", name)
		}
	}
	for _, tag := range []string{"x:1", "docker.io/library/x:1", "index.docker.io/x:1", ""} {
		o := options(t)
		o.Tag = tag
		if got, err := open(t, "archive:"+testimage.Write(t, "image.tar", testimage.Docker(t, "docker.io/library/x:1", config, l)), o); err != nil || got.Name == "" {
			t.Errorf("tag %q: got %v", tag, err)
		}
	}
}

func TestPlatformOfArchives(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	archive := testimage.Write(t, "image.tar", testimage.Docker(t, "x:1", testimage.Config(t, nil, l), l))
	for platform, want := range map[string]string{
		"": "", "linux/amd64": "", "linux/x86_64": "", "linux/arm64": "it is for linux/amd64, not for linux/arm64", "windows/amd64": "it is for linux/amd64, not for windows/amd64",
		"amd64": `platform "amd64" is not OS/ARCH or OS/ARCH/VARIANT`,
	} {
		for _, spec := range []string{"archive:" + archive, "-"} {
			o := options(t)
			o.Platform = platform
			if spec == "-" {
				data, err := os.Open(archive)
				if err != nil {
					t.Fatal(err)
				}
				defer data.Close()
				o.Stdin = data
			}
			_, err := source.Open(t.Context(), source.MustParse(spec), o)
			if got := message(err); !strings.HasSuffix(got, want) || (got == "") != (want == "") {
				t.Errorf("%s %s: got %q, want %q", spec, platform, got, want)
			}
		}
	}
}
