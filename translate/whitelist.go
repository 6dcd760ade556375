package translate

import (
	"strconv"

	"github.com/pratique-dev/pratique/internal/literals"
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// whitelist is a whitelist that a mapping names.
type whitelist struct {
	value *anchore.Value
	id    string
	name  *string
	slug  string
	// gates, in the order of their first exact item; exact has the records of
	// the items without pattern, trigger ids in the order of their first item.
	gates    []string
	exact    map[string]*exactItems
	patterns []pattern
	expiring []string // records of the items that expire, in order
	items    int
	tested   []testedItem // the first ones, for the tests
	errs     Errors
}

// testedItem is what the tests need of an item.
type testedItem struct {
	pointer, gate string
	match         match
	expiresNS     string // "" where it never expires
}

// exactItems are those of one gate.
type exactItems struct {
	triggerIDs []string
	records    map[string][]string // trigger id -> records, as Rego
}

// whitelist builds the whitelist of that id, once.
func (t *translator) whitelist(id *anchore.Value) (*whitelist, Errors) {
	v, e := t.whitelists.find(id)
	if e != nil {
		return nil, Errors{e}
	}
	w, built := t.whitelists.built[v.Pointer]
	if !built {
		w = t.buildWhitelist(v)
		t.whitelists.built[v.Pointer] = w
	}
	return w, w.errs
}

func (t *translator) buildWhitelist(v *anchore.Value) *whitelist {
	w := &whitelist{value: v, id: v.Get("id").Text, exact: map[string]*exactItems{}}
	w.name = t.name(v, "name")
	if e := versionError(v); e != nil {
		w.errs = Errors{e}
		return w
	}
	list := v.Get("items")
	items, ok := list.Iterate()
	if !ok {
		w.errs = Errors{{Pointer: v.Pointer + "/items", Kind: "TypeError", Message: notIterable(list), Expected: "a list"}}
		return w
	}
	if t.info.Items += len(items); t.info.Items > maxItems.Int() {
		e := tooMany(v.Pointer+"/items", "whitelist items", maxItems)
		t.report(e)
		w.errs = Errors{e}
		return w
	}
	for i, item := range items {
		e := t.item(w, i, item)
		if e == nil {
			continue
		}
		w.errs = append(w.errs, e)
		if t.Lenient {
			break // Anchore gives up at the first
		}
	}
	return w
}

// item adds the record of one item (compatibility.md#whitelists and
// compatibility.md#whitelist-expiry).
func (t *translator) item(w *whitelist, index int, v *anchore.Value) *Error {
	if v.Kind != anchore.Object {
		return &Error{Pointer: v.Pointer, Kind: "AttributeError", Message: pythonNo(v, "get"), Expected: "an object"}
	}
	gate := v.Get("gate")
	if !gate.IsString() {
		return &Error{Pointer: v.Pointer + "/gate", Kind: "AttributeError", Message: pythonNo(gate, "lower"), Expected: "the name of a gate"}
	}
	name := anchore.Lower(gate.Text)
	triggerID := v.Get("trigger_id")
	if name == "anchoresec" && !triggerID.IsString() {
		return &Error{Pointer: v.Pointer + "/trigger_id", Kind: "TypeError", Message: "expected string or bytes-like object", Expected: "a trigger id"}
	}
	if !t.known(name) {
		t.warn(WarnNeverMatches, v.Pointer, "it never matches: there is no gate %s", quote(gate.Text))
	}
	m := parsePattern(triggerID, v.Pointer+"/trigger_id")
	if m.kind == matchBroken && !t.Lenient {
		return m.fault
	}
	var record source.Object
	record.Add("index", strconv.Itoa(index))
	record.Add("id", source.Nullable(t.name(v, "id")))
	if m.kind != matchEqual {
		record.Add("gate", source.String(name))
	}
	switch m.kind {
	case matchAny:
		record.Add("re2", source.String(`\A.*\n?\z`))
	case matchRE2:
		record.Add("re2", source.String(m.text))
	case matchBroken:
		record.Add("error", source.String(m.fault.Message))
	}
	ends, e := expiry(&record, v)
	if e != nil {
		return e
	}
	if len(w.tested) <= maxItemTests {
		w.tested = append(w.tested, testedItem{v.Pointer, name, m, ends})
	}
	record.Add("pointer", source.String(v.Pointer))
	literal := record.Inline()
	w.add(name, m, literal)
	if ends != "" {
		w.expiring = append(w.expiring, literal)
	}
	return nil
}

// expiry adds the date on which the item expires, if it does; ns is it in
// nanoseconds since 1970.
func expiry(record *source.Object, item *anchore.Value) (ns string, e *Error) {
	v := item.Get("expires_on")
	if !v.Truthy() {
		return "", nil
	}
	ns, ok := parseExpiry(v.String())
	if !ok {
		return "", &Error{
			Pointer: v.Pointer, Kind: "Exception",
			Message: "could not convert input value (" + oneLine(v.Repr()) + ") into datetime", Expected: "2030-12-31T23:59:59Z",
		}
	}
	record.Add("expires", source.String(v.Text))
	record.Add("expires_ns", ns)
	return ns, nil
}

func (w *whitelist) add(gate string, m match, record string) {
	w.items++
	if m.kind != matchEqual {
		p := pattern{gate: gate, broken: m.kind == matchBroken, record: record}
		switch {
		case m.kind == matchRE2 && m.wildcard != "":
			p.texts = literalsOfWildcard(m.wildcard)
		case m.kind == matchRE2:
			p.texts = literals.Of(m.text)
		}
		w.patterns = append(w.patterns, p)
		return
	}
	exact := w.exact[gate]
	if exact == nil {
		exact = &exactItems{records: map[string][]string{}}
		w.exact[gate] = exact
		w.gates = append(w.gates, gate)
	}
	if exact.records[m.text] == nil {
		exact.triggerIDs = append(exact.triggerIDs, m.text)
	}
	exact.records[m.text] = append(exact.records[m.text], record)
}

// known says whether there is, or was, a gate of that name.
func (t *translator) known(gate string) bool {
	_, ended := t.ended[gate]
	return ended || triggersOf(gate) != nil || len(t.catalog.Triggers(gate)) > 0
}
