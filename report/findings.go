package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// group is a policy and its findings.
type group struct {
	policy   decision.Policy
	findings []decision.Finding
}

// groups sorts the findings under their policies, worst first, otherwise in the
// decision's order. A policy that a mapping names twice is shown once, with all.
func groups(d *decision.Decision) []group {
	var list []group
	index := map[string]int{}
	for _, p := range d.Policies {
		if _, ok := index[p.ID]; !ok {
			index[p.ID] = len(list)
			list = append(list, group{policy: p})
		}
	}
	for _, f := range d.Findings {
		i, ok := index[f.PolicyID]
		if !ok {
			i = len(list)
			index[f.PolicyID] = i
			list = append(list, group{policy: decision.Policy{ID: f.PolicyID}})
		}
		list[i].findings = append(list[i].findings, f)
	}
	for _, g := range list {
		slices.SortStableFunc(g.findings, func(a, b decision.Finding) int { return cmp.Compare(rank(a), rank(b)) })
	}
	return list
}

func rank(f decision.Finding) int {
	return slices.Index([]string{decision.Stop, decision.Warn, decision.Go, "suppressed"}, state(f))
}

// policy writes a policy's heading and one line a finding:
//
//	ACTION  GATE/TRIGGER  MESSAGE  [LOCATION]
func (p page) policy(d *decision.Decision, g group) {
	findings, suppressed := g.findings, 0
	if !p.ShowSuppressed {
		findings = slices.DeleteFunc(slices.Clone(findings), func(f decision.Finding) bool { return f.Whitelisted != nil })
		suppressed = len(g.findings) - len(findings)
	}
	if len(findings) == 0 && suppressed == 0 && !p.ShowPassed {
		return
	}
	heading := "policy " + or(g.policy.Name, g.policy.ID)
	if suppressed > 0 {
		heading += fmt.Sprintf(" (%d suppressed)", suppressed)
	}
	if p.ShowPassed {
		heading += ": " + outcomeOf(d, g.policy).String()
	}
	p.line("\n%s", printable.Text(heading))
	width := 0
	for _, f := range findings {
		width = max(width, len([]rune(printable.Text(rule(f)))))
	}
	for _, f := range findings {
		p.line("  %s  %s  %s%s", p.paint(f.Action, pad(printable.Text(f.Action), 4)), pad(printable.Text(rule(f)), width), printable.Text(f.Message), printable.Text(remark(f)))
	}
}

func rule(f decision.Finding) string { return f.Gate + "/" + f.Trigger }

// remark is what follows a message: where, and which whitelist suppressed it.
func remark(f decision.Finding) string {
	var parts []string
	if where := place(f); where != "" {
		parts = append(parts, where)
	}
	if f.Whitelisted != nil {
		parts = append(parts, "suppressed by whitelist "+or(f.Whitelisted.WhitelistName, f.Whitelisted.WhitelistID))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  [" + strings.Join(parts, "; ") + "]"
}

// place is Dockerfile:3, Dockerfile:3-5, or a path of the image that the message does
// not name.
func place(f decision.Finding) string {
	l := f.Location
	switch {
	case l == nil:
		return ""
	case l.StartLine > 0 && l.EndLine > l.StartLine:
		return fmt.Sprintf("%s:%d-%d", fileOf(l), l.StartLine, l.EndLine)
	case l.StartLine > 0:
		return fmt.Sprintf("%s:%d", fileOf(l), l.StartLine)
	case l.Path != "" && !strings.Contains(f.Message, l.Path):
		return l.Path
	}
	return l.File
}

func fileOf(l *decision.Location) string { return or(&l.File, "Dockerfile") }
