package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// junitRule is a rule and all that the decision says of it.
type junitRule struct {
	ruleKey
	findings []decision.Finding
	errors   []decision.Error
	missing  []decision.NotEvaluated
}

// ruleKey tells a rule from others of its policy. Rules of a bundle have pointers, those of other
// policies may have nothing but a gate and a trigger.
type ruleKey struct{ pointer, id, gate, trigger string }

// junitPolicy is a case for each rule of a policy: first what has something to say, the worst findings
// first, then what found nothing, in the bundle's order.
func (v view) junitPolicy(g group, o Options) []junitCase {
	rules, index := []*junitRule{}, map[ruleKey]*junitRule{}
	of := func(key ruleKey) *junitRule {
		if index[key] == nil {
			index[key] = &junitRule{ruleKey: key}
			rules = append(rules, index[key])
		}
		return index[key]
	}
	for _, f := range g.findings {
		r := of(ruleKey{or(f.RulePointer, ""), or(f.RuleID, ""), f.Gate, f.Trigger})
		r.findings = append(r.findings, f)
	}
	for _, e := range v.errors() {
		if e.PolicyID != nil && *e.PolicyID == g.policy.ID {
			r := of(ruleKey{rulePointer(or(e.Pointer, "")), or(e.RuleID, ""), or(e.Gate, ""), or(e.Trigger, "")})
			r.errors = append(r.errors, e)
		}
	}
	for _, n := range v.Decision.NotEvaluated {
		if n.PolicyID == g.policy.ID {
			r := of(ruleKey{or(n.RulePointer, ""), or(n.RuleID, ""), n.Gate, n.Trigger})
			r.missing = append(r.missing, n)
		}
	}
	var cases []junitCase
	seen := map[string]int{}
	add := func(c junitCase) {
		key := c.Class + "\x00" + c.Name
		if seen[key]++; seen[key] > 1 {
			c.Name = fmt.Sprintf("%s #%d", c.Name, seen[key])
		}
		cases = append(cases, c)
	}
	for _, r := range rules {
		add(v.junitRule(*r, o))
	}
	clean, known := v.cleanRules(g.policy, rules)
	for _, key := range clean {
		add(key.testCase())
	}
	if counts := outcomeOf(v.Decision, g.policy); !known && counts.quiet > 0 || len(cases) == 0 {
		add(junitCase{Class: "pratique.policy", Name: "clean rules", Output: counts.String()})
	}
	return cases
}

// testCase is the rule's case as long as nothing is known of it.
func (k ruleKey) testCase() junitCase {
	id := k.id
	if id == "" {
		id = k.pointer
	}
	c := junitCase{Class: "pratique.policy", Name: printable.Text(or(&id, "rule"))}
	if k.gate != "" {
		c.Class = printable.Text(k.gate + "." + k.trigger)
	}
	return c
}

// cleanRules are the rules of a policy that found nothing. Which those are is not known without the
// bundle, or where the bundle has not as many rules as the policy that was evaluated.
func (v view) cleanRules(p decision.Policy, spoken []*junitRule) (clean []ruleKey, known bool) {
	rules := v.rules[p.ID]
	whole := v.Decision
	if v.whole != nil {
		whole = v.whole
	}
	i := slices.IndexFunc(whole.Policies, func(other decision.Policy) bool { return other.ID == p.ID })
	if len(rules) == 0 || i < 0 || len(rules) != whole.Policies[i].Rules {
		return nil, false
	}
	said, saidID := map[string]bool{}, map[ruleKey]bool{}
	mark := func(key ruleKey) {
		if key.pointer != "" {
			said[key.pointer] = true
			return
		}
		saidID[key] = true
	}
	for _, r := range spoken {
		mark(r.ruleKey)
	}
	for _, n := range whole.NotEvaluated { // also those that the options leave out
		if n.Location != nil && strings.HasPrefix(n.Location.Pointer, "/problems/") {
			continue // all that there is was looked at
		}
		mark(ruleKey{or(n.RulePointer, ""), or(n.RuleID, ""), n.Gate, n.Trigger})
	}
	for _, r := range rules {
		if !said[r.pointer] && !saidID[ruleKey{"", r.id, r.gate, r.trigger}] {
			clean = append(clean, r)
		}
	}
	return clean, true
}

// rulePointer is the rule's part of a pointer into a bundle.
func rulePointer(pointer string) string {
	parts := strings.SplitN(pointer, "/", 6)
	if len(parts) < 6 || parts[1] != "policies" || parts[3] != "rules" {
		return pointer
	}
	return strings.Join(parts[:5], "/")
}

// junitRule is the case of a rule that has something to say: an error before a failure, a failure
// before what was skipped, and the rest as the case's output.
func (v view) junitRule(r junitRule, o Options) junitCase {
	c := r.testCase()
	var failing, passing, suppressed []string
	var first decision.Finding
	for _, f := range r.findings {
		line := v.junitFinding(f)
		switch {
		case v.excuse(f) != "":
			suppressed = append(suppressed, line)
		case level(f.Action) == levelError, f.Action == decision.Warn && o.FailOnWarn:
			if len(failing) == 0 {
				first = f
			}
			failing = append(failing, line)
		default:
			passing = append(passing, line)
		}
	}
	output := passing
	if len(failing) > 0 {
		message := printable.Text(first.Message)
		if len(failing) > 1 {
			message = count(len(failing), "finding") + ", the first: " + message
		}
		text := failing
		if first.Title != "" {
			text = append([]string{printable.Text(first.Title)}, text...)
		}
		if first.Remediation != "" {
			text = append(text, "Fix: "+printable.Text(first.Remediation))
		}
		c.Failure = &junitOutcome{printable.Text(first.Action), message, strings.Join(text, "\n")}
	}
	switch {
	case len(r.errors) > 0:
		if c.Failure != nil { // one outcome a case: the readers take no two
			output = append(failing, output...)
			c.Failure = nil
		}
		c.Error = junitProblem(r.errors[0])
		for _, e := range r.errors[1:] {
			output = append(output, "error: "+printable.Text(at(e.Message, e.Pointer)))
		}
	case c.Failure != nil:
	case len(r.missing) > 0:
		c.Skipped = &junitOutcome{"not_evaluated", printable.Text("skipped: " + r.missing[0].Reason()), ""}
	case len(passing) == 0 && len(suppressed) > 0:
		excuse := v.excuse(r.findings[0])
		if len(suppressed) > 1 {
			excuse = count(len(suppressed), "finding") + ", the first by " + excuse
		} else {
			excuse = "by " + excuse
		}
		c.Skipped = &junitOutcome{"suppressed", printable.Text("suppressed " + excuse), ""}
	}
	for _, n := range r.missing {
		if line := printable.Text("skipped: " + n.Reason()); c.Skipped == nil || line != c.Skipped.Message {
			output = append(output, line)
		}
	}
	c.Output = strings.Join(append(output, suppressed...), "\n")
	return c
}

// junitFinding is a finding in one line.
func (v view) junitFinding(f decision.Finding) string {
	details := "trigger id: " + f.TriggerID
	if where := place(f); where != "" {
		details = where + "; " + details
	}
	action := f.Action
	if excuse := v.excuse(f); excuse != "" {
		action, details = "suppressed", details+"; by "+excuse
	}
	return printable.Text(fmt.Sprintf("%s: %s (%s)", action, f.Message, details))
}

func junitProblem(e decision.Error) *junitOutcome {
	return &junitOutcome{printable.Text(e.Kind), printable.Text(at(e.Message, e.Pointer)), ""}
}
