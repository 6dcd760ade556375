package translate

import (
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// selector says which images a mapping or an image rule is for.
type selector struct {
	parts []part
	// never is why it matches no image, "" where it may match one.
	never string
}

// part is a pattern and what it is matched with.
type part struct {
	subject string // a Rego reference
	match   match
}

// imageRule is a rule of whitelisted_images or blacklisted_images.
type imageRule struct {
	value    *anchore.Value
	selector selector
}

func (t *translator) imageRules(key string) []*imageRule {
	var rules []*imageRule
	for _, v := range t.list(key) {
		if s, ok := t.selector(v); ok {
			rules = append(rules, &imageRule{v, s})
		}
	}
	return rules
}

// selector reads registry, repository and image of v. It is not ok where
// Anchore finds an error whatever the tag; strictly read, that is also a
// pattern that can only raise when it is applied.
func (t *translator) selector(v *anchore.Value) (selector, bool) {
	if v.Kind != anchore.Object {
		t.report(&Error{Pointer: v.Pointer, Kind: "AttributeError", Message: pythonNo(v, "get"), Expected: "an object"})
		return selector{}, false
	}
	image := v.Get("image")
	if image.IsNone() || image.Kind != anchore.Object {
		t.report(&Error{Pointer: v.Pointer + "/image", Kind: "AttributeError", Message: pythonNo(image, "get"), Expected: "an object with type and value"})
		return selector{}, false
	}
	if v.Get("name").IsNone() {
		t.schema(v, "name", "there is no name")
	}
	s := selector{parts: []part{
		{"ref.registry", parsePattern(v.Get("registry"), v.Pointer+"/registry")},
		{"ref.repository", parsePattern(v.Get("repository"), v.Pointer+"/repository")},
	}}
	pointer := image.Pointer + "/value"
	switch kind, value := image.Get("type"), image.Get("value"); kind.String() {
	case "tag":
		s.parts = append(s.parts, part{"ref.tag", parsePattern(value, pointer)})
	case "id", "digest":
		// compatibility.md#id-and-digest-mappings: mappings too are compared with the image.
		// These are no patterns: a star is a star.
		s.parts = append(s.parts, part{"input.image." + kind.Text, match{kind: matchEqual, text: value.String()}})
		if !value.Truthy() || !value.IsString() {
			s.never = "its image has no value"
		}
	default:
		s.never = "its image type is none of tag, id and digest"
	}
	if s.never != "" {
		t.warn(WarnNeverMatches, v.Pointer, "it never matches: %s", s.never)
	}
	if t.Lenient {
		return s, true
	}
	ok := true
	for _, p := range s.parts {
		if p.match.kind == matchBroken {
			t.report(p.match.fault)
			ok = false
		}
	}
	return s, ok
}

// conditions are the Rego conditions under which the selector matches. Where
// Anchore would raise on the way, fault is the reason and the conditions are
// those under which it gets there.
func (s selector) conditions() (list []string, fault *Error) {
	for _, p := range s.parts {
		switch p.match.kind {
		case matchAny:
		case matchEqual:
			list = append(list, p.subject+" == "+source.String(p.match.text))
		case matchRE2:
			list = append(list, "regex.match("+source.Text(p.match.text)+", "+p.subject+")")
		case matchBroken:
			return list, p.match.fault
		}
	}
	return list, nil
}
