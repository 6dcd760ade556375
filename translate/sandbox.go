package translate

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// sandbox is where the modules of a result are tried out, to find documents that
// show what they do.
type sandbox struct {
	ctx  context.Context
	plan *plan
	// findings, decision and choice are queries, see newSandbox.
	findings, decision, subjects rego.PreparedEvalQuery
	choice                       map[string]rego.PreparedEvalQuery
	// named are the facts of an image that count.
	named map[string]bool
	// err is the first error of an evaluation.
	err error
}

// choices are the chains of a bundle, as rules of its module, and the pointer
// of the branch that is taken.
var choices = []struct{ rule, pointer string }{
	{"mapping", "data.pratique.bundle.mapping.pointer"},
	{"whitelisted_image", "data.pratique.bundle.whitelisted_image.pointer"},
	{"blacklisted_image", "data.pratique.bundle.blacklisted_image.pointer"},
	{"problems", "data.pratique.bundle.problems[0].pointer"},
}

func newSandbox(ctx context.Context, r *Result) (*sandbox, error) {
	modules := make(map[string]*ast.Module, len(r.Modules))
	for _, m := range r.Modules {
		parsed, err := ast.ParseModuleWithOpts(m.Path, string(m.Source), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, fmt.Errorf("parsing %s: %w", m.Path, err)
		}
		modules[m.Path] = parsed
	}
	compiler := ast.NewCompiler().WithDefaultRegoVersion(ast.RegoV1)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	store := inmem.New()
	if data := r.plan.t.Data; len(data) > 0 {
		store = inmem.NewFromObject(data)
	}
	s := &sandbox{ctx: ctx, plan: r.plan, choice: map[string]rego.PreparedEvalQuery{}, named: r.plan.chains.named()}
	prepare := func(query string) rego.PreparedEvalQuery {
		q, err := rego.New(rego.Query(query), rego.Compiler(compiler), rego.Store(store)).PrepareForEval(ctx)
		if err != nil && s.err == nil {
			s.err = err
		}
		return q
	}
	s.findings = prepare(`slug := input.slug; pointer := input.pointer; document := input.document
		answer := data.pratique.policies[slug].findings[pointer] with input as document`)
	s.decision = prepare(`document := input.document; bundle := input.bundle; policies := input.policies
		answer := data.pratique.decision.findings with input as document with data.pratique.bundle as bundle with data.pratique.policies as policies`)
	s.subjects = prepare(`answer := count(data.pratique.subjects.expressions)`)
	for _, c := range choices {
		s.choice[c.rule] = prepare(`document := input.document; answer := ` + c.pointer + ` with input as document`)
	}
	return s, s.err
}

// ask is the answer to a query, ok where it is defined.
func (s *sandbox) ask(q rego.PreparedEvalQuery, input any) (answer any, ok bool) {
	if s.err != nil {
		return nil, false
	}
	v, err := ast.InterfaceToValue(input)
	if err != nil {
		s.err = err
		return nil, false
	}
	// The clock must not matter: what a test expects today it expects tomorrow.
	results, err := q.Eval(s.ctx, rego.EvalParsedInput(v), rego.EvalTime(time.Unix(0, 0)))
	if err != nil {
		s.err = err
		return nil, false
	}
	if len(results) == 0 {
		return nil, false
	}
	return results[0].Bindings["answer"], true
}

// messages are what a rule of a policy says of a document: the messages of its
// findings, of the errors that it met, and what it could not tell; failed where
// there is any of the latter two. It is not ok where the rule
// says nothing at all, not even that it has no findings.
func (s *sandbox) messages(p *policy, r *rule, document any) (messages []string, failed, ok bool) {
	answer, ok := s.ask(s.findings, map[string]any{"slug": p.slug, "pointer": r.value.Pointer, "document": document})
	list, isList := answer.([]any)
	if !ok || !isList {
		return nil, false, false
	}
	for _, item := range list {
		finding, _ := item.(map[string]any)
		if _, is := finding["warning"]; is {
			continue // a remark beside the findings
		}
		if problem, is := finding["error"].(map[string]any); is {
			finding, failed = problem, true
		}
		if gap, is := finding["unknown"].(map[string]any); is {
			needs, _ := gap["needs"].([]any)
			messages, failed = append(messages, joined(needs)), true
			continue
		}
		message, _ := finding["message"].(string)
		messages = append(messages, message)
	}
	return messages, failed, true
}

// chosen is the pointer of the branch that a chain takes for an image, nil for none.
func (s *sandbox) chosen(chain string, image map[string]any) any {
	pointer, _ := s.ask(s.choice[chain], map[string]any{"document": map[string]any{"image": image}})
	return pointer
}

// decoded is a literal that package source wrote, as JSON has it.
func decoded(literal string) any {
	v, err := ast.ParseTerm(literal)
	if err != nil {
		return nil
	}
	value, err := ast.JSON(v.Value)
	if err != nil {
		return nil
	}
	return value
}

func joined(list []any) string {
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i], _ = item.(string)
	}
	return strings.Join(texts, ", ")
}
