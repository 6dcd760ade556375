package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/source"
)

// named are the packages of a document as lists of different tools can agree on.
func named(packages []document.Package) []string {
	var list []string
	text := func(s *string) string {
		if s == nil {
			return "-"
		}
		return *s
	}
	for _, p := range packages {
		if p.Type == document.PackageDpkg {
			list = append(list, fmt.Sprintf("%s %s %s %s %s", p.Name, p.Version, text(p.Arch), text(p.Source), text(p.Path)))
		}
	}
	return list
}

// TestSBOMOfSyft compares the packages of an image with those that syft has listed of it.
func TestSBOMOfSyft(t *testing.T) {
	t.Parallel()
	o := extract.Options{Source: source.MustParse("oci:" + filepath.Join(shared(t), "images", "debian-small.oci")), Needs: extract.SBOMNeeds()}
	ours, err := extract.Extract(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	syft := "internal/sbom/testdata/syft-debian-small/input"
	theirs, err := extract.Extract(t.Context(), extract.Options{Source: source.MustParse("sbom:" + syft)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(named(ours.Packages), named(theirs.Packages)); diff != "" || len(named(ours.Packages)) != 19 {
		t.Errorf("packages (-ours +syft's):\n%s", diff)
	}
	o.SBOM, o.PackagesFrom = syft, extract.FromBoth
	both, err := extract.Extract(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	// It lists those of languages from the files of Debian's packages, which Anchore leaves out.
	for _, p := range both.Problems {
		if !strings.HasPrefix(p.Message, "packages of the SBOM that the image does not have: ") || !p.Minor {
			t.Errorf("got the problem %+v", p)
		}
	}
}

// TestSBOMWritten writes the packages of an image and reads them again: they are the same.
func TestSBOMWritten(t *testing.T) {
	t.Parallel()
	for _, image := range []string{"oci:" + shared(t) + "/images/debian-small.oci", "archive:" + shared(t) + "/images/alpine-311.tar.gz", "oci:" + shared(t) + "/images/rpm-sqlite.oci"} {
		doc, err := extract.Extract(t.Context(), extract.Options{Source: source.MustParse(image), Needs: extract.SBOMNeeds()})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range extract.SBOMFormats() {
			format := f.Name
			file := filepath.Join(t.TempDir(), "bom")
			f, err := os.Create(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := extract.WriteSBOM(f, format, doc, time.Unix(1773576000, 0)); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			read, err := extract.Extract(t.Context(), extract.Options{Source: source.MustParse("sbom:" + file)})
			if err != nil {
				t.Fatal(err)
			}
			ignored := cmpopts.IgnoreFields(document.Package{}, "PURL", "Size", "Files")
			if doc.Packages[0].SourceVersion == nil {
				ignored = cmpopts.IgnoreFields(document.Package{}, "PURL", "Size", "Files", "SourceVersion")
			}
			if diff := cmp.Diff(doc.Packages, read.Packages, ignored); diff != "" {
				t.Errorf("%s, %s (-image +read):\n%s", image, format, diff)
			}
			if diff := cmp.Diff(doc.Image.Distro, read.Image.Distro); diff != "" {
				t.Errorf("%s, %s: the distribution (-image +read):\n%s", image, format, diff)
			}
			validate(t, read)
		}
	}
}

func shared(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("PRATIQUE_SHARED")
	if dir == "" {
		tb.Skip("PRATIQUE_SHARED is not set")
	}
	return dir
}
