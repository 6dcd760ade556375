package serve

import (
	"fmt"

	"github.com/google/go-containerregistry/pkg/name"
)

// reference is an image's name taken apart.
type reference struct {
	repository string // with its registry
	tag        string // "" where only a digest is named
	digest     string
}

// String is the name that mappings see.
func (r reference) String() string {
	if r.tag == "" {
		return r.repository + "@" + r.digest
	}
	return r.repository + ":" + r.tag
}

func parse(text string) (reference, error) {
	if digest, err := name.NewDigest(text); err == nil {
		r := reference{repository: digest.Context().Name(), digest: digest.DigestStr()}
		if tag, err := name.NewTag(text[:len(text)-len("@"+r.digest)], name.StrictValidation); err == nil {
			r.tag = tag.TagStr()
		}
		return r, nil
	}
	tag, err := name.NewTag(text)
	if err != nil {
		return reference{}, fmt.Errorf("its name is not valid: %w", err)
	}
	return reference{repository: tag.Context().Name(), tag: tag.TagStr()}, nil
}
