package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/pyre"
)

// selector is the part of a mapping, or of an image rule, that selects images.
type selector struct {
	pointer              string
	registry, repository string
	kind, value          string
}

// selectors finds those of a list that can match no image, or none that an
// earlier one has left.
func (p *problems) selectors(list []*anchore.Value) {
	var earlier []selector
	for _, v := range list {
		s, ok := readSelector(v)
		if !ok {
			continue
		}
		p.unmatchable(s)
		for _, name := range []struct{ key, text string }{{"registry", s.registry}, {"repository", s.repository}} {
			if placeholder.MatchString(name.text) {
				p.add(Warning, "placeholder", s.pointer+"/"+name.key, "the %s looks like an example that was left in: %q", name.key, name.text)
			}
		}
		// What stands behind one that matches every image is the translator's to say.
		if i := slices.IndexFunc(earlier, func(e selector) bool { return !e.everything() && e.covers(s) }); i >= 0 {
			p.add(Warning, translate.WarnUnreachable, s.pointer, "it never matches: %s matches every image that it would", earlier[i].pointer)
		}
		// Comparing each with each takes time that a hostile bundle must not have.
		const most = 500
		if len(earlier) < most {
			earlier = append(earlier, s)
		}
	}
}

func readSelector(v *anchore.Value) (selector, bool) {
	image := v.Get("image")
	s := selector{
		pointer: v.Pointer, registry: v.Get("registry").String(), repository: v.Get("repository").String(),
		kind: image.Get("type").String(), value: image.Get("value").String(),
	}
	return s, v.Get("registry").IsString() && v.Get("repository").IsString() && image.Get("value").IsString()
}

func (s selector) everything() bool {
	return s.kind == "tag" && isStars(s.registry) && isStars(s.repository) && isStars(s.value)
}

func isStars(pattern string) bool { return pattern != "" && strings.Trim(pattern, "*") == "" }

// covers says whether s matches every image that t matches; it does not say
// yes where it is in doubt.
func (s selector) covers(t selector) bool {
	if !covers(s.registry, t.registry) || !covers(s.repository, t.repository) {
		return false
	}
	if s.kind != "tag" {
		return s.kind == t.kind && s.value == t.value
	}
	return t.kind == "tag" && covers(s.value, t.value)
}

// covers says whether the pattern a matches whatever the pattern b does. A star
// of b can only have been matched by a star of a, since no other part of a
// pattern matches a star.
func covers(a, b string) bool {
	switch {
	case isStars(a) || a == b:
		return true
	case isExpression(b):
		return false
	case isExpression(a):
		return !strings.Contains(b, "*") && matchesPattern(a, b)
	}
	return matchesPattern(a, b)
}

func isExpression(pattern string) bool { return strings.HasPrefix(anchore.Strip(pattern), "regexp:") }

// matchesPattern says whether a pattern of Anchore's matches the text.
func matchesPattern(pattern, text string) bool {
	if !strings.Contains(pattern, "*") && !isExpression(pattern) {
		return pattern == text
	}
	compiled := compilePattern(pattern)
	return compiled != nil && compiled.MatchString(text)
}

// compilePattern compiles a pattern that is no plain text (compatibility.md#patterns); nil
// for one that cannot be.
func compilePattern(pattern string) *regexp.Regexp {
	re2 := pyre.Wildcard(pattern)
	if isExpression(pattern) {
		expression, ok := strings.CutPrefix(pattern, "regexp:")
		if !ok {
			return nil // compatibility.md#regexp-blanks
		}
		var err error
		if re2, err = pyre.Match(expression); err != nil {
			return nil
		}
	}
	compiled, err := regexp.Compile(re2)
	if err != nil {
		return nil
	}
	return compiled
}

var imageID = regexp.MustCompile(`\A(?:sha256:)?[0-9a-f]{64}\z`)

// unmatchable finds selectors that no image's name can have (compatibility.md#tag-string).
func (p *problems) unmatchable(s selector) {
	plain := !strings.Contains(s.registry, "*") && !isExpression(s.registry)
	if plain && !isHost(s.registry) {
		p.add(Warning, "never-matches", s.pointer+"/registry", "no image has the registry %q: a name counts as a registry only with a dot or a port, or as localhost or localbuild, and Docker Hub is docker.io", s.registry)
	}
	if s.kind == "tag" && imageID.MatchString(s.value) {
		p.add(Warning, "never-matches", s.pointer+"/image/value", "it is an image id or a digest, and is compared with tags (docs/compatibility.md#tag-mapping-by-id)")
	}
	if (s.kind == "id" || s.kind == "digest") && strings.Contains(s.value, "*") {
		p.add(Warning, "never-matches", s.pointer+"/image/value", "an id or a digest is not a pattern: a star matches nothing")
	}
}

func isHost(registry string) bool {
	return strings.ContainsAny(registry, ".:") || registry == "localhost" || registry == "localbuild"
}
