package decision

import (
	"slices"
	"strings"
)

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
	for _, n := range d.NotEvaluated { // also those that have looked at a part
		spoken[rule(n.PolicyID, n.RulePointer, n.RuleID)] = true
	}
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

// WithoutUnevaluated is the decision as though the rules that lack data, and have found
// nothing, were not in the bundle.
func (d *Decision) WithoutUnevaluated() *Decision {
	lacking := map[ruleOf]bool{}
	for _, n := range d.NotEvaluated {
		if !n.partial() {
			lacking[rule(n.PolicyID, n.RulePointer, n.RuleID)] = true
		}
	}
	for _, f := range d.Findings {
		delete(lacking, rule(f.PolicyID, f.RulePointer, f.RuleID))
	}
	without := *d
	without.NotEvaluated = []NotEvaluated{}
	without.Policies = slices.Clone(d.Policies)
	for i, p := range without.Policies {
		for r := range lacking {
			if r.policy == p.ID {
				without.Policies[i].Rules--
			}
		}
	}
	return &without
}

// partial says that a rule has looked at all that there is, of something that may have more:
// what was not read stands among the problems of the input document.
func (n NotEvaluated) partial() bool {
	return n.Location != nil && strings.HasPrefix(n.Location.Pointer, "/problems/")
}

// unjudged are the rules of which there is no full answer.
func (d *Decision) unjudged() map[ruleOf]bool {
	rules := map[ruleOf]bool{}
	for _, n := range d.NotEvaluated {
		if !n.partial() {
			rules[rule(n.PolicyID, n.RulePointer, n.RuleID)] = true
		}
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
