package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// homepage identifies Pratique where a format wants a URI.
const homepage = "https://github.com/pratique-dev/pratique"

// imageBase names the root of the image's file system in SARIF's URIs.
const imageBase = "IMAGE"

// sarif writes a SARIF 2.1.0 log with a run for each image, within what code-scanning services take.
func sarif(w io.Writer, inputs []Input, o Options) error {
	log := sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{}}
	categories := map[string]int{}
	kept, left := worstRuns(inputs)
	for _, in := range kept {
		r := run{view: look(in), o: o, index: map[string]int{}, ids: map[string]int{}, seen: map[string]int{}}
		built := r.build()
		// GitHub takes one run a category, which is what is before the last slash.
		category := "pratique/" + r.repository()
		if categories[category]++; categories[category] > 1 {
			category += "#" + strconv.Itoa(categories[category])
		}
		built.AutomationDetails = &sarifAutomation{ID: category + "/"}
		log.Runs = append(log.Runs, built)
	}
	if left > 0 {
		log.Runs[0].leftOut(fmt.Sprintf("%s left out: a log has at most %d runs; write a log for each image", count(left, "image"), maxRuns))
	}
	return encodeWithin(w, &log)
}

func sarifError(w io.Writer, cause error) error {
	n := sarifNotification{Descriptor: sarifReference{"no_decision"}, Level: levelError, Message: plain("no decision: " + cause.Error())}
	return encode(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{{
		Tool:        sarifTool{driver(Options{})},
		Invocations: []sarifInvocation{{Notifications: []sarifNotification{n}}},
		Results:     []sarifResult{},
	}}})
}

func driver(o Options) sarifDriver {
	return sarifDriver{Name: "Pratique", InformationURI: homepage, Version: o.ToolVersion, Rules: []sarifRule{}}
}

// run is a SARIF run in the making.
type run struct {
	view
	o     Options
	rules []sarifRule
	index map[string]int // what tells a rule -> its index in rules
	ids   map[string]int // rule id -> how many rules would have it
	seen  map[string]int // fingerprint -> how many results have it
}

func (r *run) build() sarifRun {
	results := []sarifResult{}
	d := r.Decision
	if d.Reason == "blacklisted" {
		results = append(results, r.result(blacklisted(d), decision.Finding{}, nil, nil))
	}
	findings := slices.Clone(d.Findings)
	slices.SortStableFunc(findings, func(a, b decision.Finding) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(severityRank(a.Severity), severityRank(b.Severity)))
	})
	left := 0
	for _, f := range findings {
		suppressions := r.suppressions(f)
		switch {
		case suppressions != nil && !r.o.ShowSuppressed:
			continue
		case len(results) == maxResults:
			left++
			continue
		}
		e := entry{level: level(f.Action), rule: rule(f), message: f.Message, where: spotOf(f.Location), id: f.TriggerID}
		results = append(results, r.result(e, f, suppressions, about(f)))
	}
	built := sarifRun{
		Tool:        sarifTool{driver(r.o)},
		Invocations: []sarifInvocation{r.invocation()},
		Results:     results,
		BaseIDs:     map[string]sarifBase{imageBase: {sarifText{"The root of the image's file system."}}},
		Properties: map[string]any{
			"finalAction": d.FinalAction, "policyAction": d.PolicyAction, "reason": d.Reason,
			"image": r.name, "imageDigest": or(r.image.Digest, ""), "bundle": bundleName(d.Bundle),
		},
	}
	built.Tool.Driver.Rules = append(built.Tool.Driver.Rules, r.rules...)
	if left > 0 {
		built.leftOut(fmt.Sprintf("%s left out, the least severe: a run has at most %d", count(left, "result"), maxResults))
	}
	return built
}

// result is one result; rules are described when the first result needs them.
func (r *run) result(e entry, f decision.Finding, suppressions []sarifSuppression, properties map[string]any) sarifResult {
	key := or(f.RulePointer, "") + "\x00" + or(f.RuleID, "") + "\x00" + e.rule
	i, ok := r.index[key]
	if !ok {
		i = len(r.rules)
		r.index[key] = i
		r.rules = append(r.rules, r.describe(e, f))
	}
	id := r.rules[i].ID
	print := fingerprint(append(strings.SplitN(e.rule, "/", 2), e.id)...)
	r.seen[print]++
	if suppressions == nil {
		suppressions = []sarifSuppression{}
	}
	return sarifResult{
		RuleID: id, RuleIndex: i, Level: e.level, Message: plain(e.message),
		Locations: []sarifLocation{r.location(e.where)},
		Fingerprints: map[string]string{
			"gateTriggerTriggerId/v1": print,
			// The one that GitHub compares, in its form: what repeats is numbered.
			"primaryLocationLineHash": print + ":" + strconv.Itoa(r.seen[print]),
		},
		Suppressions: suppressions,
		Properties:   properties,
	}
}

// describe is a rule of the bundle, by its first and so most severe finding.
func (r *run) describe(e entry, f decision.Finding) sarifRule {
	id := e.rule
	if f.RuleID != nil && *f.RuleID != "" {
		id += "/" + *f.RuleID
	} else if f.RulePointer != nil {
		id += *f.RulePointer
	}
	if r.ids[id]++; r.ids[id] > 1 { // of another policy
		id += "#" + strconv.Itoa(r.ids[id])
	}
	help := r.o.Help[e.rule]
	if e.rule == "pratique/blacklisted_image" {
		help = Help{"Blacklisted image", "The bundle lists the image among its blacklisted_images, which decides whatever the policies say."}
	}
	gate, trigger, _ := strings.Cut(e.rule, "/")
	title := cmp.Or(f.Title, help.Title, fmt.Sprintf("Gate %s, trigger %s", gate, trigger))
	description := cmp.Or(f.Description, help.Description, fmt.Sprintf("A rule of the policy bundle for trigger %s of gate %s. pratique gates %s describes its parameters.", trigger, gate, e.rule))
	text, markdown := description, entities(description)
	if f.Remediation != "" {
		text += "\n\nFix: " + f.Remediation
		markdown += "\n\n**Fix:** " + entities(f.Remediation)
	}
	described := sarifRule{
		ID: id, ShortDescription: plain(title), FullDescription: plain(description), Help: sarifHelp{plain(text).Text, markdown},
		Default: &sarifDefault{e.level}, Properties: map[string]any{"tags": []string{"security", gate}},
	}
	if strings.HasPrefix(f.Help, "https://") {
		described.HelpURI = f.Help
	}
	if score := securitySeverity(f.Severity); score != "" {
		described.Properties["security-severity"] = score
		described.Properties["problem.severity"] = e.level
	}
	return described
}

// location names a physical one always, even for what is about the image as a whole:
// GitHub refuses the log otherwise. It wants a line, too.
func (r *run) location(s spot) sarifLocation {
	if s.file != "" {
		region := sarifRegion{StartLine: max(1, s.start)}
		if s.end > s.start {
			region.EndLine = s.end
		}
		return sarifLocation{Physical: sarifPhysical{sarifArtifact{URI: reference(s.file)}, region}}
	}
	artifact := sarifArtifact{URI: reference(r.fileFor(s))}
	logical := sarifLogical{Name: r.name, QualifiedName: r.full(), Kind: "image"}
	properties := map[string]any{}
	if s.layer >= 0 {
		properties["layer"] = s.layer
	}
	if digest := r.layerDigest(s); digest != "" {
		properties["layerDigest"] = digest
		logical.QualifiedName += "/" + digest
		logical.Name, logical.Kind = digest, "layer"
	}
	if s.path != "" {
		inside := strings.TrimLeft(s.path, "/")
		artifact = sarifArtifact{URI: reference(inside), URIBaseID: imageBase}
		logical.QualifiedName += "/" + inside
		logical.Name, logical.Kind = s.path, "file"
	}
	return sarifLocation{sarifPhysical{artifact, sarifRegion{StartLine: 1}}, []sarifLogical{logical}, properties}
}

func (r *run) suppressions(f decision.Finding) []sarifSuppression {
	excuse := r.excuse(f)
	if excuse == "" {
		return nil
	}
	return []sarifSuppression{{Kind: "external", Status: "accepted", Justification: excuse}}
}

// about is what a finding says that SARIF has no place for.
func about(f decision.Finding) map[string]any {
	properties := map[string]any{"action": f.Action, "policyId": f.PolicyID, "triggerId": f.TriggerID}
	if f.RuleID != nil {
		properties["ruleId"] = *f.RuleID
	}
	if f.RulePointer != nil {
		properties["rulePointer"] = *f.RulePointer
	}
	return properties
}

// plain is a message without embedded links (SARIF 3.11.6), which an image's file name
// could spell.
func plain(message string) sarifText {
	return sarifText{strings.ReplaceAll(message, "](", `\](`)}
}

// invocation is not successful where anything was not evaluated: no results would read
// as a pass.
func (r *run) invocation() sarifInvocation {
	d := r.Decision
	i := sarifInvocation{ExecutionSuccessful: r.Undecided == "" && len(d.Errors) == 0 && len(d.NotEvaluated) == 0}
	if at := evaluatedAt(d); at.Unix() != 0 {
		i.EndTimeUTC = at.Format(time.RFC3339)
	}
	notify := func(kind, level, message string, rule *sarifReference) {
		i.Notifications = append(i.Notifications, sarifNotification{sarifReference{kind}, rule, level, plain(message)})
	}
	if r.Undecided != "" {
		notify("no_decision", levelError, "no decision: "+r.Undecided, nil)
	}
	for _, e := range r.errors() {
		var rule *sarifReference
		if e.Gate != nil {
			rule = &sarifReference{*e.Gate + "/" + or(e.Trigger, "")}
		}
		notify(e.Kind, levelError, at(e.Message, e.Pointer), rule)
	}
	for _, n := range d.NotEvaluated {
		text := fmt.Sprintf("skipped: %s: %s", or(n.RuleID, or(n.RulePointer, "the rule")), n.Reason())
		notify("not_evaluated", levelWarning, text, &sarifReference{n.Gate + "/" + n.Trigger})
	}
	for _, w := range d.Warnings {
		notify(w.Kind, warningLevel(w), at(w.Message, w.Pointer), nil)
	}
	return i
}
