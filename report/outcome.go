package report

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// outcome counts a policy's rules by what became of them. A rule that fired and could
// not be evaluated to its end counts in both.
type outcome struct{ rules, fired, failed, missing, quiet int }

func outcomeOf(d *decision.Decision, p decision.Policy) outcome {
	fired, failed, missing, all := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	mark := func(set map[string]bool, pointer, id *string, gate, trigger string) {
		key := or(pointer, strings.Join([]string{or(id, ""), gate, trigger}, "\x00"))
		set[key], all[key] = true, true
	}
	for _, f := range d.Findings {
		if f.PolicyID == p.ID {
			mark(fired, f.RulePointer, f.RuleID, f.Gate, f.Trigger)
		}
	}
	for _, e := range d.Errors {
		if or(e.PolicyID, "") == p.ID && e.Gate != nil {
			mark(failed, e.Pointer, e.RuleID, *e.Gate, or(e.Trigger, ""))
		}
	}
	for _, n := range d.NotEvaluated {
		if n.PolicyID == p.ID {
			mark(missing, n.RulePointer, n.RuleID, n.Gate, n.Trigger)
		}
	}
	return outcome{p.Rules, len(fired), len(failed), len(missing), max(0, p.Rules-len(all))}
}

// String is such as "14 rules: 3 with findings, 2 skipped, 9 clean".
func (o outcome) String() string {
	var parts []string
	for _, part := range []struct {
		n    int
		text string
	}{
		{o.fired, "with findings"},
		{o.failed, "in error"},
		{o.missing, "skipped"},
		{o.quiet, "clean"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.text))
		}
	}
	counts := strings.Join(parts, ", ")
	switch {
	case o.rules == 0:
		return or(&counts, "no rules") // how many the policy has is not known, or it has none
	case counts == "":
		return count(o.rules, "rule")
	}
	return count(o.rules, "rule") + ": " + counts
}
