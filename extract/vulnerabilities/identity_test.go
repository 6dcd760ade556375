package vulnerabilities_test

import (
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	a, b, c := strings.Repeat("a", 64), "sha256:"+strings.Repeat("b", 64), "sha256:"+strings.Repeat("c", 64)
	image := &document.Image{ID: &a, Digest: &b, Layers: []document.Layer{{DiffID: "sha256:1"}, {DiffID: "sha256:2"}}}
	for _, tc := range []struct {
		name     string
		identity vulnerabilities.Identity
		image    *document.Image
		want     vulnerabilities.Comparison
		text     string
	}{
		{name: "id", identity: vulnerabilities.Identity{Digests: []string{"sha256:" + a}}, want: vulnerabilities.Same},
		{name: "digest among others", identity: vulnerabilities.Identity{Digests: []string{c, b}}, want: vulnerabilities.Same},
		{name: "index", identity: vulnerabilities.Identity{Digests: []string{c}}, image: &document.Image{ID: &a, ParentDigest: &c}, want: vulnerabilities.Same},
		{name: "other", identity: vulnerabilities.Identity{Name: "app:1", Digests: []string{c}, DiffIDs: []string{"sha256:1", "sha256:2"}}, want: vulnerabilities.Other,
			text: "the report is of app:1 (" + c + "), the image is sha256:" + a + ", " + b},
		{name: "layers", identity: vulnerabilities.Identity{DiffIDs: []string{"sha256:1", "sha256:2"}}, want: vulnerabilities.Same},
		{name: "other layers", identity: vulnerabilities.Identity{Name: "app:1", DiffIDs: []string{"sha256:1"}}, want: vulnerabilities.Other,
			text: "the layers of app:1 (the report) are others than the image's"},
		{name: "image without digests", identity: vulnerabilities.Identity{Digests: []string{b}}, image: &document.Image{},
			text: "the report does not say which image it is of"},
		{name: "nothing", text: "the report does not say which image it is of"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if tc.image == nil {
				tc.image = image
			}
			got, text := tc.identity.Compare(tc.image)
			if got != tc.want || text != tc.text {
				t.Errorf("got %v, %q, want %v, %q", got, text, tc.want, tc.text)
			}
		})
	}
}
