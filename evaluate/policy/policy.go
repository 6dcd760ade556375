// Package policy compiles the modules of a translated bundle and asks them
// one question: data.pratique.decision, or why that is so.
package policy

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/cache"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/regoschema"
)

// Query is what a decision is the answer to.
const Query = "data.pratique.decision"

// QueryExplanation is what an explanation of that decision is the answer to.
const QueryExplanation = "data.pratique.explain.document"

// regexCacheEntries is how many compiled patterns outlive one evaluation. OPA's
// own cache evicts at random from the 101st on.
const regexCacheEntries = 10_000

// ErrNoDecision is the error of an evaluation that gave no decision document.
var ErrNoDecision = errors.New("the modules define no decision")

// Policy is a compiled bundle. It is safe for concurrent use.
type Policy struct {
	asked    string // the text of the query
	query    rego.PreparedEvalQuery
	shares   bool // values of rules can be shared: none is base data, which OPA converts when it is looked at
	compiler *ast.Compiler
	store    storage.Store
	// expressions asks for the expressions that RE2 cannot run; nil where there are none.
	expressions *rego.PreparedEvalQuery
	values      cache.InterQueryValueCache
}

// Options are how modules are compiled.
type Options struct {
	// Query is the question, "" for Query.
	Query string
	// Data is the base document, nil for none.
	Data map[string]any
	// Trusted says that the modules are the library's and the translator's own,
	// whose types the tests have checked: they are not checked again, which is a
	// tenth of the time.
	Trusted bool
}

// Compile parses and compiles modules (path -> Rego source).
func Compile(ctx context.Context, modules map[string][]byte, o Options) (*Policy, error) {
	parsed := make(map[string]*ast.Module, len(modules))
	capabilities := Capabilities()
	for path, source := range modules {
		m, err := ast.ParseModuleWithOpts(path, string(source), ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities, ProcessAnnotation: !o.Trusted})
		if err != nil {
			return nil, fmt.Errorf("parsing %s: %w", path, err)
		}
		if !o.Trusted && m != nil && isOurs(m) {
			m.Annotations = nil // the tests have checked it, and that takes a second
		}
		parsed[path] = m
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities).WithDefaultRegoVersion(ast.RegoV1)
	if !o.Trusted {
		set, err := regoschema.Set()
		if err != nil {
			return nil, err
		}
		regoschema.Known(parsed, set)
		compiler = compiler.WithSchemas(set).WithUseTypeCheckAnnotations(true)
	}
	if o.Trusted {
		compiler = compiler.WithSkipStages(ast.StageCheckTypes, ast.StageCheckRecursion, ast.StageBuildRequiredCapabilities)
	}
	if compiler.Compile(parsed); compiler.Failed() {
		return nil, fmt.Errorf("compiling the policy: %w", compiler.Errors)
	}
	data := o.Data
	if data == nil {
		data = map[string]any{}
	}
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))
	p := &Policy{asked: cmp.Or(o.Query, Query), compiler: compiler, store: store, shares: len(o.Data) == 0}
	ask := func(text string) (rego.PreparedEvalQuery, error) {
		query, err := p.prepare(ctx, rego.Query(text))
		if err != nil {
			return query, fmt.Errorf("preparing %s: %w", text, err)
		}
		return query, nil
	}
	var err error
	if p.query, err = ask(p.asked); err != nil {
		return nil, err
	}
	if asksForMatches(parsed) {
		query, err := ask(subjectsPackage + ".expressions")
		if err != nil {
			return nil, err
		}
		p.expressions = &query
	}
	config := cache.Config{InterQueryBuiltinValueCache: cache.InterQueryBuiltinValueCacheConfig{MaxNumEntries: new(regexCacheEntries)}}
	p.values = cache.NewInterQueryValueCache(ctx, &config)
	return p, nil
}

// isOurs says whether a module is the library's or the translator's.
func isOurs(m *ast.Module) bool {
	return len(m.Package.Path) > 1 && m.Package.Path[1].Equal(ast.StringTerm("pratique"))
}

func (p *Policy) prepare(ctx context.Context, query func(*rego.Rego)) (rego.PreparedEvalQuery, error) {
	return rego.New(query, rego.Compiler(p.compiler), rego.Store(p.store)).PrepareForEval(ctx)
}

var settingsKey = ast.StringTerm("evaluation")

// Settings are the choices of a caller that the library's Rego takes into
// account; it finds them under input.evaluation.
type Settings struct {
	// OnError is what an error of a rule means; "" is OnErrorFail.
	OnError OnError `json:"on_error"`
	// StrictFacts makes each problem of a fact that a rule reads an error of the rule: also the
	// usual ones, of which there are warnings otherwise, and facts that are recorded elsewhere.
	StrictFacts bool `json:"strict_facts,omitzero"`
	// Errors are built-in errors of a first evaluation.
	Errors []EngineError `json:"errors"`
	// Baseline are findings that were known before, nil for none.
	Baseline *Baseline `json:"baseline,omitempty"`
	// Tracer is told of each step of the evaluation; nil for none.
	Tracer topdown.QueryTracer `json:"-"`
	// Answered is given the answer, as JSON's values of Go, and the input, before Released; nil for none.
	Answered func(answer any, input ast.Value) error `json:"-"`
	// Released is called when a large input is no longer needed, before the answer is
	// written; nil for none. A command that wants to stay small can give memory back then.
	Released func() `json:"-"`
}

// OnError is what an error of a rule means for the decision.
type OnError string

const (
	OnErrorFail OnError = "fail" // the decision is stop
	OnErrorWarn OnError = "warn" // the errors are listed, the other rules decide
)

// EngineError is an error of one built-in function: without it, the expression
// that called the function would quietly be undefined.
type EngineError struct {
	Message string `json:"message"`
	File    string `json:"file,omitzero"`
	Row     int    `json:"row,omitzero"`
}

// Decide evaluates the decision for one input document. now stands in for the
// clock where the document has no evaluated_at.
//
// Built-in errors are collected and the decision is then asked for once more
// with them in the input, so that what they mean is decided in Rego.
func (p *Policy) Decide(ctx context.Context, input ast.Value, s Settings, now time.Time) (*decision.Decision, error) {
	text, err := p.Raw(ctx, input, s, now)
	if err != nil {
		return nil, err
	}
	var d decision.Decision
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, fmt.Errorf("reading the decision: %w", err)
	}
	d.Describe()
	return &d, nil
}

// Raw is Decide before the JSON is read: it may have fields that
// decision.Decision does not know.
func (p *Policy) Raw(ctx context.Context, input ast.Value, s Settings, now time.Time) (json.RawMessage, error) {
	if s.OnError == "" {
		s.OnError = OnErrorFail
	}
	large := isLarge(input)
	answer, engine, err := p.evaluate(ctx, input, s, now)
	if err == nil && len(engine) > 0 {
		s.Errors = engine
		answer, _, err = p.evaluate(ctx, input, s, now)
	}
	if err != nil {
		return nil, err
	}
	if s.Answered != nil {
		if err := s.Answered(answer, input); err != nil {
			return nil, err
		}
	}
	if large && s.Released != nil {
		s.Released()
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return nil, fmt.Errorf("writing the answer: %w", err)
	}
	return text, nil
}

func (p *Policy) evaluate(ctx context.Context, input ast.Value, s Settings, now time.Time) (any, []EngineError, error) {
	withSettings, err := addSettings(input, s)
	if err != nil {
		return nil, nil, err
	}
	options := []rego.EvalOption{
		rego.EvalParsedInput(withSettings),
		rego.EvalTime(now),
		rego.EvalInterQueryBuiltinValueCache(p.values),
	}
	var builtin, early []topdown.Error
	switch {
	case s.Tracer != nil:
		options = append(options, rego.EvalQueryTracer(s.Tracer))
	case p.shares && runtime.GOMAXPROCS(0) > 1 && isLarge(input):
		cached := newSharedCache()
		if early, err = p.evaluateParts(ctx, cached, slices.Clip(options)); err != nil {
			return nil, nil, err
		}
		options = append(options, rego.EvalVirtualCache(cached.view()))
	}
	options = append(options, rego.EvalBuiltinErrorList(&builtin))
	results, err := p.query.Eval(ctx, options...)
	if err != nil {
		return nil, nil, fmt.Errorf("evaluating %s: %w", p.asked, err)
	}
	if len(results) != 1 || len(results[0].Expressions) != 1 {
		return nil, nil, fmt.Errorf("evaluating %s: %w", p.asked, errors.Join(ErrNoDecision, joined(append(early, builtin...))))
	}
	return results[0].Expressions[0].Value, engineErrors(append(early, builtin...)), nil
}

// Baseline are findings of one image that decide nothing for a time.
type Baseline struct {
	Created  string            `json:"created"` // RFC 3339
	Findings []BaselineFinding `json:"findings"`
}

// BaselineFinding is what tells a finding from others; the message is for people.
type BaselineFinding struct {
	Gate      string `json:"gate"`
	Trigger   string `json:"trigger"`
	TriggerID string `json:"trigger_id"`
	Message   string `json:"message,omitzero"`
}

func addSettings(input ast.Value, s Settings) (ast.Value, error) {
	object, ok := input.(ast.Object)
	if !ok {
		return nil, errors.New("evaluating the policy: the input is not a JSON object")
	}
	// A document from elsewhere must not choose how its errors are judged.
	if object.Get(settingsKey) != nil {
		return nil, fmt.Errorf("evaluating the policy: the input document must not have a key %s", settingsKey)
	}
	v, err := ast.InterfaceToValue(s)
	if err != nil {
		return nil, fmt.Errorf("converting the settings: %w", err)
	}
	merged, _ := object.Merge(ast.NewObject([2]*ast.Term{settingsKey, ast.NewTerm(v)}))
	return merged, nil
}

// engineErrors has each error of each line once: a bad pattern fails for every
// one of 100,000 paths.
func engineErrors(list []topdown.Error) []EngineError {
	var out []EngineError
	seen := map[EngineError]bool{}
	for _, e := range list {
		engine := EngineError{Message: e.Message}
		if e.Location != nil {
			engine.File, engine.Row = e.Location.File, e.Location.Row
		}
		if !seen[engine] {
			seen[engine] = true
			out = append(out, engine)
		}
	}
	return out
}

func joined(list []topdown.Error) error {
	var errs []error
	for i := range list {
		errs = append(errs, &list[i])
	}
	return errors.Join(errs...)
}
