package report

import (
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// NoDecision is the input for an image about which nothing could be found out, among
// others for which there is a decision. cause says why, at is when.
func NoDecision(image string, cause error, at time.Time) Input {
	d := noDecisionBecause(cause)
	d.EvaluatedAt = at.UTC().Format(time.RFC3339)
	return Input{Decision: &d, Image: image, Undecided: cause.Error()}
}

// noDecisionBecause is valid under the schema, so that a program which only asks for
// the final action stops.
func noDecisionBecause(cause error) decision.Decision {
	return decision.Decision{
		FinalAction:  decision.Stop,
		PolicyAction: decision.Stop,
		Reason:       "policy_evaluation",
		Policies:     []decision.Policy{},
		Findings:     []decision.Finding{},
		Errors:       []decision.Error{{Kind: nothingKind, Message: cause.Error()}},
		Warnings:     []decision.Warning{},
		NotEvaluated: []decision.NotEvaluated{},
	}
}

// nothingKind is the kind of the error that stands for a missing decision.
const nothingKind = "NoDecision"

// nothing tells a missing decision from one that the command does not take for one:
// there is no more to say of it than why.
func nothing(d *decision.Decision) bool {
	return len(d.Errors) == 1 && d.Errors[0].Kind == nothingKind && len(d.Policies) == 0
}
