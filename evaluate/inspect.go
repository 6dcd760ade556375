package evaluate

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// Request asks for the decision on one image.
type Request struct {
	Extract extract.Options
	// OnError is what an error of a rule means, see policy.Settings.
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

	Bundle     *Bundle  // that decided
	Dockerfile string   // path of the one that was given, "" for none
	Digest     string   // SHA-256 of a Dockerfile that was judged alone, "" otherwise
	Layers     []string // digests of the image's layers, oldest first
}

// Inspect extracts the facts that the bundle reads and judges them.
func (b *Bundle) Inspect(ctx context.Context, r Request) (*Result, error) {
	r.Extract.Needs = b.needs(r)
	input, err := facts(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := pyregex.Fill(ctx, b.policy, input, pyregex.DefaultLimits()); err != nil {
		return nil, fmt.Errorf("judging %s: %w", subject(r), err)
	}
	digests := layers(input) // from here on nothing keeps the input, which may be most of the memory
	d, report, err := b.decide(ctx, input, policy.Settings{OnError: r.OnError, Tracer: r.Tracer}, r.Now)
	if err != nil {
		return nil, fmt.Errorf("judging %s: %w", subject(r), err)
	}
	result := &Result{Decision: d, Controls: report, Image: subject(r), Bundle: b, Layers: digests}
	if given := r.Extract.Dockerfile; given != nil {
		result.Dockerfile = given.Path
		if r.Extract.Source == "" {
			result.Digest = fmt.Sprintf("sha256:%x", sha256.Sum256(given.Contents))
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
	d, err := extract.Extract(ctx, r.Extract)
	if err != nil {
		return nil, err
	}
	if err := pyregex.Answer(ctx, b.policy, d, pyregex.DefaultLimits()); err != nil {
		return nil, fmt.Errorf("extracting %s: %w", subject(r), err)
	}
	return d, nil
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
