package source

import (
	"regexp"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
)

// Reference is the parts of a reference as mappings see them; "" where there is
// none.
type Reference struct {
	Registry, Repository, Tag, Digest string
}

// ParseReference takes a reference apart as Anchore does (compatibility.md#tag-string):
// docker.io where no registry is named, "library/" neither added nor removed,
// "latest" without a tag. Of a reference with tag and digest it gives both:
// Anchore, parsing a tag string, leaves the tag in the repository
// (compatibility.md#tag-and-digest, kept where the policy parses the tag string), and a
// mapping for the repository would then quietly not cover an image that somebody pinned. A
// bare image id has no parts.
func ParseReference(text string) Reference {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "sha256:") {
		return Reference{Registry: "docker.io", Digest: text}
	}
	if regexp.MustCompile(`^[0-9a-fA-F]{64}$`).MatchString(text) {
		return Reference{}
	}
	r := Reference{Registry: "docker.io"}
	rest := text
	if first, after, ok := strings.Cut(text, "/"); ok && namesRegistry(first) {
		// An empty port leaves only the host.
		r.Registry, rest = strings.TrimSuffix(first, ":"), after
	}
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		rest, r.Digest = rest[:at], rest[at+1:]
	}
	r.Repository, r.Tag = rest, ""
	if colon := strings.LastIndex(rest, ":"); colon >= 0 {
		r.Repository, r.Tag = rest[:colon], rest[colon+1:]
	}
	if r.Tag == "" && r.Digest == "" {
		r.Tag = "latest"
	}
	return r
}

// sameTag says whether two names with tags are of one image: docker.io/library and
// the tag latest may be left out.
func sameTag(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	x, err := name.NewTag(a)
	if err != nil {
		return false
	}
	y, err := name.NewTag(b)
	return err == nil && x.Name() == y.Name()
}

// namesRegistry says whether the part before the first slash is a registry.
func namesRegistry(part string) bool {
	// docker.io and localhost.localdomain have a dot.
	return strings.ContainsAny(part, ".:") || part == "localhost" || part == "localbuild"
}
