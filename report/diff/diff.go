// Package diff says how two decisions differ.
package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// Difference is what has changed from one decision to another. Lists stand in
// the order of the decision that they come from.
type Difference struct {
	// Image is what both were asked about, or the newer of two images.
	Image string `json:"image"`
	// Different says whether anything has changed.
	Different bool    `json:"different"`
	Old       Verdict `json:"old"`
	New       Verdict `json:"new"`

	Added   []decision.Finding `json:"added"`
	Removed []decision.Finding `json:"removed"`
	// Changed are findings of both whose action or suppression differs.
	Changed []Change `json:"changed"`

	Errors       Changes[decision.Error]        `json:"errors"`
	NotEvaluated Changes[decision.NotEvaluated] `json:"not_evaluated"`
	Warnings     Changes[decision.Warning]      `json:"warnings"`
}

// Verdict is a decision in short.
type Verdict struct {
	FinalAction  string          `json:"final_action"`
	PolicyAction string          `json:"policy_action"`
	Reason       string          `json:"reason"`
	Bundle       decision.Bundle `json:"bundle"`
	Findings     int             `json:"findings"`
	Errors       int             `json:"errors"`
	NotEvaluated int             `json:"not_evaluated"`
}

// Change is one finding before and after.
type Change struct {
	Old decision.Finding `json:"old"`
	New decision.Finding `json:"new"`
}

// Changes are what only the newer and what only the older decision has.
type Changes[T any] struct {
	Added   []T `json:"added"`
	Removed []T `json:"removed"`
}

func (c Changes[T]) any() bool { return len(c.Added)+len(c.Removed) > 0 }

// Compare compares two decisions. Findings are the same where gate, trigger,
// trigger id and message are, whatever rule of whatever policy has found them:
// two bundles may name their rules as they like.
func Compare(image string, before, after *decision.Decision) Difference {
	d := Difference{Image: image, Old: verdict(before), New: verdict(after)}
	d.findings(before.Findings, after.Findings)
	d.Errors = changes(before.Errors, after.Errors, func(e decision.Error) string {
		return key(e.Kind, text(e.Gate), text(e.Trigger), text(e.Parameter), e.Message)
	})
	d.NotEvaluated = changes(before.NotEvaluated, after.NotEvaluated, func(n decision.NotEvaluated) string {
		return key(append([]string{n.Gate, n.Trigger}, n.Needs...)...)
	})
	d.Warnings = changes(before.Warnings, after.Warnings, func(w decision.Warning) string {
		return key(w.Kind, text(w.Gate), text(w.Trigger), w.Message)
	})
	verdicts := d.Old.FinalAction != d.New.FinalAction || d.Old.PolicyAction != d.New.PolicyAction || d.Old.Reason != d.New.Reason
	d.Different = verdicts || len(d.Added)+len(d.Removed)+len(d.Changed) > 0 || d.Errors.any() || d.NotEvaluated.any() || d.Warnings.any()
	return d
}

func verdict(d *decision.Decision) Verdict {
	return Verdict{
		FinalAction: d.FinalAction, PolicyAction: d.PolicyAction, Reason: d.Reason, Bundle: d.Bundle,
		Findings: len(d.Findings), Errors: len(d.Errors), NotEvaluated: d.RulesNotEvaluated(),
	}
}

// findings pairs findings: first those that are the same in everything that
// matters, then what is left of each key in its order.
func (d *Difference) findings(before, after []decision.Finding) {
	d.Added, d.Removed, d.Changed = []decision.Finding{}, []decision.Finding{}, []Change{}
	olds := slices.Clone(before)
	news := takeEqual(&olds, after, func(f decision.Finding) string {
		return key(identity(f), f.Action, strconv.FormatBool(f.Whitelisted != nil))
	})
	waiting := map[string][]decision.Finding{}
	for _, f := range olds {
		waiting[identity(f)] = append(waiting[identity(f)], f)
	}
	paired := map[string]int{}
	for _, f := range news {
		id := identity(f)
		if n := paired[id]; n < len(waiting[id]) {
			d.Changed = append(d.Changed, Change{waiting[id][n], f})
			paired[id]++
			continue
		}
		d.Added = append(d.Added, f)
	}
	for _, f := range olds {
		if id := identity(f); paired[id] > 0 {
			paired[id]--
			continue
		}
		d.Removed = append(d.Removed, f)
	}
}

func identity(f decision.Finding) string { return key(f.Gate, f.Trigger, f.TriggerID, f.Message) }

// takeEqual takes the elements that both lists have out of the first, and gives
// the rest of the second; one that is there twice counts twice.
func takeEqual[T any](from *[]T, list []T, key func(T) string) []T {
	counts := map[string]int{}
	for _, x := range *from {
		counts[key(x)]++
	}
	taken := map[string]int{}
	rest := []T{}
	for _, x := range list {
		if k := key(x); counts[k] > 0 {
			counts[k]--
			taken[k]++
			continue
		}
		rest = append(rest, x)
	}
	kept := []T{}
	for _, x := range *from {
		if k := key(x); taken[k] > 0 {
			taken[k]--
			continue
		}
		kept = append(kept, x)
	}
	*from = kept
	return rest
}

func changes[T any](before, after []T, key func(T) string) Changes[T] {
	removed := slices.Clone(before)
	added := takeEqual(&removed, after, key)
	return Changes[T]{Added: added, Removed: removed}
}

// key joins parts so that no two lists of parts give the same text.
func key(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%d:%s", len(p), p)
	}
	return b.String()
}

func text(s *string) string { return *cmp.Or(s, new(string)) }
