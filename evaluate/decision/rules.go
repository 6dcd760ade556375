package decision

// Entries of findings, errors and what was not evaluated are no rules: a rule may have many,
// one for each instruction or container.

// ruleOf tells a rule of a policy. Two rules may have one id, and never one pointer.
type ruleOf struct{ policy, rule string }

func rule(policy string, pointer, id *string) ruleOf {
	switch {
	case pointer != nil:
		return ruleOf{policy, *pointer}
	case id != nil:
		return ruleOf{policy, *id}
	}
	return ruleOf{policy: policy}
}

// RulesNotEvaluated counts the rules of which something is not known, whether or not they
// found something beside it.
func (d *Decision) RulesNotEvaluated() int {
	rules := map[ruleOf]bool{}
	for _, n := range d.NotEvaluated {
		rules[rule(n.PolicyID, n.RulePointer, n.RuleID)] = true
	}
	return len(rules)
}

// RulesSilent counts the rules that can be said to have looked and found nothing.
func (d *Decision) RulesSilent() int {
	spoken := d.unjudged()
	for _, f := range d.Findings {
		spoken[rule(f.PolicyID, f.RulePointer, f.RuleID)] = true
	}
	return max(0, d.rules()-len(spoken))
}

// NothingEvaluated tells policies that found nothing from policies that looked at nothing:
// of each rule something is not known or it is in error, and none found anything; or it is at
// its end of life.
func (d *Decision) NothingEvaluated() bool {
	if d.Reason != "policy_evaluation" || d.rules() == 0 || len(d.Findings) > 0 {
		return false
	}
	return len(d.unjudged()) >= d.rules()
}

// unjudged are the rules of which there is no full answer.
func (d *Decision) unjudged() map[ruleOf]bool {
	rules := map[ruleOf]bool{}
	for _, n := range d.NotEvaluated {
		rules[rule(n.PolicyID, n.RulePointer, n.RuleID)] = true
	}
	for _, e := range d.Errors {
		if e.PolicyID != nil && e.Gate != nil {
			rules[rule(*e.PolicyID, e.Pointer, e.RuleID)] = true
		}
	}
	for _, w := range d.Warnings {
		if w.Kind == EndOfLife && w.PolicyID != nil {
			rules[rule(*w.PolicyID, w.Pointer, w.RuleID)] = true
		}
	}
	return rules
}

// rules counts those of the policies; one that is mapped twice has the same rules.
func (d *Decision) rules() int {
	seen := map[string]bool{}
	rules := 0
	for _, p := range d.Policies {
		if !seen[p.ID] {
			rules += p.Rules
		}
		seen[p.ID] = true
	}
	return rules
}

// EndOfLife is the kind of the warning of a rule that finds nothing any more.
const EndOfLife = "EndOfLifedError"
