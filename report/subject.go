package report

import (
	"encoding/json"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// identity is the decision's image: reference parts, digest and id.
type identity struct {
	Reference  string  `json:"reference"`
	Registry   *string `json:"registry"`
	Repository *string `json:"repository"`
	Tag        *string `json:"tag"`
	Digest     *string `json:"digest"`
	ID         *string `json:"id"`
}

// identify reads the image that was judged. A document that is another's may hold
// anything, so what cannot be read is not known.
func identify(d *decision.Decision) identity {
	var i identity
	if json.Unmarshal(d.Image, &i) != nil {
		return identity{}
	}
	return i
}

// fullTag is registry/repository:tag, and */*:* without one of the three, as
// Anchore's API has it of an image without a tag.
func (i identity) fullTag() string {
	if i.Registry == nil || i.Repository == nil || i.Tag == nil {
		return "*/*:*"
	}
	return *i.Registry + "/" + *i.Repository + ":" + *i.Tag
}

// repository is what stays of an image's name from build to build: registry and repository,
// without tag and digest; the name as given where there is no repository.
func (v view) repository() string {
	switch i := v.image; {
	case or(i.Repository, "") == "":
		return v.name
	case or(i.Registry, "") == "":
		return *i.Repository
	default:
		return *i.Registry + "/" + *i.Repository
	}
}

// or is the text, or another where there is none.
func or(text *string, other string) string {
	if text == nil || *text == "" {
		return other
	}
	return *text
}
