package translate

import (
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// given are the parameters of a rule as the bundle gives them: names in lower
// case, in order, each with its last value.
type given struct {
	names  []string
	values map[string]*anchore.Value // nil where an entry has no value
	places map[string]string         // JSON pointers of the entries
}

// given reads the list of a rule's parameters (compatibility.md#rule-building).
func (t *translator) given(rule *anchore.Value) (given, *Error) {
	g := given{values: map[string]*anchore.Value{}, places: map[string]string{}}
	list := rule.Get("params")
	entries, ok := list.Iterate()
	if !ok {
		return g, &Error{Pointer: rule.Pointer + "/params", Kind: "PolicyError", Message: notIterable(list), Expected: "a list"}
	}
	for _, entry := range entries {
		if entry.Kind != anchore.Object {
			return g, &Error{Pointer: entry.Pointer, Kind: "PolicyError", Message: pythonNo(entry, "get"), Expected: "an object with name and value"}
		}
		name := entry.Get("name")
		if !name.IsString() {
			return g, &Error{Pointer: entry.Pointer + "/name", Kind: "PolicyError", Message: pythonNo(name, "lower"), Expected: "the name of a parameter"}
		}
		lower := anchore.Lower(name.Text)
		if _, twice := g.places[lower]; twice {
			t.warn(WarnDuplicateID, entry.Pointer, "the parameter %s is given twice; the last one counts", quote(lower))
		} else {
			g.names = append(g.names, lower)
		}
		g.values[lower], g.places[lower] = entry.Get("value"), entry.Pointer
	}
	return g, nil
}

// value is what the bundle gives for p: under its name, or under the first
// alias that has a truthy value.
func (g given) value(p *catalog.Parameter) (v *anchore.Value, pointer string) {
	if v := g.values[p.Name]; !v.IsNone() {
		return v, g.places[p.Name] + "/value"
	}
	for _, alias := range p.Aliases {
		if v := g.values[alias]; v.Truthy() {
			return v, g.places[alias] + "/value"
		}
	}
	return nil, g.places[p.Name]
}
