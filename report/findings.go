package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
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

func rule(f decision.Finding) string { return f.Gate + "/" + f.Trigger }

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
