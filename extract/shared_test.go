package extract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/document"
	"github.com/pratique-dev/pratique/extract"
)

// sharedImage is one of the real images that are kept outside the project.
type sharedImage struct{ source, listing string }

func sharedImages(tb testing.TB) []sharedImage {
	tb.Helper()
	shared := os.Getenv("PRATIQUE_SHARED")
	if shared == "" {
		tb.Skip("PRATIQUE_SHARED is not set")
	}
	dir := filepath.Join(shared, "images")
	var images []sharedImage
	for _, i := range []sharedImage{
		{"archive:alpine-311.tar.gz", "alpine-311"},
		{"oci:debian-small.oci", "debian-small"},
		{"archive:distroless-small.docker.tar", "distroless-small"},
		{"oci:planted.oci", "planted"},
		{"archive:planted.docker.tar", "planted"},
		{"oci:rpm-sqlite.oci:1", "rpm-sqlite"},
	} {
		scheme, path, _ := strings.Cut(i.source, ":")
		images = append(images, sharedImage{scheme + ":" + filepath.Join(dir, path), filepath.Join(dir, i.listing+".files.tsv")})
	}
	return images
}

// TestSharedListings compares the files of real images with listings that another
// program made.
func TestSharedListings(t *testing.T) {
	t.Parallel()
	for _, image := range sharedImages(t) {
		t.Run(filepath.Base(image.source), func(t *testing.T) {
			t.Parallel()
			doc, err := extract.Extract(t.Context(), extract.Options{Source: image.source})
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(image.listing)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
			if diff := cmp.Diff(want, listing(doc.Files)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			validate(t, doc)
		})
	}
}

// listing writes files as the listings have them: path, type, mode, uid, gid, size,
// SHA-256, link target; the size of files only, a hard link as the file that it is.
func listing(files map[string]*document.File) []string {
	letters := map[string]string{
		document.TypeFile: "f", document.TypeHardlink: "f", document.TypeDir: "d", document.TypeSymlink: "l",
		document.TypeChar: "c", document.TypeBlock: "b", document.TypeFifo: "p",
	}
	var lines []string
	for path, f := range files {
		size, sum, link := int64(0), "", ""
		if letters[f.Type] == "f" {
			size = f.Size
		}
		if f.SHA256 != nil {
			sum = *f.SHA256
		}
		if f.Type == document.TypeSymlink {
			link = *f.Link
		}
		lines = append(lines, fmt.Sprintf("%s\t%s\t%o\t%d\t%d\t%d\t%s\t%s", path, letters[f.Type], f.Mode&0o7777, f.UID, f.GID, size, sum, link))
	}
	slices.Sort(lines)
	return lines
}

// encode is the document's JSON.
func encode(tb testing.TB, doc *document.Document) string {
	tb.Helper()
	data, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}
