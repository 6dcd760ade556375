package translate

import (
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

const selectorsPath = "pratique/selectors.rego"

// selectorsModule writes pratique/selectors.rego: what the conditions of the
// bundle's module say, as data. Only the explanation reads it.
func (t *translator) selectorsModule(b *bundle) Module {
	var mappings, whitelisted, blacklisted []string
	for _, m := range b.mappings {
		mappings = append(mappings, m.selector.record(m.value))
	}
	for _, r := range b.whitelisted {
		whitelisted = append(whitelisted, r.selector.record(r.value))
	}
	for _, r := range b.blacklisted {
		blacklisted = append(blacklisted, r.selector.record(r.value))
	}
	var text strings.Builder
	text.WriteString(t.fileHeader())
	text.WriteString("package pratique.selectors\n\n")
	text.WriteString("# For data.pratique.explain; what decides stands in data.pratique.bundle.\n\n")
	text.WriteString(source.Title("The patterns of mappings", "") + "mappings := " + literal(mappings) + "\n\n")
	text.WriteString(source.Title("The patterns of whitelisted_images", "") + "whitelisted_images := " + literal(whitelisted) + "\n\n")
	text.WriteString(source.Title("The patterns of blacklisted_images", "") + "blacklisted_images := " + literal(blacklisted) + "\n")
	return Module{Path: selectorsPath, Package: "pratique.selectors", Source: []byte(source.Wrap(text.String()))}
}

// literal is a list as Rego, or as a JSON text where it is long (see maxLiteralItems).
func literal(records []string) string {
	rego := source.Lines(records)
	if len(records) <= maxLiteralItems {
		return rego
	}
	return "json.unmarshal(`" + withoutTrailingCommas(rego) + "`)"
}

// record is the selector of v as data: each pattern as it is written and in one
// of the forms any, equal, re2 and error.
func (s selector) record(v *anchore.Value) string {
	var o source.Object
	o.Add("pointer", source.String(v.Pointer))
	o.Add("name", source.Value(v.Get("name")))
	if s.never != "" {
		o.Add("never", source.String(s.never))
	}
	fields := make([]string, len(s.parts))
	for i, p := range s.parts {
		name := p.subject[strings.LastIndex(p.subject, ".")+1:]
		pattern := v.Get(name)
		if name != "registry" && name != "repository" {
			pattern = v.Get("image").Get("value")
		}
		fields[i] = p.match.record(name, pattern)
	}
	o.Add("fields", source.Lines(fields))
	return o.Block()
}

func (m match) record(field string, pattern *anchore.Value) string {
	var o source.Object
	o.Add("field", source.String(field))
	o.Add("pattern", source.Value(pattern))
	switch m.kind {
	case matchAny:
		o.Add("any", "true")
	case matchEqual:
		o.Add("equal", source.String(m.text))
	case matchRE2:
		o.Add("re2", source.String(m.text))
	case matchBroken:
		o.Add("error", source.String(m.fault.Message))
	}
	return o.Inline()
}
