package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// Levels of an entry, in SARIF's words, worst first.
const (
	levelError   = "error"
	levelWarning = "warning"
	levelNote    = "note"
)

// entry is one thing to say of an image, for formats that are a flat list.
type entry struct {
	level   string
	rule    string // gate/trigger, or pratique/KIND where no rule said it
	title   string // what is wrong, "" where nobody says it
	message string
	where   spot
	id      string // tells it from others of the rule, and stays from run to run
	// severity is the place of the finding's among severities.
	severity int
	problem  bool // it is about the evaluation, not about the image
}

// entries lists what is to be said, worst first: a pipeline's page shows the first few.
func (v view) entries(o Options) []entry {
	list := v.problems()
	if d := v.Decision; d.Reason == "blacklisted" {
		list = append(list, blacklisted(d))
	}
	for _, f := range v.Decision.Findings {
		e := entry{level: level(f.Action), rule: rule(f), title: f.Title, message: f.Message, where: spotOf(f.Location), id: f.TriggerID, severity: severityRank(f.Severity)}
		if excuse := v.excuse(f); excuse != "" {
			if !o.ShowSuppressed {
				continue
			}
			e.level, e.message = levelNote, e.message+" (suppressed: "+excuse+")"
		}
		list = append(list, e)
	}
	for _, n := range missingLines(v.Decision.NotEvaluated) {
		list = append(list, entry{level: levelWarning, rule: n.about, message: "skipped: " + n.said(" "), where: spotOf(nil), id: "not_evaluated " + n.text, problem: true, severity: severityRank("")})
	}
	for _, w := range shown(v.Decision.Warnings, o) {
		list = append(list, entry{level: warningLevel(w), rule: "pratique/" + w.Kind, message: at(w.Message, w.Pointer), where: spotOf(nil), id: w.Message, problem: true, severity: severityRank("")})
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(severity(a.level), severity(b.level)), cmp.Compare(a.severity, b.severity))
	})
	return list
}

// problems are the reason for no decision, and the errors.
func (v view) problems() []entry {
	var list []entry
	if v.Undecided != "" {
		list = append(list, entry{level: levelError, rule: "pratique/no_decision", message: "no decision: " + v.Undecided, where: spotOf(nil), id: v.Undecided, problem: true})
	}
	for _, e := range v.errors() {
		rule := "pratique/" + e.Kind
		if e.Gate != nil {
			rule = *e.Gate + "/" + or(e.Trigger, "")
		}
		not := "not evaluated: "
		if e.Kind == unreadKind {
			not = "not read: "
		}
		list = append(list, entry{level: levelError, rule: rule, message: not + at(e.Message, e.Pointer), where: spotOf(nil), id: e.Message, problem: true})
	}
	return list
}

// errors are the decision's, without the one that repeats why there is no decision.
func (v view) errors() []decision.Error {
	return slices.DeleteFunc(slices.Clone(v.Decision.Errors), func(e decision.Error) bool {
		return e.Kind == nothingKind && e.Message == v.Undecided
	})
}

// blacklisted is the entry of a decision that no finding accounts for.
func blacklisted(d *decision.Decision) entry {
	name := nameOf(d.MatchedBlacklistedImage)
	return entry{level: levelError, rule: "pratique/blacklisted_image", message: "the image is blacklisted by image rule " + name, where: spotOf(nil), id: name}
}

// level says how bad an action is. What is no action is as bad as can be.
func level(action string) string {
	switch action {
	case decision.Go:
		return levelNote
	case decision.Warn:
		return levelWarning
	}
	return levelError
}

func warningLevel(w decision.Warning) string {
	switch w.Kind {
	case "no_mapping", "section_absent", "input_invalid":
		return levelWarning // nothing, or less, was looked at
	}
	return levelNote
}

func severity(level string) int {
	return slices.Index([]string{levelError, levelWarning, levelNote}, level)
}

// headline is the verdict in one line.
func (v view) headline() string {
	return v.label() + " " + v.name + ": " + v.why()
}

// why is what decided, beginning with the reason for no decision.
func (v view) why() string {
	switch {
	case v.Undecided != "" && nothing(v.Decision):
		return v.Undecided
	case v.Undecided != "":
		return v.Undecided + "; " + why(v.Decision, v.Undecided)
	}
	return why(v.Decision, "")
}

// fingerprint is a stable name for what the parts say, 32 hex digits.
func fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}
