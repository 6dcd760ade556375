package translate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// references are the policies, or the whitelists, of a bundle by id. An entry
// is only built when a mapping names it (compatibility.md#references).
type references[T any] struct {
	kind  string // "policy" or "whitelist"
	byID  map[string][]*anchore.Value
	fault *Error // what breaks every look-up
	built map[string]*T
	named map[string]bool // the ids that mappings name
}

// newReferences lists the entries of a list of the bundle.
func newReferences[T any](kind, key string, root *anchore.Value) references[T] {
	r := references[T]{kind: kind, byID: map[string][]*anchore.Value{}, built: map[string]*T{}, named: map[string]bool{}}
	list := root.Get(key)
	if list == nil {
		return r
	}
	entries, ok := list.Iterate()
	if !ok {
		r.fault = &Error{Pointer: list.Pointer, Kind: "TypeError", Message: notIterable(list), Expected: "a list"}
		return r
	}
	for _, entry := range entries {
		id := entry.Get("id")
		switch {
		case entry.Kind != anchore.Object:
			r.fault = &Error{Pointer: entry.Pointer, Kind: "TypeError", Message: "a " + kind + " is a " + entry.TypeName(), Expected: "an object"}
			return r
		case id == nil:
			// Another entry may be wanted; Anchore looks at the id of each.
			r.fault = &Error{Pointer: entry.Pointer, Kind: "KeyError", Message: "a " + kind + " has no id", Expected: "an id"}
			return r
		case id.IsString():
			r.byID[id.Text] = append(r.byID[id.Text], entry)
		}
	}
	return r
}

// find is the entry that an id of a mapping names (compatibility.md#references).
func (r *references[T]) find(id *anchore.Value) (*anchore.Value, *Error) {
	if r.fault != nil {
		return nil, r.fault
	}
	entries := r.byID[id.String()]
	switch {
	case !id.IsString() || len(entries) == 0:
		e := &Error{
			Pointer: id.Pointer, Kind: "ReferencedObjectNotFoundError",
			Message: "there is no " + r.kind + " of id " + oneLine(id.Repr()),
		}
		if len(r.byID) <= maxCandidates {
			e.DidYouMean = suggest(id.String(), slices.Sorted(maps.Keys(r.byID)))
		}
		return nil, e
	case len(entries) > 1:
		return nil, &Error{
			Pointer: id.Pointer, Kind: "DuplicateIdentifierFoundError",
			Message: strconv.Itoa(len(entries)) + " entries have the " + r.kind + " id " + quote(id.Text) + ", the second one is " + entries[1].Pointer,
		}
	case len(id.Text) > maxID:
		return nil, &Error{Pointer: entries[0].Pointer + "/id", Kind: KindTooLarge, Message: "the id is too long", Expected: fmt.Sprintf("at most %d bytes", maxID)}
	}
	return entries[0], nil
}

// maxCandidates is how many ids are compared with one that is not there.
const maxCandidates = 100

// warnUnused warns of entries that no mapping names.
func (r *references[T]) warnUnused(t *translator, list *anchore.Value) {
	if list == nil || list.Kind != anchore.Array {
		return
	}
	for _, entry := range list.Items {
		if !r.named[entry.Get("id").String()] {
			t.warn(WarnUnused, entry.Pointer, "no mapping uses the %s %s: it is neither checked nor translated", r.kind, quote(entry.Get("id").String()))
		}
	}
}

// entries are the objects in a list at the top of the bundle.
func (t *translator) entries(key string) []*anchore.Value {
	items, _ := t.root.Get(key).Iterate()
	return items
}
