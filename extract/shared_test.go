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

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
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
			doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(image.source)})
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

// TestSharedPackages compares with what the images' own package managers say:
// what their databases have, read anew as text, and what rpm -qa said.
func TestSharedPackages(t *testing.T) {
	t.Parallel()
	sharedImages(t)
	dir := filepath.Join(os.Getenv("PRATIQUE_SHARED"), "images")
	for source, read := range map[string]func(t *testing.T, root string) []string{
		"oci:debian-small.oci":                dpkgStatus,
		"archive:distroless-small.docker.tar": dpkgStatus,
		"archive:alpine-311.tar.gz":           apkInstalled,
		"oci:rpm-sqlite.oci":                  func(t *testing.T, _ string) []string { return recordedRPM(t, filepath.Join(dir, "rpm.expected.txt")) },
		"oci:planted.oci":                     func(*testing.T, string) []string { return nil },
		"archive:planted.docker.tar":          func(*testing.T, string) []string { return nil },
	} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			scheme, path, _ := strings.Cut(source, ":")
			o := extract.Options{Source: imageRef(scheme + ":" + filepath.Join(dir, path))}
			doc := mustExtract(t, o)
			validate(t, doc)
			var got []string
			for _, p := range doc.Packages {
				got = append(got, p.Name+" "+p.FullVersion+" "+*p.Arch)
			}
			slices.Sort(got)
			want := read(t, o.Source.String())
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
			for _, p := range doc.Problems {
				if !p.Minor {
					t.Errorf("problem: %+v", p)
				}
			}
		})
	}
}

// retrieved are the contents of files below a directory, one after the other in the
// order of their names.
func retrieved(t *testing.T, source string, match func(path string) bool) string {
	t.Helper()
	all := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{"files"}})
	var paths []string
	for path := range all.Files {
		if match(path) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{}, Retrieve: paths})
	var out strings.Builder
	for _, path := range paths {
		out.WriteString(doc.RetrievedFiles[path].Content + "\n\n")
	}
	return out.String()
}

// stanzas reads paragraphs of "Key: value" or "K:value" lines.
func stanzas(text, separator string, keys [3]string) []string {
	var list []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		values := map[string]string{}
		for line := range strings.SplitSeq(paragraph, "\n") {
			if key, value, ok := strings.Cut(line, separator); ok && values[key] == "" {
				values[key] = value
			}
		}
		if values[keys[0]] != "" {
			list = append(list, values[keys[0]]+" "+values[keys[1]]+" "+values[keys[2]])
		}
	}
	return list
}

func dpkgStatus(t *testing.T, source string) []string {
	text := retrieved(t, source, func(path string) bool {
		return path == "/var/lib/dpkg/status" || strings.HasPrefix(path, "/var/lib/dpkg/status.d/") && !strings.HasSuffix(path, ".md5sums")
	})
	return stanzas(text, ": ", [3]string{"Package", "Version", "Architecture"})
}

func apkInstalled(t *testing.T, source string) []string {
	return stanzas(retrieved(t, source, func(path string) bool { return path == "/lib/apk/db/installed" }), ":", [3]string{"P", "V", "A"})
}

// recordedRPM reads "NAME EPOCH VERSION RELEASE ARCH …" lines.
func recordedRPM(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); !strings.HasPrefix(line, " ") && len(f) > 4 {
			version := f[2] + "-" + f[3]
			if f[1] != "(none)" {
				version = f[1] + ":" + version
			}
			list = append(list, f[0]+" "+version+" "+f[4])
		}
	}
	return list
}

// TestSharedSecrets compares with the lines that Python's re.match finds.
func TestSharedSecrets(t *testing.T) {
	t.Parallel()
	sharedImages(t)
	dir := filepath.Join(os.Getenv("PRATIQUE_SHARED"), "images")
	data, err := os.ReadFile(filepath.Join(dir, "planted.secrets.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(data)), "\n")
	slices.Sort(want)
	for _, source := range []string{"oci:" + dir + "/planted.oci", "archive:" + dir + "/planted.docker.tar"} {
		var got []string
		for path, matches := range mustExtract(t, extract.Options{Source: imageRef(source)}).SecretSearch {
			for _, m := range matches {
				for _, line := range m.Lines {
					got = append(got, fmt.Sprintf("%s\t%s\t%d", path, *m.Name, line))
				}
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: secrets (-want +got):\n%s", source, diff)
		}
	}
}
