package oci

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
)

// Scheme begins references of this package.
const Scheme = "oci://"

// Reference names a manifest: by a tag, by a digest, or by both, where the digest counts.
type Reference struct {
	Repository string // with its registry
	Tag        string // "" where only a digest is given
	Digest     string // "sha256:…", "" where only a tag is given
}

// ParseReference reads "oci://REPOSITORY[:TAG][@DIGEST]". The registry has to be named;
// without tag and digest the tag is "latest".
func ParseReference(text string) (Reference, error) {
	r, err := parseReference(text)
	if err != nil {
		return Reference{}, fmt.Errorf("reading reference %q: %w (expected oci://REGISTRY/REPOSITORY[:TAG][@sha256:…])", text, err)
	}
	return r, nil
}

var digest = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

func parseReference(text string) (Reference, error) {
	rest, ok := strings.CutPrefix(text, Scheme)
	if !ok {
		return Reference{}, errors.New("it does not begin with " + Scheme)
	}
	rest, pinned, isPinned := strings.Cut(rest, "@")
	if isPinned && !digest.MatchString(pinned) {
		return Reference{}, errors.New("its digest is not sha256: and 64 hexadecimal digits")
	}
	registry, _, ok := strings.Cut(rest, "/")
	if !ok || !strings.ContainsAny(registry, ".:") && registry != "localhost" {
		return Reference{}, errors.New("it names no registry")
	}
	if slices.ContainsFunc(strings.Split(rest, "/"), func(part string) bool { return strings.Trim(part, ".") == "" }) {
		return Reference{}, errors.New("its repository has an empty part, or one of dots")
	}
	r := Reference{Digest: pinned}
	if isPinned && strings.LastIndex(rest, ":") <= strings.LastIndex(rest, "/") {
		repository, err := name.NewRepository(rest)
		if err != nil {
			return Reference{}, err
		}
		r.Repository = repository.Name()
		return r, nil
	}
	tag, err := name.NewTag(rest)
	if err != nil {
		return Reference{}, err
	}
	r.Repository, r.Tag = tag.Context().Name(), tag.TagStr()
	return r, nil
}

// Identifier is the digest, or else the tag.
func (r Reference) Identifier() string {
	if r.Digest != "" {
		return r.Digest
	}
	return r.Tag
}

// String is the reference with its scheme.
func (r Reference) String() string {
	text := Scheme + r.Repository
	if r.Tag != "" {
		text += ":" + r.Tag
	}
	if r.Digest != "" {
		text += "@" + r.Digest
	}
	return text
}
