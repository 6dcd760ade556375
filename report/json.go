package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/pratique-dev/pratique/decision"
)

// writeJSON writes the decision as schemas/decision.schema.json has it; of several
// images an array of them.
func writeJSON(w io.Writer, inputs []Input, _ Options) error {
	if len(inputs) == 1 {
		return encode(w, inputs[0].Decision)
	}
	list := make([]*decision.Decision, len(inputs))
	for i, in := range inputs {
		list[i] = in.Decision
	}
	return encode(w, list)
}

// undecided is a decision document that is none. It is valid under the schema, so that
// a program which only asks for the final action stops.
type undecided struct {
	NoDecision bool `json:"no_decision"`
	decision.Decision
}

func jsonError(w io.Writer, cause error) error {
	return encode(w, undecided{NoDecision: true, Decision: decision.Decision{
		FinalAction:  decision.Stop,
		PolicyAction: decision.Stop,
		Reason:       "policy_evaluation",
		Policies:     []decision.Policy{},
		Findings:     []decision.Finding{},
		Errors:       []decision.Error{{Kind: "NoDecision", Message: cause.Error()}},
		Warnings:     []decision.Warning{},
		NotEvaluated: []decision.NotEvaluated{},
	}})
}

func encode(w io.Writer, value any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // messages hold <, > and &
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
