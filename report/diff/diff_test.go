package diff

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

func finding(trigger, id, action string) decision.Finding {
	return decision.Finding{Gate: "files", Trigger: trigger, TriggerID: id, Message: "message " + id, Action: action}
}

func suppressed(f decision.Finding) decision.Finding {
	f.Action, f.Whitelisted = decision.Go, &decision.Whitelisted{WhitelistID: "w"}
	return f
}

func judged(action string, findings ...decision.Finding) *decision.Decision {
	return &decision.Decision{FinalAction: action, PolicyAction: action, Reason: "policy_evaluation", Findings: findings}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	a, b := finding("t", "a", "stop"), finding("t", "b", "stop")
	warned := finding("t", "a", "warn")
	renamed := a
	renamed.PolicyID, renamed.RuleID, renamed.Location = "other", new("r9"), &decision.Location{Path: "/x"}
	gate := "packages"
	missing := decision.NotEvaluated{Gate: gate, Trigger: "verify", Needs: []string{"packages", "files"}, Reasons: []string{"no image given"}}
	tests := []struct {
		name          string
		before, after *decision.Decision
		want          string
	}{
		{"nothing", judged("go"), judged("go"), "i: no difference (go)\n"},
		{"the same", judged("stop", a, b), judged("stop", b, a), "i: no difference (stop)\n"},
		{"of another rule", judged("stop", a), judged("stop", renamed), "i: no difference (stop)\n"},
		{"added", judged("go"), judged("stop", a), "i: go -> stop\n+ stop  files/t  message a\n"},
		{"removed", judged("stop", a, b), judged("stop", b), "i: still stop\n- stop  files/t  message a\n"},
		{"twice", judged("stop", a), judged("stop", a, a), "i: still stop\n+ stop  files/t  message a\n"},
		{"once again", judged("stop", a, a), judged("stop", a), "i: still stop\n- stop  files/t  message a\n"},
		{"another action", judged("stop", a), judged("warn", warned), "i: stop -> warn\n~ stop -> warn  files/t  message a\n"},
		{"suppressed", judged("stop", a), judged("go", suppressed(a)), "i: stop -> go\n~ stop -> suppressed  files/t  message a\n"},
		{"one of two is another", judged("stop", a, warned), judged("stop", a, suppressed(a)), "i: still stop\n~ warn -> suppressed  files/t  message a\n"},
		{
			"more and another", judged("stop", a), judged("stop", warned, suppressed(a)),
			"i: still stop\n+ suppressed  files/t  message a\n~ stop -> warn  files/t  message a\n",
		},
		{
			"the reason", judged("stop"), &decision.Decision{FinalAction: "stop", PolicyAction: "go", Reason: "blacklisted"},
			"i: stop -> stop (blacklisted, the policies say go)\n",
		},
		{
			"the rest",
			&decision.Decision{FinalAction: "stop", Reason: "policy_evaluation", Warnings: []decision.Warning{{Kind: "k", Message: "w"}}},
			&decision.Decision{
				FinalAction: "stop", Reason: "policy_evaluation",
				Errors: []decision.Error{{Gate: &gate, Message: "e"}}, NotEvaluated: []decision.NotEvaluated{missing},
			},
			"i: still stop\n+ error  e\n+ skipped  packages/verify: no image given\n- warning  k: w\n",
		},
		{"hostile", judged("go"), judged("go", decision.Finding{Message: "\x1b[2J\n"}), "i: still go\n+   /  \\x1b[2J\\n\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := Compare("i", tt.before, tt.after)
			var got bytes.Buffer
			if err := Text(&got, []Difference{d}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Error(diff)
			}
			back := Compare("i", tt.after, tt.before)
			if len(back.Added) != len(d.Removed) || len(back.Removed) != len(d.Added) || len(back.Changed) != len(d.Changed) || back.Different != d.Different {
				t.Errorf("the other way round: got %+v of %+v", back, d)
			}
		})
	}
}

func TestTextOfSeveral(t *testing.T) {
	t.Parallel()
	same := Compare("a", judged("go"), judged("go"))
	other := Compare("b", judged("go"), judged("stop"))
	var got bytes.Buffer
	if err := Text(&got, []Difference{same, same, other, same}); err != nil {
		t.Fatal(err)
	}
	want := "a: no difference (go)\na: no difference (go)\n\nb: go -> stop\n\na: no difference (go)\n"
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}
