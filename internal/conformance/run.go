package conformance

import (
	"bytes"
	"context"
	"crypto/sha256"
	stderrors "errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
)

// Outcome is what Pratique makes of a case: a decision, or the stage at which
// there is none.
type Outcome struct {
	Decision *decision.Decision
	Stage    string // "", "build" or "evaluation"
	Reason   string
	Errors   []ExpectedError
}

// Runner runs cases, translating each bundle once.
type Runner struct {
	policies map[[32]byte]translated
}

type translated struct {
	policy *policy.Policy
	err    error
}

const inputLimit = 64 << 20

// Run decides one case as Anchore evaluates a stored bundle: leniently, with
// end-of-life gates skipped.
func (r *Runner) Run(ctx context.Context, c Case) (Outcome, error) {
	t := r.translate(ctx, c.Bundle)
	if t.err != nil {
		return rejected(t.err)
	}
	input, err := policy.ReadValue(bytes.NewReader(c.Input), inputLimit, nil)
	if err != nil {
		return Outcome{}, err
	}
	if err := pyregex.Fill(ctx, t.policy, input, pyregex.DefaultLimits()); err != nil {
		return Outcome{}, err
	}
	// The documents say when they are evaluated; the clock must not matter.
	d, err := t.policy.Decide(ctx, input, policy.Settings{}, time.Unix(0, 0))
	if err != nil {
		return Outcome{}, err
	}
	return outcome(d), nil
}

func (r *Runner) translate(ctx context.Context, bundle []byte) translated {
	key := sha256.Sum256(bundle)
	if t, ok := r.policies[key]; ok {
		return t
	}
	var t translated
	result, err := translate.Translate("bundle.json", bundle, rego.FS, translate.Options{Lenient: true, AllowDeprecated: true})
	if err != nil {
		t.err = err
	} else {
		t.policy, t.err = policy.Compile(ctx, sources(result), policy.Options{})
	}
	if r.policies == nil {
		r.policies = map[[32]byte]translated{}
	}
	r.policies[key] = t
	return t
}

func sources(r *translate.Result) map[string][]byte {
	modules := make(map[string][]byte, len(r.Modules))
	for _, m := range r.Modules {
		modules[m.Path] = m.Source
	}
	return modules
}

func rejected(err error) (Outcome, error) {
	var list translate.Errors
	if !stderrors.As(err, &list) {
		return Outcome{}, err
	}
	o := Outcome{Stage: "build", Reason: err.Error()}
	for _, e := range list {
		o.Errors = append(o.Errors, ExpectedError{
			Kind: e.Kind, Gate: e.Gate, Trigger: e.Trigger, RuleID: e.RuleID, Message: e.Message,
		})
	}
	return o, nil
}

// evaluationKinds are the kinds of errors that a rule or a whitelist item met
// while it was evaluated.
var evaluationKinds = []string{"TriggerEvaluationError", "WhitelistItemError"}

func outcome(d *decision.Decision) Outcome {
	o := Outcome{Decision: d}
	var reasons []string
	for _, e := range d.Errors {
		o.Errors = append(o.Errors, ExpectedError{Kind: e.Kind, Gate: e.Gate, Trigger: e.Trigger, RuleID: e.RuleID, Message: e.Message})
		reasons = append(reasons, e.Kind+": "+e.Message)
	}
	if len(d.Errors) == 0 {
		return o
	}
	o.Reason = strings.Join(reasons, "; ")
	o.Stage = "build"
	if slices.ContainsFunc(d.Errors, inEvaluation) {
		o.Stage = "evaluation"
	}
	return o
}

// inEvaluation tells an error of a rule, or of an image list, from a problem of
// a mapping: Anchore tests image lists when the policies have run.
func inEvaluation(e decision.Error) bool {
	return slices.Contains(evaluationKinds, e.Kind) || e.Pointer != nil && strings.Contains(*e.Pointer, "listed_images/")
}

// Tally counts the cases of one area.
type Tally struct {
	Area                       string
	Passed, Failed, Deviations int
}

func (t Tally) String() string {
	return fmt.Sprintf("%-16s %d passed, %d failed (%d by a listed deviation)", t.Area, t.Passed, t.Failed, t.Deviations)
}
