package translate

import (
	"slices"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// bundle is what a translation found in a bundle.
type bundle struct {
	mappings    []*mapping
	whitelisted []*imageRule
	blacklisted []*imageRule
}

// bundle reads the bundle in Anchore's order (compatibility.md#build-order).
func (t *translator) bundle() *bundle {
	t.policies = newReferences[policy]("policy", "policies", t.root)
	t.whitelists = newReferences[whitelist]("whitelist", "whitelists", t.root)
	b := &bundle{}
	for _, v := range t.list("mappings") {
		if m := t.mapping(v); m != nil {
			b.mappings = append(b.mappings, m)
		}
	}
	b.whitelisted = t.imageRules("whitelisted_images")
	b.blacklisted = t.imageRules("blacklisted_images")
	if t.Lenient && len(t.errs) > 0 {
		t.errs = t.errs[:1] // the first failure ends the building
		return b
	}
	for _, m := range b.mappings {
		t.contents(m)
	}
	t.namespaces = t.ownPolicies()
	t.policies.warnUnused(t, t.root.Get("policies"))
	t.whitelists.warnUnused(t, t.root.Get("whitelists"))
	t.info.Mappings = len(b.mappings)
	return b
}

// list is a list at the top of the bundle; absent, it is empty.
func (t *translator) list(key string) []*anchore.Value {
	v := t.root.Get(key)
	if v == nil {
		return nil
	}
	items, ok := v.Iterate()
	if !ok {
		t.report(&Error{Pointer: v.Pointer, Kind: "TypeError", Message: notIterable(v), Expected: "a list"})
	}
	if len(items) > maxMappings.Int() {
		t.report(tooMany(v.Pointer, key, maxMappings))
		return nil
	}
	return items
}

// mapping is one mapping rule.
type mapping struct {
	value      *anchore.Value
	selector   selector
	policyIDs  []*anchore.Value
	policies   []*policy
	whitelists []*whitelist
	// problems are why no rule runs where the mapping is the match.
	problems Errors
}

// mapping reads a mapping rule; nil where it has errors that Anchore finds
// whatever the tag (compatibility.md#build-order).
func (t *translator) mapping(v *anchore.Value) *mapping {
	s, ok := t.selector(v)
	if !ok {
		return nil
	}
	one, several := v.Get("policy_id"), v.Get("policy_ids")
	m := &mapping{value: v, selector: s}
	switch {
	case one.Truthy() && several.Truthy():
		t.report(&Error{
			Pointer: v.Pointer, Kind: "ValidationError",
			Message: "Cannot specify both policy_id and policy_ids properties in mapping rule, must use one or the other",
		})
		return nil
	case one.Truthy():
		m.policyIDs = []*anchore.Value{one}
	case several.Truthy():
		ids, ok := several.Iterate()
		if !ok {
			t.report(&Error{Pointer: several.Pointer, Kind: "TypeError", Message: notIterable(several), Expected: "a list"})
			return nil
		}
		m.policyIDs = ids
	default:
		t.report(&Error{
			Pointer: v.Pointer, Kind: "ValidationError",
			Message: "No policy_id or policy_ids property found for mapping rule", Expected: "policy_ids",
		})
		return nil
	}
	if several.IsString() && several.Truthy() {
		t.schema(v, "policy_ids", "is a string, each letter of which names a policy")
	}
	if t.named += len(m.policyIDs); t.named > maxReferences.Int() {
		t.report(tooMany("/mappings", "references to policies", maxReferences))
		return nil
	}
	return m
}

// contents builds what the mapping names (compatibility.md#build-order). Strictly
// read, what is wrong is an error of the bundle; else a problem of the mapping.
func (t *translator) contents(m *mapping) {
	var problems Errors
	for _, id := range m.policyIDs {
		t.policies.named[id.String()] = true
	}
	for _, id := range m.policyIDs {
		p, errs := t.policy(id)
		problems = append(problems, errs...)
		if len(errs) > 0 && t.Lenient {
			break // the first policy that is wrong ends this mapping's
		}
		if p != nil {
			m.policies = append(m.policies, p)
		}
	}
	for _, id := range t.whitelistIDs(m, &problems) {
		t.whitelists.named[id.String()] = true
		w, errs := t.whitelist(id)
		problems = append(problems, errs...)
		if w != nil {
			m.whitelists = append(m.whitelists, w)
		}
	}
	if !t.Lenient {
		t.report(problems...)
		return
	}
	if len(problems) > maxProblems {
		more := &Error{Pointer: m.value.Pointer, Kind: KindTooLarge, Message: "there are more problems than are listed"}
		problems = append(slices.Clip(problems[:maxProblems]), more)
	}
	m.problems = problems
}

// whitelistIDs are the ids of the mapping's whitelists. compatibility.md#mapping-whitelists: a
// missing list is empty.
func (t *translator) whitelistIDs(m *mapping, problems *Errors) []*anchore.Value {
	v := m.value.Get("whitelist_ids")
	if v.IsNone() {
		return nil
	}
	ids, ok := v.Iterate()
	if !ok {
		*problems = append(*problems, &Error{Pointer: v.Pointer, Kind: "TypeError", Message: notIterable(v), Expected: "a list"})
	}
	if t.named += len(ids); t.named > maxReferences.Int() {
		t.report(tooMany("/mappings", "references to whitelists", maxReferences))
		return nil
	}
	if v.IsString() && v.Truthy() {
		t.schema(m.value, "whitelist_ids", "is a string, each letter of which names a whitelist")
	}
	return ids
}
