package translate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/author"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// ownGate is the gate of rules that call Rego of the author's.
const ownGate = "rego"

// ownModule is the library's side of them.
const ownModule = "data.pratique.gates.rego.rule"

// readOwn reads the author's modules, with those of the library that they use.
func (t *translator) readOwn() error {
	if len(t.Own) == 0 {
		return nil
	}
	c := &closure{lib: t.lib, seen: map[string]bool{}}
	for _, m := range t.Own {
		c.referAll(m.Source)
	}
	if c.err != nil {
		return c.err
	}
	base := map[string]string{}
	for _, m := range c.modules {
		base[m.Path] = string(m.Source)
	}
	var err error
	t.own, err = author.New(t.Own, author.Options{Base: base, Capabilities: t.Capabilities, Data: t.Data})
	return err
}

// ownRule is a rule of gate rego: its trigger names a rule of the author's. That
// gate is ours, so there is nothing of Anchore's to keep; names are taken as
// they are written.
func (t *translator) ownRule(r *rule, trigger *anchore.Value, g given) (*rule, Errors) {
	r.trigger = trigger.Text
	fault := &Error{Pointer: trigger.Pointer, Kind: "TriggerNotFoundError", RuleID: r.id, Gate: &r.gate, Trigger: &r.trigger}
	called := t.own.Rule(r.trigger)
	if called == nil {
		fault.Message = "there is no rule " + quote(r.trigger) + " in the Rego that goes with the bundle"
		fault.Expected = "PACKAGE.RULE"
		fault.DidYouMean = suggest(r.trigger, t.own.Names())
		if t.own == nil {
			fault.Message = "the bundle has no custom Rego (--policy), so there is no rule " + quote(r.trigger)
		}
		t.report(fault) // lenient or not: Anchore has nothing to say of it
		return nil, Errors{fault}
	}
	if why := called.Callable(len(g.names) > 0); why != "" {
		fault.Message = "the rule " + quote(r.trigger) + " cannot be called so: " + why
		t.report(fault)
		return nil, Errors{fault}
	}
	var errs Errors
	r.values = map[string]converted{}
	for _, name := range g.names {
		v := g.values[name]
		if v.IsNone() {
			continue
		}
		if !v.IsString() {
			errs = append(errs, &Error{
				Pointer: g.places[name] + "/value", Kind: parameterInvalid, RuleID: r.id, Gate: &r.gate, Trigger: &r.trigger, Parameter: &name,
				Message: "parameter " + name + ": " + oneLine(v.Repr()) + " is not a string", Expected: "a string",
			})
			continue
		}
		r.params = append(r.params, argument{key: name, term: source.Text(v.Text)})
		r.values[name] = converted{source.Text(v.Text), v.Text}
	}
	r.calls(called)
	t.report(errs...)
	return r, errs
}

// calls makes the rule one that calls a rule of the author's.
func (r *rule) calls(called *author.Rule) {
	r.own = called
	for _, need := range called.Needs {
		r.needs = append(r.needs, string(need))
	}
}

// ownCall is the answer of the author's rule, as Rego.
func (r *rule) ownCall() string {
	if r.own.Kind == author.Function {
		var params source.Object
		for _, p := range r.params {
			params.Add(p.key, p.term)
		}
		return r.own.Ref + "(" + params.Inline() + ")"
	}
	return r.own.Ref
}

// verdicts are the rules that conftest runs of a package, and the actions that
// they stand for.
var verdicts = []struct {
	name   *regexp.Regexp
	action string
}{
	{regexp.MustCompile(`^(?:deny|violation)(?:_[a-zA-Z0-9]+)*$`), "stop"},
	{regexp.MustCompile(`^warn(?:_[a-zA-Z0-9]+)*$`), "warn"},
}

// defaultNamespace is the package in which conftest looks for them.
const defaultNamespace = "main"

// ownPolicies are the packages whose deny and warn are rules of every image, one
// policy a package. What a rule of the bundle calls already is not called twice.
func (t *translator) ownPolicies() []*policy {
	if t.own == nil {
		return nil
	}
	called := map[string]bool{}
	for _, p := range t.policies.built {
		for _, r := range p.rules {
			if r.own != nil {
				called[r.own.Name] = true
			}
		}
	}
	namespaces := t.Namespaces
	if len(namespaces) == 0 {
		namespaces = []string{defaultNamespace}
	}
	var policies []*policy
	used := len(called) > 0
	for _, namespace := range namespaces {
		p := t.ownPolicy(namespace, called)
		used = used || len(p.rules) > 0
		if len(p.rules) > 0 {
			policies = append(policies, p)
		} else if len(t.Namespaces) > 0 && !slices.ContainsFunc(t.own.Names(), func(name string) bool { return called[name] && strings.HasPrefix(name, namespace+".") }) {
			t.report(&Error{
				Kind: "NamespaceNotFoundError", Message: "package " + quote(namespace) + " of the author's Rego has no deny, violation or warn",
				DidYouMean: suggest(namespace, t.verdictPackages()),
			})
		}
	}
	if !used && len(t.errs) == 0 {
		// A policy that nothing asks would look like one that found nothing.
		e := &Error{
			Kind:     "NamespaceNotFoundError",
			Message:  "nothing of the author's Rego is used: no rule of the bundle calls it, and package main has no deny, violation or warn",
			Expected: "a rule of gate rego in the bundle",
		}
		if packages := t.verdictPackages(); packages != nil {
			e.Expected += ", or --namespace with " + oneOf(packages)
		}
		t.report(e)
	}
	return policies
}

func (t *translator) ownPolicy(namespace string, called map[string]bool) *policy {
	value := &anchore.Value{Kind: anchore.Object, Pointer: namespace}
	p := &policy{value: value, id: namespace, name: &namespace}
	for _, name := range t.own.Names() {
		one := t.own.Rule(name)
		action := verdict(one)
		if one.Package != namespace || action == "" || called[name] {
			continue
		}
		r := &rule{
			value: &anchore.Value{Kind: anchore.Object, Pointer: name}, number: len(p.rules) + 1,
			id: &one.Base, gate: ownGate, trigger: name, action: action,
		}
		r.calls(one)
		p.rules = append(p.rules, r)
	}
	return p
}

// verdict is the action of a rule that conftest would run, "" for others.
func verdict(r *author.Rule) string {
	for _, v := range verdicts {
		if r.Callable(false) == "" && r.Kind != author.Function && v.name.MatchString(r.Base) {
			return v.action
		}
	}
	return ""
}

// verdictPackages are the packages that have such rules, sorted.
func (t *translator) verdictPackages() []string {
	var packages []string
	for _, name := range t.own.Names() {
		if r := t.own.Rule(name); verdict(r) != "" {
			packages = append(packages, r.Package)
		}
	}
	slices.Sort(packages)
	return slices.Compact(packages)
}

// ownModules are the author's modules and tests as modules of the bundle.
func (t *translator) ownModules() (modules, tests []Module) {
	if t.own == nil {
		return nil, nil
	}
	for _, m := range t.own.Modules {
		module := Module{Path: m.Path, Package: packageOf(m.Source), Source: m.Source}
		if m.Test {
			tests = append(tests, module)
		} else {
			modules = append(modules, module)
		}
	}
	return modules, tests
}

// module is the file of the library that evaluates the rule, "" for none.
func (r *rule) module() string {
	switch {
	case r.endOfLife != "":
		return ""
	case r.own != nil:
		return "pratique/gates/rego/rule.rego"
	}
	return "pratique/gates/" + r.gate + "/" + r.trigger + ".rego"
}

// namespaceSlugs are the names of the policies that are packages of the author's.
func (t *translator) namespaceSlugs() []string {
	var slugs []string
	for _, p := range t.namespaces {
		slugs = append(slugs, p.slug)
	}
	return slugs
}
