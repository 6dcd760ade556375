package translate

import (
	"maps"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/sample"
)

// facts are those of an image that a selector may name.
var facts = [...]string{"registry", "repository", "tag", "id", "digest"}

// named are the facts that the selectors of a bundle name; an image always has
// the first three.
func (c chains) named() map[string]bool {
	named := map[string]bool{"registry": true, "repository": true, "tag": true}
	for _, one := range slices.Concat(c.mapping, c.whitelisted, c.blacklisted, c.problems) {
		for _, p := range one.selector.parts {
			named[p.fact()] = true
		}
	}
	return named
}

// anyImage has the facts that a pattern leaves open.
func anyImage() map[string]any {
	return map[string]any{"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "00", "digest": "sha256:00"}
}

// fact is the key of input.image that the part compares.
func (p part) fact() string { return p.subject[strings.LastIndex(p.subject, ".")+1:] }

// images are some that the selector may be for, the plainest first. What it
// leaves open is tried with facts of no other image as well: an earlier branch
// may be for the plain ones.
func (s selector) images() []map[string]any {
	unusual := map[string]any{"registry": "registry.example.com", "repository": "team/other", "tag": "0.0.0-other", "id": "11", "digest": "sha256:11"}
	images := []map[string]any{anyImage(), unusual}
	for _, name := range facts {
		one := anyImage()
		one[name] = unusual[name]
		images = append(images, one)
	}
	for _, p := range s.parts {
		texts := p.texts()
		if texts == nil {
			continue
		}
		var next []map[string]any
		for _, image := range images {
			for _, text := range texts {
				if len(next) < maxDocuments {
					one := maps.Clone(image)
					one[p.fact()] = text
					next = append(next, one)
				}
			}
		}
		images = next
	}
	return images
}

// texts are some that the part matches, nil where it matches any.
func (p part) texts() []string {
	switch p.match.kind {
	case matchEqual:
		return []string{p.match.text[:min(len(p.match.text), maxExample)]}
	case matchRE2:
		return sample.Matching(p.match.text, maxMatching)
	default:
		return nil
	}
}

// misses are images that differ from one that the selector is for in one fact
// that it names.
func (s selector) misses(image map[string]any) []map[string]any {
	other := map[string]any{"registry": "registry.invalid", "repository": "nobody/nothing", "tag": "none", "id": "ff", "digest": "sha256:ff"}
	var images []map[string]any
	for _, p := range s.parts {
		if p.match.kind == matchAny {
			continue
		}
		one := maps.Clone(image)
		one[p.fact()] = other[p.fact()]
		images = append(images, one)
	}
	return images
}
