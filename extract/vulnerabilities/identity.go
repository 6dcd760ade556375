package vulnerabilities

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// Identity is what a report says of the image that it is about.
type Identity struct {
	Name string // as the scanner was given it
	// Digests are those of the image's config (its id) and of manifests, as
	// sha256:HEX. Scanners do not tell the two well apart.
	Digests []string
	DiffIDs []string // of the layers, sha256:HEX, oldest first
}

// Comparison is what [Identity.Compare] gives.
type Comparison int

const (
	// Unknown is that the report does not identify an image.
	Unknown Comparison = iota
	// Same is that it is about the image.
	Same
	// Other is that it is about another image.
	Other
)

// Compare says whether a report is about an image. One digest in common is enough:
// scanners state the digest of the manifest in whichever form they got the image. Where a
// report has none, the layers decide. The text says what differs, for a message.
func (i Identity) Compare(image *document.Image) (Comparison, string) {
	var own []string
	for _, digest := range []*string{image.ID, image.Digest, image.ParentDigest} {
		if digest != nil && *digest != "" {
			own = append(own, withAlgorithm(*digest))
		}
	}
	if len(i.Digests) > 0 && len(own) > 0 {
		for _, digest := range i.Digests {
			if slices.Contains(own, digest) {
				return Same, ""
			}
		}
		return Other, fmt.Sprintf("the report is of %s, the image is %s", i.name(strings.Join(i.Digests, ", ")), strings.Join(own, ", "))
	}
	if len(i.DiffIDs) > 0 && len(image.Layers) > 0 {
		var layers []string
		for _, layer := range image.Layers {
			layers = append(layers, layer.DiffID)
		}
		if slices.Equal(layers, i.DiffIDs) {
			return Same, ""
		}
		return Other, fmt.Sprintf("the layers of %s are others than the image's", i.name("the report"))
	}
	return Unknown, "the report does not say which image it is of"
}

func (i Identity) name(rest string) string {
	if i.Name == "" {
		return rest
	}
	return fmt.Sprintf("%s (%s)", i.Name, rest)
}

// add takes a digest, or a reference that ends in one; anything else is left out.
func (i *Identity) add(text string) {
	if _, digest, ok := strings.Cut(text, "@"); ok {
		text = digest
	}
	digest := withAlgorithm(text)
	if isDigest(digest) && !slices.Contains(i.Digests, digest) {
		i.Digests = append(i.Digests, digest)
	}
}

func withAlgorithm(digest string) string {
	if strings.Contains(digest, ":") {
		return digest
	}
	return "sha256:" + digest
}

func isDigest(text string) bool {
	hex, ok := strings.CutPrefix(text, "sha256:")
	if !ok || len(hex) != 64 {
		return false
	}
	return strings.Trim(hex, "0123456789abcdef") == ""
}
