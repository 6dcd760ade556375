package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestContentSets: where the packages of an image of Red Hat come from is read from its content manifests.
func TestContentSets(t *testing.T) {
	t.Parallel()
	const dir = "/root/buildinfo/content_manifests/"
	manifest := func(sets ...string) string {
		return `{"metadata": {"icm_version": 1}, "content_sets": ["` + strings.Join(sets, `", "`) + `"], "image_contents": []}`
	}
	tests := []struct {
		name, release string
		files         []testimage.Entry
		want          []string
		problems      []string
	}{
		{"two manifests", "ID=rhel\nVERSION_ID=9.2\n", []testimage.Entry{
			testimage.File(dir+"ubi9-9.2-1.json", manifest("rhel-9-for-x86_64-baseos-rpms", "rhel-9-for-x86_64-appstream-rpms")),
			testimage.File(dir+"shop-1-1.json", manifest("rhocp-4.14-for-rhel-9-x86_64-rpms", "rhel-9-for-x86_64-baseos-rpms")),
			testimage.File(dir+"README", "no manifest"),
		}, []string{"rhel-9-for-x86_64-appstream-rpms", "rhel-9-for-x86_64-baseos-rpms", "rhocp-4.14-for-rhel-9-x86_64-rpms"}, nil},
		{"none", "ID=rhel\nVERSION_ID=9.2\n", nil, nil, nil},
		{"another distribution", "ID=fedora\nVERSION_ID=40\n", []testimage.Entry{testimage.File(dir+"x.json", manifest("a"))}, nil, nil},
		{"damaged", "ID=rhel\nVERSION_ID=9.2\n", []testimage.Entry{testimage.File(dir+"x.json", "{")}, nil, []string{dir + "x.json reading the content manifest: unexpected end of JSON input"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			layout := t.TempDir()
			entries := append([]testimage.Entry{testimage.File("/etc/os-release", tt.release)}, tt.files...)
			if err := testimage.New().Layer(testimage.WithParents(entries...)...).OCI(layout); err != nil {
				t.Fatal(err)
			}
			doc, err := extract.Extract(t.Context(), extract.Options{Source: source.MustParse("oci:" + layout), Needs: extract.SBOMNeeds()})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Image.Distro.ContentSets); diff != "" {
				t.Error(diff)
			}
			var problems []string
			for _, p := range doc.Problems {
				if p.Section == "image.distro" && p.Minor {
					problems = append(problems, *p.Path+" "+p.Message)
				}
			}
			if !slices.Equal(problems, tt.problems) {
				t.Errorf("got the problems %q, want %q", problems, tt.problems)
			}
			validate(t, doc)
		})
	}
}
