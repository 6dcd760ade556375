package translate

import (
	"github.com/pratique-dev/pratique/translate/anchore"
)

// policy is a policy that a mapping names.
type policy struct {
	value *anchore.Value
	id    string
	name  *string
	slug  string
	rules []*rule // as written
	errs  Errors
}

// policy builds the policy of that id, once.
func (t *translator) policy(id *anchore.Value) (*policy, Errors) {
	v, e := t.policies.find(id)
	if e != nil {
		return nil, Errors{e}
	}
	p, built := t.policies.built[v.Pointer]
	if !built {
		p = t.buildPolicy(v)
		t.policies.built[v.Pointer] = p
	}
	return p, p.errs
}

func (t *translator) buildPolicy(v *anchore.Value) *policy {
	p := &policy{value: v, id: v.Get("id").Text}
	p.name = t.name(v, "name")
	if e := versionError(v); e != nil {
		e.PolicyID = &p.id
		p.errs = Errors{e}
		return p
	}
	rules := v.Get("rules")
	items, ok := rules.Iterate()
	if !ok {
		p.errs = Errors{{Pointer: v.Pointer + "/rules", Kind: "TypeError", PolicyID: &p.id, Message: notIterable(rules), Expected: "a list"}}
		return p
	}
	if t.info.Rules += len(items); t.info.Rules > maxRules.Int() {
		e := tooMany(v.Pointer+"/rules", "rules", maxRules)
		t.report(e)
		p.errs = Errors{e}
		return p
	}
	for i, item := range items {
		r, errs := t.rule(item)
		for _, e := range errs {
			e.PolicyID = &p.id
		}
		p.errs = append(p.errs, errs...)
		if r != nil {
			r.number = i + 1
			p.rules = append(p.rules, r)
		}
	}
	return p
}

// ordered are the rules as Anchore evaluates them: gates in the order of their
// first rule, the rules of a gate as written (compatibility.md#rule-order).
func (p *policy) ordered() []*rule {
	var gates []string
	byGate := map[string][]*rule{}
	for _, r := range p.rules {
		if byGate[r.gate] == nil {
			gates = append(gates, r.gate)
		}
		byGate[r.gate] = append(byGate[r.gate], r)
	}
	var out []*rule
	for _, g := range gates {
		out = append(out, byGate[g]...)
	}
	return out
}
