package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// homepage identifies Pratique where a format wants a URI.
const homepage = "https://github.com/pratique-dev/pratique"

// imageBase names the root of the image's file system in SARIF's URIs.
const imageBase = "IMAGE"

// sarif writes a SARIF 2.1.0 log with a run for each image.
func sarif(w io.Writer, inputs []Input, o Options) error {
	log := sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{}}
	categories := map[string]int{}
	for _, in := range inputs {
		r := run{view: look(in), o: o, index: map[string]int{}, seen: map[string]int{}}
		built := r.build()
		// GitHub takes one run a category, which is what is before the last slash.
		category := "pratique/" + r.repository()
		if categories[category]++; categories[category] > 1 {
			category += "#" + strconv.Itoa(categories[category])
		}
		built.AutomationDetails = &sarifAutomation{ID: category + "/"}
		log.Runs = append(log.Runs, built)
	}
	return encode(w, log)
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
	index map[string]int // rule id -> its index in rules
	seen  map[string]int // fingerprint -> how many results have it
}

func (r *run) build() sarifRun {
	results := []sarifResult{}
	d := r.Decision
	if d.Reason == "blacklisted" {
		e := blacklisted(d)
		results = append(results, r.result(e, nil, nil))
	}
	for _, f := range d.Findings {
		e := entry{level: level(f.Action), rule: rule(f), message: f.Message, where: spotOf(f.Location), id: f.TriggerID}
		results = append(results, r.result(e, r.suppressions(f), about(f)))
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
	return built
}

// result is one result; rules are described when the first result needs them.
func (r *run) result(e entry, suppressions []sarifSuppression, properties map[string]any) sarifResult {
	i, ok := r.index[e.rule]
	if !ok {
		i = len(r.rules)
		r.index[e.rule] = i
		r.rules = append(r.rules, r.describe(e.rule))
	}
	print := fingerprint(append(strings.SplitN(e.rule, "/", 2), e.id)...)
	r.seen[print]++
	if suppressions == nil {
		suppressions = []sarifSuppression{}
	}
	return sarifResult{
		RuleID: e.rule, RuleIndex: i, Level: e.level, Message: plain(e.message),
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

func (r *run) describe(id string) sarifRule {
	gate, trigger, _ := strings.Cut(id, "/")
	help := r.o.Help[id]
	if help.Title == "" {
		help.Title = fmt.Sprintf("Gate %s, trigger %s", gate, trigger)
	}
	if id == "pratique/blacklisted_image" {
		help = Help{"Blacklisted image", "The bundle lists the image among its blacklisted_images, which decides whatever the policies say."}
	}
	if help.Description == "" {
		help.Description = fmt.Sprintf("A rule of the policy bundle for trigger %s of gate %s. pratique gates %s describes its parameters.", trigger, gate, id)
	}
	return sarifRule{ID: id, ShortDescription: sarifText{help.Title}, FullDescription: sarifText{help.Description}, Help: sarifText{help.Description}}
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
