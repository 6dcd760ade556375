package extract_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// syftTypes are Syft's names of the types that both list.
var syftTypes = map[string]string{
	"deb": document.PackageDpkg, "apk": document.PackageAPK, "rpm": document.PackageRPM,
	"npm": document.PackageNPM, "gem": document.PackageGem, "python": document.PackagePython,
}

// TestSyft compares the packages of real images with those that Syft lists, less those that
// belong to a package of the distribution (compatibility.md#owned-packages). Syft is built
// by "make syft".
func TestSyft(t *testing.T) {
	t.Parallel()
	syft := filepath.Join(os.Getenv("PRATIQUE_BIN"), "syft")
	if _, err := os.Stat(syft); os.Getenv("PRATIQUE_BIN") == "" || err != nil {
		t.Skip("syft is not built")
	}
	for _, image := range sharedImages(t) {
		scheme, path, _ := strings.Cut(image.source, ":")
		if strings.HasSuffix(path, ".gz") {
			continue // which Syft does not read
		}
		scheme = map[string]string{"oci": "oci-dir:", "archive": "docker-archive:"}[scheme]
		path, _, _ = strings.Cut(path, ":")
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			got := []string{}
			doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(image.source), Needs: []document.Need{"packages"}})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range doc.Packages {
				for _, kind := range syftTypes {
					if p.Type == kind {
						got = append(got, p.Type+" "+p.Name+" "+p.FullVersion)
					}
				}
			}
			want := syftPackages(t, syft, scheme+path)
			slices.Sort(got)
			if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
				t.Errorf("packages (-syft +extracted):\n%s", diff)
			}
		})
	}
}

// syftPackages are "TYPE NAME VERSION", sorted.
func syftPackages(t *testing.T, syft, source string) []string {
	t.Helper()
	command := exec.CommandContext(t.Context(), syft, "scan", "--quiet", "--output", "json", source)
	command.Env = append(os.Environ(), "SYFT_CHECK_FOR_APP_UPDATE=false")
	out, err := command.Output()
	if err != nil {
		t.Fatalf("running syft: %v", err)
	}
	var listed struct {
		Artifacts             []struct{ ID, Type, Name, Version string }
		ArtifactRelationships []struct{ Child, Type string }
	}
	if err := json.Unmarshal(out, &listed); err != nil {
		t.Fatal(err)
	}
	owned := map[string]bool{}
	for _, r := range listed.ArtifactRelationships {
		owned[r.Child] = owned[r.Child] || r.Type == "ownership-by-file-overlap"
	}
	list := []string{}
	for _, a := range listed.Artifacts {
		if kind, ok := syftTypes[a.Type]; ok && !owned[a.ID] {
			list = append(list, kind+" "+a.Name+" "+a.Version)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
