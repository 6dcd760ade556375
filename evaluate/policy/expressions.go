package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/pratique-dev/pratique/extract/document"
)

// subjectsPackage is the module that translated bundles have where RE2 cannot
// run some of their regular expressions.
const subjectsPackage = "data.pratique.subjects"

// Expression is a regular expression in Python's syntax that RE2 cannot run, and
// the texts of one document that a rule tests it on, sorted. Need is what the
// rule calls the answer.
type Expression struct {
	Need   document.Need `json:"need"`
	Python string        `json:"python"`
	Texts  []string      `json:"texts"`
}

// Expressions are those that have to be run, sorted by need, before the decision
// on a document is asked for. Most bundles have none.
func (p *Policy) Expressions(ctx context.Context, input ast.Value) ([]Expression, error) {
	if p.expressions == nil {
		return nil, nil
	}
	results, err := p.expressions.Eval(ctx,
		rego.EvalParsedInput(input),
		rego.EvalTime(time.Unix(0, 0)), // nothing that is tested depends on it
		rego.EvalInterQueryBuiltinValueCache(p.values),
	)
	if err != nil {
		return nil, fmt.Errorf("evaluating %s: %w", subjectsPackage, err)
	}
	var list []Expression
	for _, r := range results {
		for _, e := range r.Expressions {
			text, err := json.Marshal(e.Value)
			if err == nil {
				err = json.Unmarshal(text, &list)
			}
			if err != nil {
				return nil, fmt.Errorf("reading the answer of %s: %w", subjectsPackage, err)
			}
		}
	}
	slices.SortFunc(list, func(a, b Expression) int { return strings.Compare(string(a.Need), string(b.Need)) })
	return list, nil
}

func asksForMatches(modules map[string]*ast.Module) bool {
	for _, m := range modules {
		if m.Package.Path.String() == subjectsPackage {
			return true
		}
	}
	return false
}
