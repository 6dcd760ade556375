package evaluate

import (
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/topdown"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/source"
)

// Settings are how facts are judged.
type Settings struct {
	// OnError is what an error of a rule means.
	OnError policy.OnError
	// StrictFacts makes each problem of a fact that a rule reads an error (see policy.Settings).
	StrictFacts bool
	// Tracer is told of each step of the evaluation; nil for none.
	Tracer topdown.QueryTracer
	// Released is called when a large input is no longer needed (see policy.Settings); nil for none.
	Released func()
	// Baseline are findings that decide nothing, since they were known before; nil for none.
	Baseline *Baseline
	// RedactDockerfile takes the values of secrets out of messages of Anchore's dockerfile gate,
	// after their ids are made.
	RedactDockerfile bool
	// Exposure asks for the vulnerabilities by package, beside the decision.
	Exposure bool
}

// Result is the decision on one image.
type Result struct {
	Decision *decision.Decision
	// Controls is the report on a benchmark, where the bundle was loaded for one.
	Controls *controls.Report
	Image    string // as it was asked for

	Bundle     *Bundle  // that decided
	Dockerfile string   // path of the one that was given, "" for none
	Digest     string   // SHA-256 of a Dockerfile that was judged alone, "" otherwise
	Layers     []string // digests of the image's layers, oldest first

	baselineKey string
	// Exposure are the vulnerabilities by package; nil where nobody asked, or looked for them.
	Exposure *Exposure
}

// Options are what Evaluate takes beside the image. The zero Options are good.
type Options struct {
	Request // Source and Needs of Extract are set by Evaluate
	Settings
}

// Evaluate extracts the facts of an image that the bundle reads and judges them: Facts, then
// Judge. The zero Ref is no image: the Dockerfile or what runs images is judged alone.
//
// Rules that find something are no error: they are in the decision. An error means that there is
// no decision; those of a source, a Dockerfile or data wrap their cause.
func (b *Bundle) Evaluate(ctx context.Context, image source.Ref, o Options) (*Result, error) {
	o.Extract.Source = image
	facts, err := FactsFor(ctx, o.Request, b)
	if err != nil {
		return nil, err
	}
	return b.Judge(ctx, facts, o.Settings)
}

// Judge gives the decision on facts. They may come from FactsFor with other bundles beside this
// one; rules whose facts were not extracted are not evaluated, and said so in the decision.
func (b *Bundle) Judge(ctx context.Context, f *Facts, s Settings) (*Result, error) {
	result := &Result{Image: f.subject, Bundle: b, Dockerfile: f.dockerfile, Digest: f.digest, Layers: f.layers}
	input, now := f.input, f.now // from here on f is not kept: the input may be most of the memory
	if err := pyregex.Fill(ctx, b.policy, input, pyregex.DefaultLimits()); err != nil {
		return nil, fmt.Errorf("judging %s: %w", result.Image, err)
	}
	var err error
	if result.baselineKey, err = baselineKey(input, result.Image); err != nil {
		return nil, fmt.Errorf("judging %s: %w", result.Image, err)
	}
	if s.Exposure {
		if result.Exposure, err = exposure(input); err != nil {
			return nil, fmt.Errorf("judging %s: %w", result.Image, err)
		}
	}
	var places places
	result.Decision, result.Controls, err = b.decide(ctx, input, policy.Settings{
		OnError: s.OnError, Baseline: s.Baseline.of(result.baselineKey), StrictFacts: s.StrictFacts, Tracer: s.Tracer, Released: s.Released,
		Answered: places.read,
	}, now)
	if err != nil {
		return nil, fmt.Errorf("judging %s: %w", result.Image, err)
	}
	places.describe(result.Decision.Findings)
	result.Decision.Bundle.Origin = b.origin
	if s.RedactDockerfile {
		redactMessages(result.Decision)
	}
	return result, nil
}

// redactMessages takes the values of secrets out of what quotes the Dockerfile. The ids of the
// findings are those of the messages as they were.
func redactMessages(d *decision.Decision) {
	for i := range d.Findings {
		if f := &d.Findings[i]; f.Gate == "dockerfile" {
			f.Message = extract.RedactText(f.Message)
		}
	}
	for i := range d.Errors {
		d.Errors[i].Message = extract.RedactText(d.Errors[i].Message)
	}
	for i := range d.Warnings {
		d.Warnings[i].Message = extract.RedactText(d.Warnings[i].Message)
	}
}

// Extract gives the document of an image with the facts that the bundle reads, so that stock OPA
// can judge it under the translated bundle.
func (b *Bundle) Extract(ctx context.Context, r Request) (*document.Document, error) {
	if r.Extract.Needs == nil {
		r.Extract.Needs = needsOf([]*Bundle{b})
	}
	d, err := extract.Extract(ctx, r.Extract)
	if err != nil {
		return nil, err
	}
	if err := pyregex.Answer(ctx, b.policy, d, pyregex.DefaultLimits()); err != nil {
		return nil, fmt.Errorf("extracting %s: %w", subject(r), err)
	}
	return d, nil
}
