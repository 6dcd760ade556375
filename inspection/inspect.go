package inspection

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/pratique-dev/pratique/controls"
	"github.com/pratique-dev/pratique/decision"
	"github.com/pratique-dev/pratique/document"
	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/matches"
	"github.com/pratique-dev/pratique/report"
)

// Request asks for the decision on one image.
type Request struct {
	Extract extract.Options
	// Supplies are facts beside those that the image has in itself; nil for none.
	Supplies *Supplies
	// OnError is what an error of a rule means, see evaluate.Settings.
	OnError string
	// Now is the time of the evaluation; NowSet says that somebody chose it.
	Now    time.Time
	NowSet bool
	// Tracer is told of each step of the evaluation; nil for none.
	Tracer topdown.QueryTracer
}

// Result is the decision on one image.
type Result struct {
	Decision *decision.Decision
	// Controls is the report on a benchmark, where the bundle was loaded for one.
	Controls *controls.Report
	Image    string // as it was asked for

	bundle     *Bundle
	dockerfile string   // path of the one that was given
	digest     string   // of a Dockerfile that was judged alone
	layers     []string // digests, oldest first
}

// Report is what the renderers need.
func (r *Result) Report() report.Input {
	return report.Input{
		Decision: r.Decision, Image: r.Image, Bundle: r.bundle.Source, BundleURI: r.bundle.Name,
		Dockerfile: r.dockerfile, Digest: r.digest, Layers: r.layers,
	}
}

// Inspect extracts the facts that the bundle reads and judges them.
func (b *Bundle) Inspect(ctx context.Context, r Request) (*Result, error) {
	r.Extract.Needs = b.needs(r)
	input, err := facts(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := matches.Fill(ctx, b.policy, input, matches.DefaultLimits()); err != nil {
		return nil, fmt.Errorf("judging %s: %w", subject(r), err)
	}
	digests := layers(input) // from here on nothing keeps the input, which may be most of the memory
	d, report, err := b.decide(ctx, input, evaluate.Settings{OnError: r.OnError, Tracer: r.Tracer}, r.Now)
	if err != nil {
		return nil, fmt.Errorf("judging %s: %w", subject(r), err)
	}
	result := &Result{Decision: d, Controls: report, Image: subject(r), bundle: b, layers: digests}
	if given := r.Extract.Dockerfile; given != nil {
		result.dockerfile = given.Path
		if r.Extract.Source == "" {
			result.digest = fmt.Sprintf("sha256:%x", sha256.Sum256(given.Contents))
		}
	}
	return result, nil
}

// layers are the digests of the image's layers, oldest first.
func layers(input ast.Value) []string {
	found, err := input.Find(ast.Ref{ast.StringTerm("image"), ast.StringTerm("layers")})
	array, ok := found.(*ast.Array)
	if err != nil || !ok {
		return nil
	}
	var digests []string
	array.Foreach(func(layer *ast.Term) {
		digest, _ := layer.Value.Find(ast.Ref{ast.StringTerm("digest")})
		text, _ := digest.(ast.String)
		digests = append(digests, string(text))
	})
	return digests
}

// needs are those that the request has of its own, else the bundle's; never nil,
// which would be all there are.
func (b *Bundle) needs(r Request) []document.Need {
	if r.Extract.Needs != nil {
		return r.Extract.Needs
	}
	return append([]document.Need{}, b.Needs...)
}

// Extract gives the document of an image with the facts that the bundle reads,
// so that stock OPA can judge it under the translated bundle.
func (b *Bundle) Extract(ctx context.Context, r Request) (*document.Document, error) {
	r.Extract.Needs = b.needs(r)
	d, err := Extract(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := matches.Answer(ctx, b.policy, d, matches.DefaultLimits()); err != nil {
		return nil, fmt.Errorf("extracting %s: %w", subject(r), err)
	}
	return d, nil
}

// Extract gives the document of an image, with the supplies.
func Extract(ctx context.Context, r Request) (*document.Document, error) {
	d, err := look(ctx, r)
	if err != nil {
		return nil, err
	}
	return d, r.Supplies.add(d, r.Extract.Needs)
}

// look extracts the image and the Dockerfile. Facts of what runs an image can be
// judged without either.
func look(ctx context.Context, r Request) (*document.Document, error) {
	if r.Extract.Source == "" && r.Extract.Dockerfile == nil && r.Supplies != nil && r.Supplies.runtime.any() {
		return &document.Document{
			SchemaVersion: document.SchemaVersion,
			Extractor:     &document.Extractor{Name: "pratique", Version: r.Extract.Version},
			Searched:      &document.Searched{Sections: []string{}},
		}, nil
	}
	return extract.Extract(ctx, r.Extract)
}

func subject(r Request) string {
	switch {
	case r.Extract.Source != "":
	case r.Extract.Dockerfile != nil:
		return r.Extract.Dockerfile.Path
	default:
		return "the containers and their host"
	}
	return r.Extract.Source
}
