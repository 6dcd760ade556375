package signatures

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// Comparison is what [Compare] gives.
type Comparison int

const (
	// Unknown is that the image has no digest to compare with.
	Unknown Comparison = iota
	// Same is that a signature is of the image, or that there is none at all.
	Same
	// Other is that all signatures are of other images.
	Other
)

// Compare says whether one of the signatures is of an image: of its manifest, or of the
// index that the manifest was chosen from. Lists of tags have those of other images too.
// The text says what differs, for a message.
func Compare(list []document.Signature, image *document.Image) (Comparison, string) {
	if len(list) == 0 {
		return Same, ""
	}
	var own []string
	if image != nil {
		for _, digest := range []*string{image.Digest, image.ParentDigest} {
			if digest != nil && *digest != "" {
				own = append(own, *digest)
			}
		}
	}
	if len(own) == 0 {
		return Unknown, "the image has no digest, so it is not known whose the signatures are"
	}
	signed := map[string]bool{}
	for _, s := range list {
		if slices.Contains(own, s.Digest) {
			return Same, ""
		}
		signed[s.Digest] = true
	}
	others := ""
	if len(signed) > 1 {
		others = fmt.Sprintf(" and %d more", len(signed)-1)
	}
	return Other, fmt.Sprintf("the signatures are of %s%s, the image is %s", list[0].Digest, others, strings.Join(own, ", "))
}
