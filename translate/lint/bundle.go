package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// Bundle lints a bundle's policies, mappings and image lists. What Anchore
// refuses is the translator's to say: here it is passed over.
func Bundle(root *anchore.Value) []Problem {
	p := &problems{}
	if root == nil || root.Kind != anchore.Object {
		return nil
	}
	accounts := whitelistsAccounts(root)
	for _, policy := range elements(root, "policies") {
		var rules []rule
		for _, v := range elements(policy, "rules") {
			if r, ok := read(v); ok {
				rules = append(rules, r)
			}
		}
		for _, r := range rules {
			if check := checks[r.gate+"/"+r.trigger]; check != nil {
				check(p, r)
			}
			if r.gate == "passwd_file" && !accounts[policy.Get("id").String()] {
				p.rootAccount(r)
			}
			p.placeholders(r)
		}
		p.duplicates(rules)
		p.sameIDs(policy, "rules", "rule")
	}
	if len(elements(root, "mappings")) == 0 {
		p.add(Warning, "no-mappings", "", "there is no mapping: no rule is ever evaluated, and every image passes (docs/compatibility.md#no-mapping)")
	}
	for _, list := range []string{"mappings", "whitelisted_images", "blacklisted_images"} {
		p.selectors(elements(root, list))
	}
	p.sameIDs(root, "mappings", "mapping")
	return p.list
}

// elements are those of a list in an object, none where there is no list.
func elements(v *anchore.Value, key string) []*anchore.Value {
	list := v.Get(key)
	if list == nil || list.Kind != anchore.Array {
		return nil
	}
	return list.Items
}

// whitelistsAccounts are the ids of the policies that some mapping puts under a
// whitelist with items for the accounts of an image.
func whitelistsAccounts(root *anchore.Value) map[string]bool {
	has := map[string]bool{}
	for _, w := range elements(root, "whitelists") {
		has[w.Get("id").String()] = slices.ContainsFunc(elements(w, "items"), func(i *anchore.Value) bool {
			return anchore.Lower(i.Get("gate").String()) == "passwd_file"
		})
	}
	policies := map[string]bool{}
	for _, m := range elements(root, "mappings") {
		listed := slices.ContainsFunc(elements(m, "whitelist_ids"), func(id *anchore.Value) bool { return has[id.String()] })
		for _, id := range append(elements(m, "policy_ids"), m.Get("policy_id")) {
			if listed && id.IsString() {
				policies[id.Text] = true
			}
		}
	}
	return policies
}

// duplicates finds rules of one policy that ask the same.
func (p *problems) duplicates(rules []rule) {
	first := map[string]rule{}
	for _, r := range rules {
		key := r.key()
		earlier, again := first[key]
		switch {
		case !again:
			first[key] = r
		case earlier.action == r.action:
			p.add(Warning, "duplicate-rule", r.pointer, "it is the same as %s: each finding is reported twice", earlier.pointer)
		default:
			p.add(Warning, "duplicate-rule", r.pointer, "it is the same as %s but for the action: each finding is reported with both, and the worse one decides", earlier.pointer)
		}
	}
}

// sameIDs finds entries of a list that have one id: nobody can tell their
// findings, or their exceptions, apart.
func (p *problems) sameIDs(v *anchore.Value, key, noun string) {
	first := map[string]string{}
	for _, entry := range elements(v, key) {
		id := entry.Get("id").String()
		if id == "" {
			continue
		}
		if earlier, again := first[id]; again {
			p.add(Warning, "duplicate-id", entry.Pointer, "the %s has the id of %s, %q", noun, earlier, id)
			continue
		}
		first[id] = entry.Pointer
	}
}

// rule is a rule with its parameters as text.
type rule struct {
	value                              *anchore.Value
	pointer, id, gate, trigger, action string
	params                             map[string]string // by name in lower case; only strings
	places                             map[string]string // pointers of the values
}

// read reads a rule; it is not ok where it is none.
func read(v *anchore.Value) (rule, bool) {
	r := rule{value: v, pointer: v.Pointer, params: map[string]string{}, places: map[string]string{}}
	if !v.Get("gate").IsString() || !v.Get("trigger").IsString() {
		return r, false
	}
	r.id = v.Get("id").String()
	r.gate, r.trigger = anchore.Lower(v.Get("gate").Text), anchore.Lower(v.Get("trigger").Text)
	r.action = anchore.Lower(v.Get("action").String())
	for _, entry := range elements(v, "params") {
		if value := entry.Get("value"); value.IsString() {
			name := anchore.Lower(entry.Get("name").String())
			r.params[name], r.places[name] = value.Text, value.Pointer
		}
	}
	return r, true
}

// key is what the rule asks, whatever its id and action.
func (r rule) key() string {
	names := make([]string, 0, len(r.params))
	for name := range r.params {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q", r.gate, r.trigger)
	for _, name := range names {
		fmt.Fprintf(&b, " %q %q", name, r.params[name])
	}
	return b.String()
}

// at is the pointer of a parameter's value, or of the rule.
func (r rule) at(name string) string {
	if place := r.places[name]; place != "" {
		return place
	}
	return r.pointer
}

// list is a parameter's value split at commas, as Anchore does it.
func (r rule) list(name string) []string {
	text, given := r.params[name]
	if !given {
		return nil
	}
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		parts = append(parts, anchore.Strip(part))
	}
	return parts
}
