package extract_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

//go:fix inline

func TestImageSection(t *testing.T) {
	t.Parallel()
	base := testimage.Plain(t, testimage.File("a", "1"))
	top := testimage.Plain(t, testimage.File("b", "2"))
	config := testimage.Config(t, map[string]any{
		"architecture": "arm64", "variant": "v8", "created": "2024-01-02T03:04:05.6Z", "author": "me",
		"config": map[string]any{"User": "nobody", "Env": []string{"A=<b>"}, "Labels": map[string]string{"z": "1", "a": "2"}},
		"history": []map[string]any{
			{"created": "2024-01-01T00:00:00Z", "created_by": "/bin/sh -c #(nop) ADD file:ab12 in / "},
			{"created_by": "/bin/sh -c #(nop)  USER nobody", "empty_layer": true, "comment": "c", "author": "x"},
			{"created_by": "COPY b /b # buildkit"},
			{"created_by": "made up"},
		},
	}, base, top)
	archive := testimage.Docker(t, "localhost:5000/team/app:2", config, base, top)
	source := "archive:" + testimage.Write(t, "image.tar", archive)
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Version: "1.2.3"})
	validate(t, doc)
	got := *doc.Image
	want := document.Image{
		Reference:  source,
		Registry:   new("localhost:5000"),
		Repository: new("team/app"),
		Tag:        new("2"),
		ID:         new(testimage.Digest(config)[len("sha256:"):]),
		Size:       new(int64(10240)), LayersSize: new(int64(4096)), CompressedSize: new(int64(4096)),
		Architecture: new("arm64"), Variant: new("v8"), OS: new("linux"), Created: new("2024-01-02T03:04:05.6Z"),
		Layers: []document.Layer{
			{Digest: testimage.Digest(base.Plain), DiffID: testimage.Digest(base.Plain), Size: 2048, CompressedSize: 2048},
			{Digest: testimage.Digest(top.Plain), DiffID: testimage.Digest(top.Plain), Size: 2048, CompressedSize: 2048},
		},
		History: []document.History{
			{Created: new("2024-01-01T00:00:00Z"), CreatedBy: "/bin/sh -c #(nop) ADD file:ab12 in / ", Layer: new(0)},
			{CreatedBy: "/bin/sh -c #(nop)  USER nobody", EmptyLayer: true, Comment: "c", Author: "x"},
			{CreatedBy: "COPY b /b # buildkit", Layer: new(1)},
			{CreatedBy: "made up"},
		},
		Config: []byte(`{"Env":["A=\u003cb\u003e"],"Labels":{"a":"2","z":"1"},"User":"nobody"}`),
	}
	if instruction := got.History[1].Instruction; instruction == nil || *instruction != "USER" {
		t.Errorf("instruction: got %v, want USER", instruction)
	}
	for i := range got.History {
		got.History[i].Instruction, got.History[i].Value, got.History[i].Builder = nil, nil, nil
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("image (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(&document.Extractor{Name: "pratique", Version: "1.2.3"}, doc.Extractor); diff != "" {
		t.Errorf("extractor (-want +got):\n%s", diff)
	}
}

func TestTag(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t)
	config := testimage.Config(t, nil, l)
	tests := []struct {
		name, own, tag string
		want           [3]*string
	}{
		{"the archive's own", "example.test/a:1", "", [3]*string{new("example.test"), new("a"), new("1")}},
		{"the user's", "example.test/a:1", "b", [3]*string{new("docker.io"), new("b"), new("latest")}},
		{"the user's, where there is none", "", "library/b:2", [3]*string{new("docker.io"), new("library/b"), new("2")}},
		{"none", "", "", [3]*string{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := testimage.Write(t, "image.tar", testimage.Docker(t, test.own, config, l))
			doc := mustExtract(t, extract.Options{Source: imageRef("archive:" + path), Tag: test.tag, Needs: []document.Need{}})
			got := [3]*string{doc.Image.Registry, doc.Image.Repository, doc.Image.Tag}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("registry, repository, tag (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSameBytes extracts an image twice, and from each kind of source.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	path := strings.TrimPrefix(richImage(t), "archive:")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := mustExtract(t, extract.Options{Source: imageRef("archive:" + path)})
	for name, o := range map[string]extract.Options{
		"again": {Source: imageRef("archive:" + path)},
		"gzip":  {Source: imageRef("archive:" + testimage.Write(t, "image.tar.gz", testimage.Compress(t, testimage.Gzip, data)))},
		"zstd":  {Source: imageRef("archive:" + testimage.Write(t, "image.tar.zst", testimage.Compress(t, testimage.Zstd, data)))},
		"stdin": {Source: imageRef("-"), Stdin: bytes.NewReader(testimage.Compress(t, testimage.Gzip, data))},
	} {
		got := mustExtract(t, o)
		got.Image.Reference = want.Image.Reference
		if diff := cmp.Diff(encode(t, want), encode(t, got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDockerfileOnly(t *testing.T) {
	t.Parallel()
	dockerfile := &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte("FROM alpine:3.19\nUSER app\n")}
	doc := mustExtract(t, extract.Options{Dockerfile: dockerfile, Needs: []document.Need{"dockerfile", "files"}})
	validate(t, doc)
	if doc.Image != nil || doc.Dockerfile == nil || doc.Dockerfile.Mode != document.ModeActual {
		t.Errorf("got %s", encode(t, doc))
	}
	if diff := cmp.Diff(&document.Searched{Sections: []string{"dockerfile"}}, doc.Searched); diff != "" {
		t.Errorf("searched (-want +got):\n%s", diff)
	}
	if _, err := extract.Extract(t.Context(), extract.Options{}); err == nil {
		t.Error("neither image nor Dockerfile: got no error")
	}
}

// TestDockerfileOfImage prefers the supplied one, unless it is empty.
func TestDockerfileOfImage(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t)
	config := testimage.Config(t, map[string]any{"history": []map[string]any{{"created_by": "/bin/sh -c #(nop)  USER guessed"}}}, l)
	source := "archive:" + testimage.Write(t, "image.tar", testimage.Docker(t, "", config, l))
	for contents, want := range map[string]string{"FROM x\nUSER actual\n": document.ModeActual, "": document.ModeGuessed} {
		for _, reading := range []string{document.ReadingInstructions, document.ReadingAnchore} {
			doc := mustExtract(t, extract.Options{Source: imageRef(source), Reading: reading, Dockerfile: &extract.DockerfileOptions{Contents: []byte(contents)}})
			user := doc.Dockerfile.Lines["USER"]
			if doc.Dockerfile.Mode != want || doc.Dockerfile.Reading != reading || len(user) != 1 || !strings.Contains(user[0], want) {
				t.Errorf("%q, %s: got %s", contents, reading, encode(t, doc))
			}
		}
	}
}

func TestDirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, step := range []error{
		os.MkdirAll(filepath.Join(dir, "etc"), 0o755),
		os.WriteFile(filepath.Join(dir, "etc/os-release"), []byte("ID=alpine\nVERSION_ID=3.19.1\n"), 0o644),
		os.WriteFile(filepath.Join(dir, "etc/passwd"), []byte("app:x:1000:1000::/:/bin/sh\n"), 0o600),
		os.Link(filepath.Join(dir, "etc/passwd"), filepath.Join(dir, "passwd")),
		os.Symlink("/etc", filepath.Join(dir, "link")),
		os.WriteFile(filepath.Join(dir, ".wh.kept"), nil, 0o644),
		os.Chmod(filepath.Join(dir, "etc/os-release"), 0o644|os.ModeSetuid),
		os.Chmod(filepath.Join(dir, "etc"), 0o755),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	doc := mustExtract(t, extract.Options{Source: imageRef("dir:" + dir), Tag: "example.test/dir:1"})
	validate(t, doc)
	got := map[string]string{}
	for path, f := range doc.Files {
		got[path] = f.Type
	}
	want := map[string]string{
		"/.wh.kept": "file", "/etc": "dir", "/etc/os-release": "file", "/etc/passwd": "file", "/passwd": "hardlink", "/link": "symlink",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	if got := doc.Files["/etc/os-release"].Mode; got != 0o104644 {
		t.Errorf("mode: got %o", got)
	}
	if *doc.Image.Distro.Name != "alpine" || *doc.Image.Repository != "dir" || doc.Accounts.Users[0].Name != "app" || doc.Image.ID != nil {
		t.Errorf("got %s", encode(t, doc))
	}
	if got := *doc.Files["/passwd"].SHA256; got != testimage.Digest([]byte("app:x:1000:1000::/:/bin/sh\n"))[7:] {
		t.Errorf("sha256: got %s", got)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	bomb := testimage.Plain(t, testimage.File("zeros", strings.Repeat("\x00", 1<<20)))
	bomb.Stored = testimage.Compress(t, testimage.Gzip, bomb.Plain)
	config := testimage.Config(t, nil, bomb)
	bombs := "archive:" + testimage.Write(t, "bomb.tar", testimage.Docker(t, "", config, bomb))
	var many []testimage.Entry
	for range 100 {
		many = append(many, testimage.File("a", ""))
	}
	deep := archiveOf(t, layers{{testimage.File(strings.Repeat("d/", 200)+"f", "")}})
	limits := layer.Limits{Bytes: 1 << 30, Entries: 50, Records: 1 << 30}
	tests := []struct {
		name, source, want string
		limits             layer.Limits
	}{
		{"bytes", bombs, "the layers hold more than 65536 bytes uncompressed, which is the limit (--limit layer-bytes=SIZE sets another limit)", layer.Limits{Bytes: 1 << 16, Entries: 50, Records: 1 << 20}},
		{"entries", archiveOf(t, layers{many}), "the layers hold more than 50 entries, which is the limit (--limit layer-entries=N sets another limit)", limits},
		{"implied directories", deep, "the image has more than 50 files and directories, which is the limit", limits},
		{"records", deep, "the layers' entries take more than 300 bytes, which is the limit (--limit layer-record-bytes=SIZE sets another limit)", layer.Limits{Bytes: 1 << 30, Entries: 50, Records: 300}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(test.source), Limits: test.limits})
			if err == nil || !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("got %v, want … %s", err, test.want)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := extract.Extract(ctx, extract.Options{Source: imageRef(richImage(t))}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var got []extract.Progress
	mustExtract(t, extract.Options{Source: imageRef(richImage(t)), Progress: func(p extract.Progress) { got = append(got, p) }})
	if len(got) != 4 || got[3].Done != 2 || got[3].Layers != 2 || !strings.HasPrefix(got[0].Layer, "sha256:") || got[0].Done != 0 || got[0].Size <= 0 {
		t.Errorf("got %+v", got)
	}
}

func TestIsDocument(t *testing.T) {
	t.Parallel()
	brace := testimage.Tar(t, testimage.File("{name", "x"))
	for _, test := range []struct {
		name, input string
		want        bool
	}{
		{"document", `{"schema_version":"1"}`, true},
		{"white space and a byte order mark", "\xef\xbb\xbf \r\n\t{}", true},
		{"archive", string(testimage.Tar(t, testimage.File("a", "x"))), false},
		{"archive whose first name is a brace", string(brace), false},
		{"gzip", "\x1f\x8b\x08", false},
		{"nothing", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, rest, err := source.IsDocument(strings.NewReader(test.input))
			if err != nil || got != test.want {
				t.Fatalf("got %v (%v), want %v", got, err, test.want)
			}
			var all bytes.Buffer
			if _, err := all.ReadFrom(rest); err != nil || all.String() != test.input {
				t.Errorf("rest: got %d bytes (%v), want %d", all.Len(), err, len(test.input))
			}
		})
	}
}

// TestLeavesNothing looks for temporary files.
func TestLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	l := testimage.Plain(t, testimage.File("big", strings.Repeat("x", 1<<20)))
	archive := testimage.Compress(t, testimage.Gzip, testimage.Docker(t, "", testimage.Config(t, nil, l), l))
	source := "archive:" + testimage.Write(t, "image.tar.gz", archive)
	mustExtract(t, extract.Options{Source: imageRef(source), Retrieve: []string{"/big"}})
	if _, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(source), Limits: layer.Limits{Bytes: 2 << 20, Entries: 1}}); err == nil {
		t.Error("got no error")
	}
	left, err := filepath.Glob(filepath.Join(dir, "pratique-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("got %v (%v)", left, err)
	}
}
