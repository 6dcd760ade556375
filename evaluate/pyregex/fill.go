package pyregex

import (
	"context"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract/document"
)

// Fill runs those of the policy's expressions to which the document, an OPA
// object, has no answer yet, and writes the answers into it.
func Fill(ctx context.Context, p *policy.Policy, input ast.Value, l Limits) error {
	object, ok := input.(ast.Object)
	if !ok {
		return nil // the policy says what it thinks of that
	}
	expressions, err := p.Expressions(ctx, input)
	if err != nil || len(expressions) == 0 {
		return err
	}
	expressions = slices.DeleteFunc(expressions, answered(object))
	answers, err := Run(ctx, expressions, l)
	if err != nil {
		return err
	}
	answers.insert(object)
	return nil
}

// Answer runs the policy's expressions and writes the answers into a document
// that has none.
func Answer(ctx context.Context, p *policy.Policy, d *document.Document, l Limits) error {
	input, err := policy.Value(d)
	if err != nil {
		return err
	}
	expressions, err := p.Expressions(ctx, input)
	if err != nil || len(expressions) == 0 {
		return err
	}
	answers, err := Run(ctx, expressions, l)
	if err != nil {
		return err
	}
	d.Matches, d.MatchErrors = answers.Matches, nil
	if len(answers.Errors) > 0 {
		d.MatchErrors = answers.Errors
	}
	if d.Searched != nil {
		d.Searched.Needs = withNeeds(d.Searched.Needs, answers.Needs)
	}
	return nil
}

func withNeeds(stated []string, needs []document.Need) []string {
	for _, n := range needs {
		stated = append(stated, string(n))
	}
	slices.Sort(stated)
	return slices.Compact(stated)
}

// answered says whether a document answers an expression. One that does not say
// what was looked for is taken at its word, whatever texts its answer is about.
func answered(d ast.Object) func(policy.Expression) bool {
	searched := object(d, "searched")
	needs := map[string]bool{}
	if searched != nil {
		for _, need := range texts(searched, "needs") {
			needs[need] = true
		}
	}
	matches, errors := object(d, "matches"), object(d, "match_errors")
	return func(e policy.Expression) bool {
		key := ast.StringTerm(e.Python)
		has := matches != nil && matches.Get(key) != nil || errors != nil && errors.Get(key) != nil
		return has && (searched == nil || needs[string(e.Need)])
	}
}

// insert adds the answers to those that the document has.
func (a Answers) insert(d ast.Object) {
	matches := orEmpty(object(d, "matches"))
	for _, python := range slices.Sorted(maps.Keys(a.Matches)) {
		list := append(texts(matches, python), a.Matches[python]...)
		slices.Sort(list)
		matches.Insert(ast.StringTerm(python), array(slices.Compact(list)))
	}
	d.Insert(ast.StringTerm("matches"), ast.NewTerm(matches))
	if len(a.Errors) > 0 {
		errors := orEmpty(object(d, "match_errors"))
		for _, python := range slices.Sorted(maps.Keys(a.Errors)) {
			errors.Insert(ast.StringTerm(python), ast.StringTerm(a.Errors[python]))
		}
		d.Insert(ast.StringTerm("match_errors"), ast.NewTerm(errors))
	}
	if searched := object(d, "searched"); searched != nil {
		searched.Insert(ast.StringTerm("needs"), array(withNeeds(texts(searched, "needs"), a.Needs)))
		d.Insert(ast.StringTerm("searched"), ast.NewTerm(searched))
	}
}

// object is the member of that name, nil where it is no object.
func object(d ast.Object, key string) ast.Object {
	if t := d.Get(ast.StringTerm(key)); t != nil {
		o, _ := t.Value.(ast.Object)
		return o
	}
	return nil
}

func orEmpty(o ast.Object) ast.Object {
	if o == nil {
		return ast.NewObject()
	}
	return o
}

// texts are the strings of the array of that name.
func texts(d ast.Object, key string) []string {
	t := d.Get(ast.StringTerm(key))
	if t == nil {
		return nil
	}
	list, ok := t.Value.(*ast.Array)
	if !ok {
		return nil
	}
	var out []string
	list.Foreach(func(t *ast.Term) {
		if s, ok := t.Value.(ast.String); ok {
			out = append(out, string(s))
		}
	})
	return out
}

func array(list []string) *ast.Term {
	terms := make([]*ast.Term, len(list))
	for i, s := range list {
		terms[i] = ast.StringTerm(s)
	}
	return ast.ArrayTerm(terms...)
}
