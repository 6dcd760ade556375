package extract_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	ocilayout "github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// spdxOf is an SPDX document of one package.
func spdxOf(name string) string {
	return `{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "x", "packages": [{"SPDXID": "SPDXRef-a", "name": "` + name + `", "versionInfo": "1.2.3-r0",
		"externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:apk/wolfi/` + name + `@1.2.3-r0?arch=x86_64&distro=wolfi"}]}]}`
}

func wolfi() *testimage.Builder {
	return testimage.New().Layer(testimage.WithParents(
		testimage.File("/etc/os-release", "ID=wolfi\nVERSION_ID=20230201\n"),
		testimage.File("/lib/apk/db/installed", "P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\n\n"),
	)...)
}

// withAttestation puts an image and BuildKit's attestation of a digest into a layout.
func withAttestation(t *testing.T, image v1.Image, digest, predicate string) string {
	t.Helper()
	statement := fmt.Sprintf(`{"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "subject": [{"name": "x", "digest": {"sha256": %q}}], "predicate": %s}`,
		strings.TrimPrefix(digest, "sha256:"), predicate)
	attestation, err := mutate.Append(mutate.MediaType(empty.Image, types.OCIManifestSchema1), mutate.Addendum{
		Layer: static.NewLayer([]byte(statement), "application/vnd.in-toto+json"), Annotations: map[string]string{"in-toto.io/predicate-type": "https://spdx.dev/Document"},
	})
	if err != nil {
		t.Fatal(err)
	}
	own, err := image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	index := mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: "amd64"}}},
		mutate.IndexAddendum{Add: attestation, Descriptor: v1.Descriptor{
			Platform:    &v1.Platform{OS: "unknown", Architecture: "unknown"},
			Annotations: map[string]string{"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": own.String()},
		}})
	dir := t.TempDir()
	path, err := ocilayout.Write(dir, empty.Index)
	if err != nil {
		t.Fatal(err)
	}
	if err := path.AppendIndex(index); err != nil {
		t.Fatal(err)
	}
	return "oci:" + dir
}

func namesOf(doc *document.Document) string {
	var names []string
	for _, p := range doc.Packages {
		names = append(names, p.Name+" "+p.FullVersion)
	}
	return strings.Join(names, ", ")
}

// TestAttachedSBOM reads what BuildKit puts beside an image.
func TestAttachedSBOM(t *testing.T) {
	t.Parallel()
	image, err := wolfi().Image()
	if err != nil {
		t.Fatal(err)
	}
	digest, err := image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	read := func(ref string, from extract.PackagesFrom) (*document.Document, error) {
		return extract.Extract(t.Context(), extract.Options{Source: source.MustParse(ref), PackagesFrom: from})
	}
	ref := withAttestation(t, image, digest.String(), spdxOf("zlib"))
	doc, err := read(ref, extract.FromSBOM)
	if err != nil {
		t.Fatal(err)
	}
	if got := namesOf(doc); got != "zlib 1.2.3-r0" {
		t.Errorf("got %s", got)
	}
	text, err := json.Marshal(doc.Problems)
	if err != nil || !strings.Contains(string(text), "the SBOM beside the image is not signed") {
		t.Errorf("got the problems %s, %v", text, err)
	}
	doc, err = read(ref, extract.FromBoth)
	if err != nil {
		t.Fatal(err)
	}
	text, err = json.Marshal(doc.Problems)
	if got := namesOf(doc); err != nil || got != "musl 1.2.4-r2" || !strings.Contains(string(text), "packages of the SBOM that the image does not have: zlib 1.2.3-r0 (apkg)") {
		t.Errorf("got %s, %s, %v", got, text, err)
	}
	if doc, err = read(ref, ""); err != nil || namesOf(doc) != "musl 1.2.4-r2" || len(doc.Problems) != 1 { // that Wolfi's manifests are not used
		t.Errorf("nobody asks: got %+v, %v", doc.Problems, err)
	}
	for _, tt := range []struct{ name, ref, want string }{
		{"another image's", withAttestation(t, image, "sha256:"+strings.Repeat("0", 64), spdxOf("zlib")), "reading the SBOM beside the image: its statement is of something else"},
		{"something else", withAttestation(t, image, digest.String(), `{"a": 1}`), "reading the SBOM beside the image: reading SBOM: unknown format"},
	} {
		if _, err := read(tt.ref, extract.FromSBOM); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want %s…", tt.name, err, tt.want)
		}
	}
}

// TestSBOMWithin reads those that an image has among its files.
func TestSBOMWithin(t *testing.T) {
	t.Parallel()
	write := func(entries ...testimage.Entry) string {
		dir := t.TempDir()
		if err := wolfi().Layer(testimage.WithParents(entries...)...).OCI(dir); err != nil {
			t.Fatal(err)
		}
		return "oci:" + dir
	}
	read := func(ref string, needs ...document.Need) (*document.Document, error) {
		return extract.Extract(t.Context(), extract.Options{Source: source.MustParse(ref), PackagesFrom: extract.FromSBOM, Needs: needs})
	}
	ref := write(testimage.File("/var/lib/db/sbom/zlib-1.2.3-r0.spdx.json", spdxOf("zlib")), testimage.File("/var/lib/db/sbom/musl-1.2.3-r0.spdx.json", spdxOf("musl")),
		testimage.File("/var/lib/db/sbom/README", "no SBOM"))
	doc, err := read(ref)
	if err != nil {
		t.Fatal(err)
	}
	if got := namesOf(doc); got != "musl 1.2.3-r0, zlib 1.2.3-r0" {
		t.Errorf("got %s", got)
	}
	if _, kept := doc.RetrievedFiles["/var/lib/db/sbom/zlib-1.2.3-r0.spdx.json"]; kept {
		t.Error("the file is in the document")
	}
	doc, err = read(ref, "packages", "retrieved_files:in:/var/lib/db/sbom")
	if err != nil {
		t.Fatal(err)
	}
	if _, kept := doc.RetrievedFiles["/var/lib/db/sbom/zlib-1.2.3-r0.spdx.json"]; !kept {
		t.Error("the file that somebody asked for is not in the document")
	}
	// They may be longer than what is retrieved otherwise.
	long := strings.Replace(spdxOf("zlib"), `"name": "x"`, `"name": "x", "files": [{}`+strings.Repeat(`, {"comment": "`+strings.Repeat("x", 1000)+`"}`, 20<<10)+`]`, 1)
	if doc, err = read(write(testimage.File("/sbom/image.spdx.json", long))); err != nil {
		t.Fatal(err)
	}
	if namesOf(doc) != "zlib 1.2.3-r0" || len(doc.RetrievedFiles) != 0 {
		t.Errorf("a long one: got %s and %d files", namesOf(doc), len(doc.RetrievedFiles))
	}
	for _, p := range doc.Problems {
		if !p.Minor {
			t.Errorf("got %+v", p)
		}
	}
	for _, tt := range []struct{ name, ref, want string }{
		{"none", write(testimage.File("/x", "")), "extracting packages: the image has no SBOM: there is no attestation of BuildKit beside it, and no file in /sbom and /var/lib/db/sbom; --sbom FILE names one"},
		{"broken", write(testimage.File("/sbom/x.json", "{")), "reading /sbom/x.json of the image: reading SBOM: the document ends too early"},
	} {
		if _, err := read(tt.ref); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got error %v, want %s", tt.name, err, tt.want)
		}
	}
}
