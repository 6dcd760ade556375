package decision

import "cmp"

// Describe puts what people read of the rules into their findings. A severity that a finding has
// is what is known of the thing itself, and stays.
func (d *Decision) Describe() {
	for i := range d.Findings {
		f := &d.Findings[i]
		if f.RulePointer == nil {
			continue
		}
		rule, ok := d.Rules[*f.RulePointer]
		if !ok {
			continue
		}
		rule.Severity = cmp.Or(f.Severity, rule.Severity)
		f.Rule = rule
	}
	d.Rules = nil
}
