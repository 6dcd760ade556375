package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// mutant is one change of one module.
type mutant struct {
	path string
	line int
	// rule and first, last are the rule that is changed and its lines.
	rule        string
	first, last int
	what        string
	// place is the number of the change in its module.
	place int
}

// String names a mutant by what it changes, not by where: lines move.
func (m mutant) String() string { return m.path + " " + m.rule + " " + m.what }

// mutants lists what can be changed in a module. Equal changes of one rule are numbered.
func (l *library) mutants(path string) []mutant {
	var list []mutant
	seen := map[string]int{}
	walk(l.parse(path), func(c change) bool {
		m := mutant{path: path, line: c.line, rule: c.rule, first: c.first, last: c.last, what: c.what, place: len(list)}
		if seen[m.String()]++; seen[m.String()] > 1 {
			m.what += " #" + strconv.Itoa(seen[m.String()])
		}
		list = append(list, m)
		return false
	})
	return list
}

// mutated is the module with the change.
func (l *library) mutated(m mutant) *ast.Module {
	module := l.parse(m.path)
	place := 0
	walk(module, func(change) bool {
		place++
		return place-1 == m.place
	})
	return module
}

// change is offered to the visitor of walk, which says whether to make it.
type change struct {
	line, first, last int
	rule, what        string
}

// walker goes through a module, always in the same order.
type walker struct {
	visit func(change) bool
	rule  *ast.Rule
	name  string
	done  bool
}

func walk(module *ast.Module, visit func(change) bool) {
	w := &walker{visit: visit}
	numbers := map[string]int{}
	clauses := map[string]int{}
	for _, rule := range module.Rules {
		clauses[rule.Head.Ref().String()]++
	}
	var rules []*ast.Rule
	for _, rule := range module.Rules {
		name := rule.Head.Ref().String()
		numbers[name]++
		w.rule, w.name = rule, name
		if clauses[name] > 1 {
			w.name += "/" + strconv.Itoa(numbers[name])
		}
		if clauses[name] > 1 && w.offer(rule.Location, "drop the rule") {
			continue
		}
		w.inRule(rule)
		rules = append(rules, rule)
	}
	module.Rules = rules
}

func (w *walker) offer(at *ast.Location, what string) bool {
	if w.done {
		return false
	}
	first := w.rule.Location.Row
	last := first + strings.Count(string(w.rule.Location.Text), "\n")
	w.done = w.visit(change{line: at.Row, first: first, last: last, rule: w.name, what: what})
	return w.done
}

func (w *walker) inRule(rule *ast.Rule) {
	for _, arg := range rule.Head.Args {
		w.term(arg)
	}
	if rule.Head.Key != nil {
		w.term(rule.Head.Key)
	}
	if rule.Head.Value != nil && !generated(rule.Head.Value) {
		w.term(rule.Head.Value)
	}
	rule.Body = w.body(rule.Body)
	if rule.Else != nil {
		if w.offer(rule.Else.Location, "drop else") {
			rule.Else = nil
			return
		}
		w.inRule(rule.Else)
	}
}

// generated says whether the parser has made a value up: true of a rule without one.
func generated(t *ast.Term) bool {
	return t.Location == nil || string(t.Location.Text) != "true" && t.Equal(ast.BooleanTerm(true))
}

func (w *walker) body(body ast.Body) ast.Body {
	var out ast.Body
	for _, expr := range body {
		if expr.Generated || expr.Location == nil || len(body) == 1 && isTrue(expr) {
			out = append(out, expr)
			continue
		}
		text := short(string(expr.Location.Text))
		_, declares := expr.Terms.(*ast.SomeDecl)
		if len(body) > 1 && w.offer(expr.Location, "drop "+text) {
			continue
		}
		if !declares && !expr.IsAssignment() && w.offer(expr.Location, "negate "+text) {
			expr.Negated = !expr.Negated
		}
		w.expr(expr)
		out = append(out, expr)
	}
	for i, expr := range out {
		expr.Index = i
	}
	return out
}

func isTrue(expr *ast.Expr) bool {
	t, ok := expr.Terms.(*ast.Term)
	return ok && t.Equal(ast.BooleanTerm(true))
}

func (w *walker) expr(expr *ast.Expr) {
	switch terms := expr.Terms.(type) {
	case *ast.Term:
		w.term(terms)
	case []*ast.Term:
		w.operator(terms, expr.Location)
		for _, t := range terms[1:] {
			w.term(t)
		}
	case *ast.SomeDecl:
		for _, symbol := range terms.Symbols {
			if call, ok := symbol.Value.(ast.Call); ok {
				w.term(call[len(call)-1])
			}
		}
	case *ast.Every:
		w.term(terms.Domain)
		terms.Body = w.body(terms.Body)
	}
	for _, with := range expr.With {
		w.term(with.Value)
	}
}

// others are the comparisons that stand in for each.
var others = map[string]string{"equal": "neq", "neq": "equal", "lt": "lte", "lte": "lt", "gt": "gte", "gte": "gt"}

func (w *walker) operator(terms []*ast.Term, at *ast.Location) {
	name := terms[0].String()
	if other, ok := others[name]; ok && w.offer(at, name+" to "+other+" in "+short(string(at.Text))) {
		terms[0] = ast.RefTerm(ast.VarTerm(other)).SetLocation(terms[0].Location)
	}
}

func (w *walker) term(t *ast.Term) {
	switch v := t.Value.(type) {
	case ast.Boolean:
		w.constant(t, ast.Boolean(!v))
	case ast.Number:
		if n, ok := v.Int64(); ok {
			w.constant(t, ast.Number(json.Number(strconv.FormatInt(n+1, 10))))
		}
	case ast.String:
		w.constant(t, v+"x")
	case ast.Ref:
		for _, part := range v[1:] { // names of fields are not constants
			if _, field := part.Value.(ast.String); !field {
				w.term(part)
			}
		}
		if call, ok := v[0].Value.(ast.Call); ok {
			w.call(call, t.Location)
		}
	case ast.Call:
		w.call(v, t.Location)
	case *ast.Array:
		elements := make([]*ast.Term, v.Len())
		for i := range elements {
			elements[i] = v.Elem(i)
			w.term(elements[i])
		}
		t.Value = ast.NewArray(elements...)
	case ast.Set:
		elements := v.Slice()
		for _, e := range elements {
			w.term(e)
		}
		t.Value = ast.NewSet(elements...)
	case ast.Object:
		var pairs [][2]*ast.Term
		v.Foreach(func(key, value *ast.Term) { pairs = append(pairs, [2]*ast.Term{key, value}) })
		for _, pair := range pairs {
			w.term(pair[0])
			w.term(pair[1])
		}
		t.Value = ast.NewObject(pairs...)
	case *ast.ArrayComprehension:
		w.term(v.Term)
		v.Body = w.body(v.Body)
	case *ast.SetComprehension:
		w.term(v.Term)
		v.Body = w.body(v.Body)
	case *ast.ObjectComprehension:
		w.term(v.Key)
		w.term(v.Value)
		v.Body = w.body(v.Body)
	}
}

func (w *walker) call(call ast.Call, at *ast.Location) {
	w.operator(call, at)
	for _, t := range call[1:] {
		w.term(t)
	}
}

func (w *walker) constant(t *ast.Term, other ast.Value) {
	if t.Location != nil && w.offer(t.Location, fmt.Sprintf("%s to %s", short(t.String()), short(other.String()))) {
		t.Value = other
	}
}

// short is a text in one line, cut where it is long.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 100 {
		return string(runes[:100]) + "…"
	}
	return text
}
