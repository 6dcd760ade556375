package decision_test

import (
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

func TestRules(t *testing.T) {
	t.Parallel()
	missing := func(pointers ...string) []decision.NotEvaluated {
		var list []decision.NotEvaluated
		for _, pointer := range pointers {
			list = append(list, decision.NotEvaluated{PolicyID: "p", RulePointer: &pointer})
		}
		return list
	}
	partial := func(list []decision.NotEvaluated) []decision.NotEvaluated {
		for i := range list {
			list[i].Location = &decision.Location{Pointer: "/problems/0"}
		}
		return list
	}
	found := []decision.Finding{{PolicyID: "p", RulePointer: new("/1")}}
	ended := []decision.Warning{{Kind: decision.EndOfLife, PolicyID: new("p"), Pointer: new("/1")}}
	failed := []decision.Error{{PolicyID: new("p"), Gate: new("g"), Pointer: new("/1")}}
	for _, tc := range []struct {
		name                 string
		d                    decision.Decision
		rules                int
		nothing              bool
		notEvaluated, silent int
	}{
		{"two entries of one rule, and another that finds", decision.Decision{NotEvaluated: missing("/0", "/0"), Findings: found}, 2, false, 1, 0},
		{"two entries of one rule, and another that finds nothing", decision.Decision{NotEvaluated: missing("/0", "/0")}, 2, false, 1, 1},
		{"each has an entry", decision.Decision{NotEvaluated: missing("/0", "/1")}, 2, true, 2, 0},
		{"each has an entry, and one finds", decision.Decision{NotEvaluated: missing("/0", "/1"), Findings: found}, 2, false, 2, 0},
		{"more entries than rules", decision.Decision{NotEvaluated: missing("/0", "/0", "/1")}, 2, true, 2, 0},
		{"one rule, two entries", decision.Decision{NotEvaluated: missing("/0", "/0")}, 1, true, 1, 0},
		{"both have looked at what was read", decision.Decision{NotEvaluated: partial(missing("/0", "/1"))}, 2, false, 2, 0},
		{"one has looked at what was read", decision.Decision{NotEvaluated: append(partial(missing("/0")), missing("/1")...)}, 2, false, 2, 0},
		{"one has looked at what was read, and lacks something else", decision.Decision{NotEvaluated: append(partial(missing("/0")), missing("/0")...)}, 1, true, 1, 0},
		{"end of life, and an entry", decision.Decision{NotEvaluated: missing("/0"), Warnings: ended}, 2, true, 1, 0},
		{"end of life alone", decision.Decision{Warnings: ended}, 1, true, 0, 0},
		{"end of life, and one that finds nothing", decision.Decision{Warnings: ended}, 2, false, 0, 1},
		{"in error", decision.Decision{Errors: failed}, 1, true, 0, 0},
		{"no rules", decision.Decision{}, 0, false, 0, 0},
		{"nothing found", decision.Decision{}, 3, false, 0, 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			tc.d.Reason = "policy_evaluation"
			tc.d.Policies = []decision.Policy{{ID: "p", Rules: tc.rules}, {ID: "p", Rules: tc.rules}}
			if got := tc.d.NothingEvaluated(); got != tc.nothing {
				t.Errorf("nothing evaluated: got %v, want %v", got, tc.nothing)
			}
			if got := tc.d.RulesNotEvaluated(); got != tc.notEvaluated {
				t.Errorf("not evaluated: got %d, want %d", got, tc.notEvaluated)
			}
			if got := tc.d.RulesSilent(); got != tc.silent {
				t.Errorf("silent: got %d, want %d", got, tc.silent)
			}
			// What is left out is neither a rule any more, nor not evaluated.
			if without := tc.d.WithoutUnevaluated(); len(without.NotEvaluated) != 0 || without.RulesSilent() < tc.silent || without.Policies[0].Rules > tc.rules || without.Policies[0].Rules < 0 {
				t.Errorf("without those that lack data: %d rules, %d of them silent", without.Policies[0].Rules, without.RulesSilent())
			}
		})
	}
}
