package explanation

import (
	"slices"
	"strings"
)

// Select keeps the rules that name stands for: a rule's id or JSON pointer, its
// GATE/TRIGGER, or what it has found: a trigger id, or the JSON pointer of the
// whitelist item that suppressed it. Of the last two only those findings stay.
// It says whether there is anything.
func (d *Document) Select(name string) bool {
	var kept []Rule
	for _, rule := range d.Rules {
		if rule.is(name) {
			kept = append(kept, rule)
			continue
		}
		findings := slices.DeleteFunc(slices.Clone(rule.Findings), func(f Finding) bool { return !f.is(name) })
		if len(findings) > 0 {
			rule.Findings = findings
			kept = append(kept, rule)
		}
	}
	d.Rules = kept
	return len(kept) > 0
}

// Names are what Select accepts, but for trigger ids, each once.
func (d *Document) Names() []string {
	var names []string
	for _, rule := range d.Rules {
		if rule.RuleID != nil {
			names = append(names, *rule.RuleID)
		}
		names = append(names, rule.Pointer, rule.Gate+"/"+rule.Trigger)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (r Rule) is(name string) bool {
	if r.RuleID != nil && *r.RuleID == name {
		return true
	}
	return r.Pointer == name || strings.EqualFold(r.Gate+"/"+r.Trigger, name)
}

func (f Finding) is(name string) bool {
	return f.TriggerID == name || f.SuppressedBy != nil && f.SuppressedBy.Pointer == name
}
