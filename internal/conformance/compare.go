package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// anchoreKinds are Anchore's own exceptions; other kinds are accidents of the
// Python program and only say that it does not work.
var anchoreKinds = []string{
	"GateNotFoundError", "TriggerNotFoundError", "InvalidParameterError", "ParameterValueInvalidError",
	"ReferencedObjectNotFoundError", "DuplicateIdentifierFoundError", "UnsupportedVersionError",
	"ValidationError", "TriggerEvaluationError",
}

// endOfLife is the kind of the note on a rule that was skipped.
const endOfLife = "EndOfLifedError"

// Compare lists the differences between what Anchore decided and what we do.
func Compare(c Case, got Outcome) []string {
	if c.Expected.Rejected {
		return compareRejection(c.Expected, got)
	}
	if got.Stage != "" {
		return []string{fmt.Sprintf("rejected at %s: %s", got.Stage, got.Reason)}
	}
	return compareDecision(c, got.Decision)
}

func compareRejection(want Expected, got Outcome) []string {
	if got.Stage != want.Stage {
		return []string{fmt.Sprintf("stage %q, expected %q", got.Stage, want.Stage)}
	}
	var wanted []string
	for _, e := range want.Errors {
		if slices.Contains(anchoreKinds, e.Kind) {
			wanted = append(wanted, errorKey(e.Kind, e.Gate, e.Trigger, e.RuleID))
		}
	}
	var found []string
	for _, e := range got.Errors {
		if slices.Contains(anchoreKinds, e.Kind) {
			found = append(found, errorKey(e.Kind, e.Gate, e.Trigger, e.RuleID))
		}
	}
	// Where Anchore raises something of Python's, ours may be of a better kind.
	if len(wanted) == 0 {
		return nil
	}
	return multiset("error", wanted, found)
}

func errorKey(kind string, gate, trigger, rule *string) string {
	return strings.Join([]string{kind, text(gate), text(trigger), text(rule)}, " ")
}

func text(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func compareDecision(c Case, got *decision.Decision) []string {
	want := c.Expected
	var out []string
	check := func(name string, want json.RawMessage, got any) {
		g, err := json.Marshal(got)
		if err != nil || canonical(want) != canonical(g) {
			out = append(out, fmt.Sprintf("%s is %s, expected %s", name, g, want))
		}
	}
	quote := func(s string) json.RawMessage { t, _ := json.Marshal(s); return t }
	check("final_action", quote(want.FinalAction), got.FinalAction)
	check("policy_action", quote(want.PolicyAction), got.PolicyAction)
	check("reason", quote(want.Reason), got.Reason)
	check("bundle", want.Bundle, got.Bundle)
	check("matched_mapping", want.MatchedMapping, got.MatchedMapping)
	check("matched_whitelisted_image", want.MatchedWhitelistedImage, got.MatchedWhitelistedImage)
	check("matched_blacklisted_image", want.MatchedBlacklistedImage, got.MatchedBlacklistedImage)
	check("policies", want.Policies, policies(got))

	wanted, found := make([]string, 0), make([]string, 0)
	for _, f := range want.Findings {
		wanted = append(wanted, canonical(f))
	}
	for _, f := range got.Findings {
		found = append(found, findingKey(f))
	}
	differences := multiset("finding", wanted, found)
	if len(differences) == 0 && c.UnspecifiedOrder == "" && !slices.Equal(wanted, found) {
		differences = append(differences, "findings are in another order")
	}
	return append(append(out, differences...), compareNotes(want, got)...)
}

func compareNotes(want Expected, got *decision.Decision) []string {
	var wanted, found []string
	for _, e := range want.Errors {
		wanted = append(wanted, strings.Join([]string{e.Kind, text(e.PolicyID), text(e.RuleID), text(e.Gate), text(e.Trigger), e.Message}, " "))
	}
	for _, w := range got.Warnings {
		if w.Kind == endOfLife {
			found = append(found, strings.Join([]string{w.Kind, text(w.PolicyID), text(w.RuleID), text(w.Gate), text(w.Trigger), w.Message}, " "))
		}
	}
	return multiset("note", wanted, found)
}

func policies(d *decision.Decision) any {
	out := make([]map[string]any, 0)
	for _, p := range d.Policies {
		out = append(out, map[string]any{"id": p.ID, "name": p.Name, "final_action": p.FinalAction})
	}
	return out
}

// findingKey is a finding without the fields that Anchore does not have.
func findingKey(f decision.Finding) string {
	t, err := json.Marshal(map[string]any{
		"policy_id": f.PolicyID, "rule_id": f.RuleID, "gate": f.Gate, "trigger": f.Trigger,
		"trigger_id": f.TriggerID, "message": f.Message, "action": f.Action, "whitelisted": f.Whitelisted,
	})
	if err != nil {
		return err.Error()
	}
	return canonical(t)
}

// multiset lists what is in one and not in the other, equal entries counted.
func multiset(what string, want, got []string) []string {
	count := map[string]int{}
	for _, w := range want {
		count[w]++
	}
	for _, g := range got {
		count[g]--
	}
	var out []string
	for k, n := range count {
		switch {
		case n > 0:
			out = append(out, fmt.Sprintf("missing %s (%d): %s", what, n, k))
		case n < 0:
			out = append(out, fmt.Sprintf("extra %s (%d): %s", what, -n, k))
		}
	}
	slices.Sort(out)
	return out
}

// canonical is a JSON value with sorted keys; an absent value is null.
func canonical(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "null"
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return string(raw)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return string(raw)
	}
	return strings.TrimSpace(b.String())
}
