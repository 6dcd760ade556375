package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// GroupBys are the orders in which text lists findings, the default first.
func GroupBys() []string { return []string{"policy", "severity", "layer", "location"} }

// section is a heading and what was found under it.
type section struct {
	heading    string
	outcome    string // what became of a policy's rules
	suppressed int    // that are not shown
	blocks     []block
}

// block is what one rule found: the findings have one title and one action.
type block struct{ findings []decision.Finding }

// sections are the findings by GroupBy, worst first.
func (p page) sections(d *decision.Decision) []section {
	if p.GroupBy == "" || p.GroupBy == "policy" {
		var list []section
		for _, g := range groups(d) {
			s := section{heading: "policy " + or(g.policy.Name, g.policy.ID), outcome: outcomeOf(d, g.policy).String()}
			s.add(g.findings, p.ShowSuppressed)
			list = append(list, s)
		}
		return list
	}
	findings := slices.Clone(d.Findings)
	slices.SortStableFunc(findings, func(a, b decision.Finding) int { return cmp.Compare(rank(a), rank(b)) })
	type key struct {
		order   int
		heading string
	}
	byKey := map[key][]decision.Finding{}
	var keys []key
	for _, f := range findings {
		order, heading := p.heading(f)
		k := key{order, heading}
		if _, known := byKey[k]; !known {
			keys = append(keys, k)
		}
		byKey[k] = append(byKey[k], f)
	}
	slices.SortStableFunc(keys, func(a, b key) int { return cmp.Compare(a.order, b.order) })
	var list []section
	for _, k := range keys {
		s := section{heading: k.heading}
		s.add(byKey[k], p.ShowSuppressed)
		list = append(list, s)
	}
	return list
}

// severities are those of findings, worst first.
func severities() []string { return []string{"critical", "high", "medium", "low", "info"} }

// heading is where a finding belongs, and the order of that.
func (p page) heading(f decision.Finding) (int, string) {
	l := f.Location
	switch p.GroupBy {
	case "severity":
		i := slices.Index(severities(), f.Severity)
		if i < 0 {
			return len(severities()), "severity not known"
		}
		return i, "severity " + f.Severity
	case "layer":
		if l == nil || l.Layer == nil {
			return 1 << 30, "no layer"
		}
		heading := fmt.Sprintf("layer %d", *l.Layer)
		if l.Instruction != "" {
			heading += ": " + l.Instruction
		}
		return *l.Layer, heading
	}
	switch {
	case l == nil:
		return 3, "the image as a whole"
	case l.File != "" || l.StartLine > 0:
		return 0, fileOf(l)
	case l.Path != "":
		return 1, l.Path
	case l.Pointer != "":
		return 2, l.Pointer
	}
	return 3, "the image as a whole"
}

// add puts findings into blocks, those of one rule into one, in the order of the first of each.
func (s *section) add(findings []decision.Finding, showSuppressed bool) {
	index := map[string]int{}
	for _, f := range findings {
		if f.Whitelisted != nil && !showSuppressed {
			s.suppressed++
			continue
		}
		key := strings.Join([]string{state(f), or(f.RulePointer, or(f.RuleID, rule(f))), titleOf(f), f.Severity}, "\x00")
		i, known := index[key]
		if !known {
			i = len(s.blocks)
			index[key] = i
			s.blocks = append(s.blocks, block{})
		}
		s.blocks[i].findings = append(s.blocks[i].findings, f)
	}
}

// titleOf is what is wrong. A decision of an older library does not say it.
func titleOf(f decision.Finding) string { return cmp.Or(f.Title, rule(f)) }

// originOf is what is known of a path: the layer that wrote it and by what, mode and owner.
func originOf(l *decision.Location) string {
	if l == nil {
		return ""
	}
	var parts []string
	if l.Layer != nil && *l.Layer >= 0 {
		layer := fmt.Sprintf("layer %d", *l.Layer)
		if l.Instruction != "" {
			layer += " (" + l.Instruction + ")"
		}
		parts = append(parts, layer)
	}
	if l.Mode != "" {
		parts = append(parts, "mode "+l.Mode)
	}
	if l.Owner != "" {
		parts = append(parts, "owner "+l.Owner)
	}
	return strings.Join(parts, ", ")
}
