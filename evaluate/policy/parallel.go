package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
	"golang.org/x/sync/errgroup"
)

const (
	partsQuery = "data.pratique.parts"
	// manyFiles is from how many files on an input is large.
	manyFiles = 2000
)

// part is what one rule of the bundle finds.
type part struct {
	Module  string `json:"module"`
	Pointer string `json:"pointer"`
	Gate    string `json:"gate"`
	Trigger string `json:"trigger"`
}

// isLarge says whether an input is so large that its evaluation takes longer than it takes to
// share it among processors.
func isLarge(input ast.Value) bool {
	files, err := input.Find(ast.Ref{ast.StringTerm("files")})
	if err != nil {
		return false
	}
	object, ok := files.(ast.Object)
	return ok && object.Len() >= manyFiles
}

// evaluateParts evaluates the findings that the decision will ask for, side by side,
// so that it finds them in the cache. What they mean is left to the decision; an
// error that ends one of them will end it too.
func (p *Policy) evaluateParts(ctx context.Context, cached *sharedCache, options []rego.EvalOption) ([]topdown.Error, error) {
	var builtin []topdown.Error
	parts, err := p.listParts(ctx, cached, append(options, rego.EvalBuiltinErrorList(&builtin)))
	if err != nil {
		return nil, err
	}
	// Rules of one trigger have documents in common, which two goroutines would both evaluate.
	var triggers [][]part
	of := map[[2]string]int{}
	for _, x := range parts {
		trigger := [2]string{x.Gate, x.Trigger}
		i, ok := of[trigger]
		if !ok {
			i = len(triggers)
			of[trigger] = i
			triggers = append(triggers, nil)
		}
		triggers[i] = append(triggers[i], x)
	}
	errs := make([][]topdown.Error, len(triggers))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, list := range triggers {
		group.Go(func() error {
			own := append(slices.Clip(options), rego.EvalBuiltinErrorList(&errs[i]))
			for _, x := range list {
				if err := p.evaluatePart(ctx, x, append(slices.Clip(own), rego.EvalVirtualCache(cached.view()))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, list := range errs {
		builtin = append(builtin, list...)
	}
	return builtin, nil
}

// listParts are none where the modules have no such list.
func (p *Policy) listParts(ctx context.Context, cached *sharedCache, options []rego.EvalOption) ([]part, error) {
	query, err := p.prepare(ctx, rego.Query(partsQuery))
	if err != nil {
		return nil, fmt.Errorf("preparing %s: %w", partsQuery, err)
	}
	results, err := query.Eval(ctx, append(options, rego.EvalVirtualCache(cached.view()))...)
	if err != nil {
		return nil, fmt.Errorf("evaluating %s: %w", partsQuery, err)
	}
	if len(results) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(results[0].Expressions[0].Value)
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", partsQuery, err)
	}
	var parts []part
	if err := json.Unmarshal(text, &parts); err != nil {
		return nil, fmt.Errorf("reading %s: %w", partsQuery, err)
	}
	return parts, nil
}

// evaluatePart leaves a part's findings in the cache.
func (p *Policy) evaluatePart(ctx context.Context, x part, options []rego.EvalOption) error {
	findings := ast.Ref{ast.DefaultRootDocument}
	for _, key := range []string{"pratique", "policies", x.Module, "findings", x.Pointer} {
		findings = append(findings, ast.StringTerm(key))
	}
	// An assignment to nothing, or all findings would be converted to values of Go.
	body := ast.NewBody(ast.Equality.Expr(ast.VarTerm("_"), ast.NewTerm(findings)))
	query, err := p.prepare(ctx, rego.ParsedQuery(body))
	if err != nil {
		return fmt.Errorf("preparing %s: %w", findings, err)
	}
	if _, err := query.Eval(ctx, options...); err != nil {
		return fmt.Errorf("evaluating %s: %w", findings, err)
	}
	return nil
}

// sharedCache is the cache of documents that several evaluations share which have the same
// policy and the same input.
type sharedCache struct {
	mu        sync.Mutex
	documents topdown.VirtualCache
}

func newSharedCache() *sharedCache { return &sharedCache{documents: topdown.NewVirtualCache()} }

// view is the cache for one more evaluation.
func (c *sharedCache) view() topdown.VirtualCache {
	return &cacheView{shared: c, own: topdown.NewVirtualCache()}
}

// cacheView is the shared cache and what is of no use to others: the results of functions, which
// are kept with their arguments and are many, and what is evaluated under a "with".
type cacheView struct {
	shared *sharedCache
	own    topdown.VirtualCache
	withs  int
}

// Push implements topdown.VirtualCache.
func (v *cacheView) Push() {
	v.withs++
	v.own.Push()
}

// Pop implements topdown.VirtualCache.
func (v *cacheView) Pop() {
	v.withs--
	v.own.Pop()
}

// shares says whether a reference may be a document's: one of a function's results
// mostly has an argument that is no scalar.
func (v *cacheView) shares(ref ast.Ref) bool {
	if v.withs > 0 {
		return false
	}
	for _, term := range ref[1:] {
		if !ast.IsScalar(term.Value) {
			return false
		}
	}
	return true
}

// Get implements topdown.VirtualCache.
func (v *cacheView) Get(ref ast.Ref) (*ast.Term, bool) {
	if !v.shares(ref) {
		return v.own.Get(ref)
	}
	v.shared.mu.Lock()
	defer v.shared.mu.Unlock()
	return v.shared.documents.Get(ref)
}

// Put implements topdown.VirtualCache.
func (v *cacheView) Put(ref ast.Ref, value *ast.Term) {
	if !v.shares(ref) {
		v.own.Put(ref, value)
		return
	}
	v.shared.mu.Lock()
	defer v.shared.mu.Unlock()
	v.shared.documents.Put(ref, value)
}

// Keys implements topdown.VirtualCache.
func (v *cacheView) Keys() []ast.Ref {
	keys := v.own.Keys()
	if v.withs > 0 {
		return keys
	}
	v.shared.mu.Lock()
	defer v.shared.mu.Unlock()
	return append(v.shared.documents.Keys(), keys...)
}
