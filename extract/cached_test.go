package extract_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

func newCache(t *testing.T) (c *extract.Cache, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "cache")
	c, err := extract.OpenCache(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	return c, dir
}

// cachedLayers are layers in which something of each kind is found, by names of their own and by
// links.
func cachedLayers(t *testing.T) []testimage.Layer {
	t.Helper()
	status := "Package: a\nStatus: install ok installed\nVersion: 1.0-1\nArchitecture: amd64\n\n"
	return []testimage.Layer{
		testimage.Plain(t,
			testimage.File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"), testimage.File("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"),
			testimage.File("var/lib/dpkg/status", status), testimage.File("usr/lib/node_modules/x/package.json", `{"name": "x", "version": "1.0.0"}`),
			testimage.File("srv/key", "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n"), testimage.File("srv/gone", "AKIAIOSFODNN7EXAMPLE\n"),
			testimage.File("opt/data", `{"name": "y", "version": "2.0.0"}`), testimage.File("opt/plain", "nothing"),
		),
		testimage.Plain(t,
			testimage.File("srv/.wh.gone", ""), testimage.Symlink("opt/y/package.json", "/opt/data"), testimage.Symlink("opt/z/package.json", "/opt/plain"),
			testimage.Symlink("etc/alias", "passwd"), testimage.File("usr/bin/tool", "x").As(0o4755, 0, 0),
		),
	}
}

// layout is an OCI layout of layers in a directory.
func layout(t *testing.T, layers ...testimage.Layer) string {
	t.Helper()
	blobs := testimage.Blobs{}
	image := blobs.Image(t, testimage.Config(t, nil, layers...), layers...)
	return testimage.Unpack(t, blobs.Layout(t, image))
}

// withoutLayers removes the blobs of layers, so that nobody can read one.
func withoutLayers(t *testing.T, dir string, layers ...testimage.Layer) {
	t.Helper()
	for _, l := range layers {
		if err := os.Remove(filepath.Join(dir, "blobs/sha256", strings.TrimPrefix(testimage.Digest(l.Stored), "sha256:"))); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCachedIsTheSame extracts for needs in any order, with one cache and without: what a small
// policy did not look for must not be missing under a larger one.
func TestCachedIsTheSame(t *testing.T) {
	t.Parallel()
	layers := cachedLayers(t)
	source := imageRef("oci:" + layout(t, layers...))
	c, _ := newCache(t)
	kinds := []document.Need{
		"files", "files.sha256", "files.md5", "files:setid", "files:path:/etc/passwd", "files.sha256:/opt/data", "files.manifest", "image", "image.size",
		"image.distro", "packages", "packages:dpkg", "packages:npm", "packages.files", "secret_search", "secrets", "secrets.deleted", "accounts",
		"retrieved_files:/etc/passwd", "retrieved_files:/etc/alias", "retrieved_files:in:/opt", "dockerfile",
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		var needs []document.Need
		for range 1 + random.IntN(4) {
			needs = append(needs, kinds[random.IntN(len(kinds))])
		}
		o := extract.Options{Source: source, Needs: needs, APKDigests: random.IntN(4) == 0}
		if random.IntN(4) == 0 {
			o.Retrieve = []string{"/etc/alias"}
		}
		want := encode(t, mustExtract(t, o))
		o.Cache = c
		o.CacheWarning = func(err error) { t.Error(err) }
		for range 2 {
			if diff := cmp.Diff(want, encode(t, mustExtract(t, o))); diff != "" {
				t.Fatalf("needs %q (-without +with):\n%s", needs, diff)
			}
		}
	}
}

// TestCachedOpensNoLayer extracts again once the layers are gone.
func TestCachedOpensNoLayer(t *testing.T) {
	t.Parallel()
	layers := cachedLayers(t)
	dir := layout(t, layers...)
	c, _ := newCache(t)
	o := extract.Options{Source: imageRef("oci:" + dir), Cache: c}
	want := encode(t, mustExtract(t, o))
	withoutLayers(t, dir, layers...)
	if diff := cmp.Diff(want, encode(t, mustExtract(t, o))); diff != "" {
		t.Errorf("-first +second:\n%s", diff)
	}
	// Another image on the same base opens its own layer alone.
	own := testimage.Plain(t, testimage.File("app/package.json", `{"name": "app", "version": "3.0.0"}`))
	other := layout(t, append(layers[:2:2], own)...)
	withoutLayers(t, other, layers...)
	doc := mustExtract(t, extract.Options{Source: imageRef("oci:" + other), Cache: c})
	found := false
	for _, p := range doc.Packages {
		found = found || p.Name == "app"
	}
	if !found || len(doc.Packages) < 4 {
		t.Errorf("got %d packages, want those of the base and app", len(doc.Packages))
	}
	// Who looks for something else reads them all.
	if _, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("oci:" + dir), Cache: c, Needs: []document.Need{"files.md5"}}); err == nil {
		t.Error("what nobody has looked for was found in a layer that is gone")
	}
}

// TestCachedSecrets holds that no value of a secret gets into the cache, and that the content of a
// file that has one is read from the layer each time.
func TestCachedSecrets(t *testing.T) {
	t.Parallel()
	const hash = "$6$saltsalt$Tr0ub4dorTr0ub4dor"
	l := testimage.Plain(t, testimage.File("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"), testimage.File("etc/shadow", "root:"+hash+":1::::::\n"),
		testimage.File("app/.env", "API_TOKEN=Tr0ub4dor1\n"), testimage.File("root/.ssh/id_rsa", "-----BEGIN RSA PRIVATE KEY-----\nTr0ub4dor2\n-----END RSA PRIVATE KEY-----\n"))
	dir := layout(t, l)
	c, folder := newCache(t)
	o := extract.Options{Source: imageRef("oci:" + dir), Cache: c, Retrieve: []string{"/etc/shadow", "/app/.env", "/root/.ssh/id_rsa", "/etc/passwd"}}
	for range 2 {
		doc := mustExtract(t, o)
		if got := doc.RetrievedFiles["/etc/shadow"].Content; !strings.Contains(got, hash) {
			t.Errorf("retrieved: got %q", got)
		}
	}
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if plain := extract.Decompressed(t, text); bytes.Contains(plain, []byte("Tr0ub4dor")) {
			t.Errorf("%s has a value", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCachedClaims has an archive that claims the digest of a layer that is known, and holds another.
func TestCachedClaims(t *testing.T) {
	t.Parallel()
	good := testimage.Plain(t, testimage.File("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"))
	bad := testimage.Plain(t, testimage.File("etc/passwd", "root::0:0:root:/root:/bin/sh\n"))
	c, _ := newCache(t)
	extractOne := func(config []byte, l testimage.Layer) (*document.Document, error) {
		path := testimage.Write(t, "image.tar", testimage.Docker(t, "x:1", config, l))
		return extract.Extract(t.Context(), extract.Options{Source: imageRef("archive:" + path), Cache: c})
	}
	config := testimage.Config(t, nil, good)
	for range 2 {
		if _, err := extractOne(config, good); err != nil {
			t.Fatal(err)
		}
	}
	if doc, err := extractOne(config, bad); err == nil {
		t.Errorf("got %v, want that the digest is wrong", doc.RetrievedFiles)
	}
}

// TestCachedLimits holds that layers that are known count too.
func TestCachedLimits(t *testing.T) {
	t.Parallel()
	layers := cachedLayers(t)
	c, _ := newCache(t)
	source := imageRef("oci:" + layout(t, layers...))
	mustExtract(t, extract.Options{Source: source, Cache: c})
	o := extract.Options{Source: source, Cache: c}
	o.Limits.Bytes, o.Limits.Entries, o.Limits.Records = 1<<30, 3, 1<<20
	if _, err := extract.Extract(t.Context(), o); err == nil || !strings.Contains(err.Error(), "more than 3 entries") {
		t.Errorf("got %v", err)
	}
}

// TestCachedSideBySide has several extractions of one cache, which damages nothing.
func TestCachedSideBySide(t *testing.T) {
	t.Parallel()
	layers := cachedLayers(t)
	o := extract.Options{Source: imageRef("oci:" + layout(t, layers...))}
	want := encode(t, mustExtract(t, o))
	_, dir := newCache(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			own := o
			var err error
			if own.Cache, err = extract.OpenCache(dir, 0); err != nil {
				t.Error(err)
				return
			}
			for range 3 {
				doc, err := extract.Extract(t.Context(), own)
				if err != nil {
					t.Error(err)
					return
				}
				if got := encode(t, doc); want != got {
					t.Error("it differs")
				}
			}
		})
	}
	group.Wait()
}

// TestCacheThatCannotBeWritten changes nothing, and says so.
func TestCacheThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	layers := cachedLayers(t)
	c, dir := newCache(t)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // root may write everywhere, but not below a file
		t.Fatal(err)
	}
	warned := 0
	o := extract.Options{Source: imageRef("oci:" + layout(t, layers...))}
	want := encode(t, mustExtract(t, o))
	o.Cache, o.CacheWarning = c, func(error) { warned++ }
	if diff := cmp.Diff(want, encode(t, mustExtract(t, o))); diff != "" || warned == 0 {
		t.Errorf("warned %d times; -without +with:\n%s", warned, diff)
	}
}
