// Package regolint checks Rego for what opa fmt and opa check say nothing of: the house rules
// of the library and of what translate writes. Regal says more, in an editor; it cannot be
// built here (.regal/config.yaml).
package regolint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/open-policy-agent/opa/v1/ast"
)

const (
	maxLine = 120
	// maxWord is the length of a word from which on a line may be longer: it cannot be broken.
	maxWord = 80
)

// Problem is what is wrong in one line.
type Problem struct {
	Line       int
	Rule, Text string
}

// Check lists what is wrong with a module, in the order of its lines. An error is a
// module that does not parse.
func Check(name, source string) ([]Problem, error) {
	module, err := ast.ParseModuleWithOpts(name, source, ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, fmt.Errorf("parsing %s: %w", name, err)
	}
	c := &checker{module: module}
	c.lines(source)
	c.names()
	c.calls()
	c.defaults()
	c.metadata(strings.HasSuffix(name, "_test.rego"))
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return cmp.Or(a.Line-b.Line, strings.Compare(a.Rule, b.Rule)) })
	return slices.Compact(c.problems), nil
}

type checker struct {
	module   *ast.Module
	problems []Problem
}

func (c *checker) add(at *ast.Location, rule, format string, args ...any) {
	c.problems = append(c.problems, Problem{at.Row, rule, fmt.Sprintf(format, args...)})
}

// lines finds those that are too long. METADATA may be: YAML has no other place for a document in one line.
func (c *checker) lines(source string) {
	metadata := false
	for i, line := range strings.Split(source, "\n") {
		switch {
		case strings.HasPrefix(line, "# METADATA"):
			metadata = true
		case !strings.HasPrefix(line, "#"):
			metadata = false
		}
		long := func(word string) bool { return len([]rune(word)) >= maxWord }
		if n := len([]rune(line)); n > maxLine && !metadata && !slices.ContainsFunc(strings.Fields(line), long) {
			c.problems = append(c.problems, Problem{i + 1, "line-length", fmt.Sprintf("%d characters, expected at most %d", n, maxLine)})
		}
	}
}

// builtins are the names that a rule or variable would hide: functions and what stands before the dot of others.
var builtins = func() map[string]bool {
	names := map[string]bool{}
	for _, b := range ast.Builtins {
		name, _, _ := strings.Cut(b.Name, ".")
		names[name] = true
	}
	return names
}()

// names finds rules, arguments and variables that hide a built-in function.
func (c *checker) names() {
	name := func(at *ast.Location, kind, name string) {
		if builtins[name] {
			c.add(at, "shadows-builtin", "the %s %s hides a built-in function", kind, name)
		}
	}
	for _, i := range c.module.Imports {
		name(i.Location, "import", string(i.Name()))
	}
	for _, rule := range c.module.Rules {
		name(rule.Location, "rule", string(rule.Head.Ref()[0].Value.(ast.Var)))
		vars := func(t *ast.Term, kind string) {
			ast.WalkTerms(t, func(t *ast.Term) bool {
				if v, ok := t.Value.(ast.Var); ok {
					name(t.Location, kind, string(v))
				}
				_, isRef := t.Value.(ast.Ref)
				return isRef
			})
		}
		for _, arg := range rule.Head.Args {
			vars(arg, "argument")
		}
		ast.WalkNodes(rule, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SomeDecl:
				for _, symbol := range n.Symbols {
					if call, ok := symbol.Value.(ast.Call); ok { // some key, value in collection
						for _, operand := range call[1 : len(call)-1] {
							vars(operand, "variable")
						}
						continue
					}
					vars(symbol, "variable")
				}
			case *ast.Every:
				vars(n.Value, "variable")
				if n.Key != nil {
					vars(n.Key, "variable")
				}
			case *ast.Expr:
				if n.IsAssignment() {
					vars(n.Operand(0), "variable")
				}
			}
			return false
		})
	}
}

// nested are functions that have another for more than two operands.
var nested = map[string]string{"array.concat": "array.flatten", "object.union": "object.union_n"}

// calls finds calls that are written otherwise, and functions that compare an argument with a constant.
func (c *checker) calls() {
	call := func(at *ast.Location, terms []*ast.Term) {
		name := terms[0].String()
		if better, ok := nested[name]; ok {
			for _, operand := range terms[1:] {
				if inner, ok := operand.Value.(ast.Call); ok && inner[0].String() == name {
					c.add(at, "nested-call", "%s within %s: use %s", name, name, better)
				}
			}
		}
		if strings.HasPrefix(name, "regex.") {
			for _, operand := range terms[1:min(len(terms), 3)] {
				text, ok := operand.Value.(ast.String)
				if ok && strings.HasPrefix(string(operand.Location.Text), `"`) && strings.Contains(string(operand.Location.Text), `\`) && fitsRaw(string(text)) {
					c.add(at, "raw-pattern", "the expression %s is no raw string", operand.Location.Text)
				}
			}
		}
	}
	ast.WalkNodes(c.module, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Expr:
			if terms, ok := n.Terms.([]*ast.Term); ok && n.IsCall() {
				call(n.Location, terms)
			}
		case *ast.Term:
			if terms, ok := n.Value.(ast.Call); ok {
				call(n.Location, terms)
			}
		}
		return false
	})
	for _, rule := range c.module.Rules {
		if len(rule.Head.Args) > 0 && len(rule.Body) == 1 && rule.Else == nil {
			c.equality(rule)
		}
	}
}

// fitsRaw says whether a text can stand in a raw string, and be seen there.
func fitsRaw(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r == '`' || r != ' ' && !unicode.IsPrint(r) })
}

func (c *checker) equality(rule *ast.Rule) {
	body := rule.Body[0]
	if body.Negated || len(body.With) > 0 || !body.IsCall() || !slices.Contains([]string{"eq", "equal"}, body.Operator().String()) {
		return
	}
	argument := func(t *ast.Term) bool {
		return slices.ContainsFunc(rule.Head.Args, func(arg *ast.Term) bool { return arg.Equal(t) && isVar(arg) })
	}
	for i, j := range []int{1, 0} {
		if argument(body.Operand(i)) && ast.IsScalar(body.Operand(j).Value) {
			c.add(rule.Location, "pattern-matching", "write the constant in place of the argument %s", body.Operand(i))
		}
	}
}

func isVar(t *ast.Term) bool {
	_, ok := t.Value.(ast.Var)
	return ok
}

// defaults finds those that stand behind a rule that they are the default of.
func (c *checker) defaults() {
	seen := map[string]bool{}
	for _, rule := range c.module.Rules {
		name := rule.Head.Ref().String()
		if rule.Default && seen[name] {
			c.add(rule.Location, "trailing-default", "the default of %s stands behind it", name)
		}
		seen[name] = true
	}
}

// metadata finds public rules that say nothing of themselves.
func (c *checker) metadata(isTest bool) {
	if isTest {
		return
	}
	described := map[string]bool{}
	for _, rule := range c.module.Rules {
		if len(rule.Annotations) > 0 {
			described[rule.Head.Ref()[0].String()] = true
		}
	}
	for _, rule := range c.module.Rules {
		name := rule.Head.Ref()[0].String()
		if !strings.HasPrefix(name, "_") && !described[name] {
			described[name] = true
			c.add(rule.Location, "metadata", "the public rule %s has no METADATA", name)
		}
	}
}
