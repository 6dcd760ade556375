package report

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// why is the line under the verdict: what decided, and how much there is to read. said
// stands before it already.
func why(d *decision.Decision, said string) string {
	reasons := decisive(d)
	if text := Unevaluated(d.Errors); text != "" && text != said {
		reasons = append(reasons, text)
	}
	if text := tally(d); text != "" && (len(d.Errors) == 0 || len(d.Findings) > 0) {
		reasons = append(reasons, text)
	}
	if n := d.RulesNotEvaluated(); n > 0 {
		reasons = append(reasons, count(n, "rule")+" skipped")
	}
	line := strings.Join(reasons, "; ")
	if name := bundleName(d.Bundle); name != "" {
		line += "; bundle " + name
	}
	return line
}

// decisive is what decided where it was not the findings.
func decisive(d *decision.Decision) []string {
	switch d.Reason {
	case "blacklisted":
		return []string{"blacklisted by image rule " + nameOf(d.MatchedBlacklistedImage) + ", whatever the policies say"}
	case "whitelisted":
		return []string{"whitelisted by image rule " + nameOf(d.MatchedWhitelistedImage) + ", though the policies say " + d.PolicyAction}
	}
	if isNull(d.MatchedMapping) {
		return []string{"no mapping of the bundle matches, so no policy was evaluated"}
	}
	return nil
}

// tally counts the findings by what became of them.
func tally(d *decision.Decision) string {
	counts := map[string]int{}
	for _, f := range d.Findings {
		counts[state(f)]++
	}
	var parts []string
	for _, s := range []string{decision.Stop, decision.Warn, decision.Go, "suppressed"} {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, ", ")
	case len(d.Policies) == 0:
		return ""
	}
	return "no findings from " + count(d.RulesSilent(), "rule")
}

// state is a finding's action, or "suppressed".
func state(f decision.Finding) string {
	if f.Whitelisted != nil {
		return "suppressed"
	}
	return f.Action
}

func bundleName(b decision.Bundle) string {
	return or(b.Name, or(b.ID, ""))
}

// policyOf says which policy of a registry a bundle is, and who has signed it; "" of one that is neither pulled nor verified.
func policyOf(b decision.Bundle) string {
	text := b.Reference
	if b.Digest != "" && !strings.HasSuffix(text, "@"+b.Digest) {
		text += "@" + b.Digest
	}
	if b.SignedBy != "" {
		text = strings.TrimPrefix(text+", signed by "+b.SignedBy, ", ")
	}
	return text
}

// nameOf is the name of a rule of the bundle, as far as it has one.
func nameOf(rule json.RawMessage) string {
	var named struct{ Name string }
	if json.Unmarshal(rule, &named) != nil || named.Name == "" {
		return "without a name"
	}
	return named.Name
}

func isNull(value json.RawMessage) bool {
	return len(value) == 0 || string(value) == "null"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
