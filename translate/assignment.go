package translate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
	"github.com/pratique-dev/pratique/translate/pyre"
)

// assignment is the work of checking one rule's parameters.
type assignment struct {
	t       *translator
	rule    *rule
	trigger *catalog.Trigger
	given   given
	values  map[string]converted
	errs    Errors
}

// parameters checks and converts the rule's parameters (compatibility.md#parameter-values) and
// fills in what depends on them.
func (t *translator) parameters(r *rule, trigger *catalog.Trigger, g given) Errors {
	for _, name := range g.names {
		if name == "rule_id" || name == "parent_gate_cls" || name == "self" {
			return Errors{{Pointer: g.places[name], Kind: "PolicyError", Message: "the parameter name " + quote(name) + " is reserved"}}
		}
	}
	a := &assignment{t: t, rule: r, trigger: trigger, given: g, values: map[string]converted{}}
	for i := range trigger.Parameters {
		a.assign(&trigger.Parameters[i])
	}
	for i := range trigger.Parameters {
		if p := &trigger.Parameters[i]; p.Linked != nil {
			a.link(p)
		}
	}
	a.unknown()
	if len(a.errs) == 0 {
		a.forbidden()
	}
	if len(a.errs) == 0 {
		a.write()
	}
	return a.errs
}

// refuse adds an error of one parameter.
func (a *assignment) refuse(p *catalog.Parameter, pointer, kind string, i *invalid) {
	if pointer == "" {
		pointer = a.rule.value.Pointer + "/params"
	}
	a.errs = append(a.errs, &Error{
		Pointer: pointer, Kind: kind, RuleID: a.rule.id,
		Gate: &a.trigger.Gate, Trigger: &a.trigger.Name, Parameter: &p.Name,
		Message: "parameter " + p.Name + ": " + i.message, Expected: i.expected, DidYouMean: i.didYouMean,
	})
}

const parameterInvalid = "ParameterValueInvalidError"

func (a *assignment) assign(p *catalog.Parameter) {
	v, pointer := a.given.value(p)
	if v.IsNone() {
		switch {
		case p.Required:
			a.refuse(p, pointer, parameterInvalid, &invalid{message: "Required parameter"}) // compatibility.md#required-parameter-message
		case p.Default != nil:
			c, i := convert(p.Validator, p.Values, *p.Default)
			if i != nil {
				a.refuse(p, pointer, parameterInvalid, i)
			}
			a.values[p.Name] = c
		}
		return
	}
	if !v.IsString() {
		if p.Validator == catalog.Bool && v.Kind == anchore.Bool && (a.t.Lenient || !v.Bool) {
			a.jsonBool(p, v)
			return
		}
		a.refuse(p, pointer, parameterInvalid, &invalid{message: oneLine(v.Repr()) + " is not a string", expected: "a string"})
		return
	}
	c, i := convert(p.Validator, p.Values, v.Text)
	if i == nil && p.Validator == catalog.Octal && v.Text != "" && !a.t.Lenient && !isOctal(v.Text) {
		// Anchore finds out when it meets the file; see compatibility.md#unconvertible-values.
		i = &invalid{message: quote(v.Text) + " is not accepted", expected: "an octal number"}
	}
	if i != nil {
		a.refuse(p, pointer, parameterInvalid, i)
		return
	}
	a.values[p.Name] = c
}

// jsonBool takes a JSON boolean for a bool. Anchore's validation takes it for
// the text. Its evaluation fails where it is true; where it is false, it sees
// None, which is false but for fix_available, where it is as good as nothing.
func (a *assignment) jsonBool(p *catalog.Parameter, v *anchore.Value) {
	if v.Bool {
		a.rule.broken = pythonNo(v, "lower")
	}
	a.t.warn(WarnSchema, v.Pointer, "the value is not a string; Anchore's API demands it")
	if text := strconv.FormatBool(v.Bool); v.Bool || p.Default != nil {
		a.values[p.Name] = converted{text, text}
	}
}

// link checks p again, with the validator that belongs to the other parameter's
// value. compatibility.md#metadata-value-required: it does so without a value too, which
// makes p required.
func (a *assignment) link(p *catalog.Parameter) {
	_, pointer := a.given.value(p)
	validator := catalog.String
	if other, ok := a.values[p.Linked.Parameter]; ok {
		if linked, ok := p.Linked.Validators[other.text]; ok {
			validator = linked
		}
	}
	c, ok := a.values[p.Name]
	if !ok {
		a.refuse(p, pointer, parameterInvalid, &invalid{message: "None is not of type 'string'", expected: "a value, though the check may not use it"})
		return
	}
	c, i := convert(validator, p.Values, c.text)
	if i != nil {
		a.refuse(p, pointer, parameterInvalid, i)
		return
	}
	a.values[p.Name] = c
}

// unknown reports all names that the trigger does not declare, at once.
// compatibility.md#unknown-parameter-message: Anchore's error has no rule id.
func (a *assignment) unknown() {
	var names []string
	for _, name := range a.given.names {
		if a.trigger.Parameter(name) == nil {
			names = append(names, name)
		}
	}
	if names == nil {
		return
	}
	var known []string
	for _, p := range a.trigger.Parameters {
		known = append(known, p.Name)
	}
	const most = 10
	quoted := make([]string, min(len(names), most))
	for i := range quoted {
		quoted[i] = quote(names[i])
	}
	e := &Error{
		Pointer: a.given.places[names[0]], Kind: "InvalidParameterError",
		Gate: &a.trigger.Gate, Trigger: &a.trigger.Name, Parameter: &names[0],
		Message:    "there is no parameter " + strings.Join(quoted, ", "),
		Expected:   "no parameter at all",
		DidYouMean: suggest(names[0], known),
	}
	if known != nil {
		e.Expected = oneOf(known)
	}
	a.errs = append(a.errs, e)
}

// forbidden refuses what can never be evaluated (compatibility.md#like-on-numbers).
func (a *assignment) forbidden() {
	texts := a.texts()
	for _, combination := range a.trigger.Forbidden {
		names := slices.Sorted(maps.Keys(combination))
		holds := len(names) > 0
		var said []string
		for _, name := range names {
			holds = holds && slices.Contains(combination[name], texts[name])
			said = append(said, name+" "+quote(texts[name]))
		}
		if holds {
			p := a.trigger.Parameter(names[0])
			_, pointer := a.given.value(p)
			a.refuse(p, pointer, parameterInvalid, &invalid{message: strings.Join(said, " and ") + " do not go together"})
		}
	}
}

// texts are the texts of the rule's parameters, given or default.
func (a *assignment) texts() map[string]string {
	texts := map[string]string{}
	for name, c := range a.values {
		texts[name] = c.text
	}
	return texts
}

// write fills the rule's params and needs: parameters as the bundle orders
// them, then those that have their default.
func (a *assignment) write() {
	texts, patterns := a.texts(), map[string]string{}
	a.rule.values, a.rule.patterns = a.values, patterns
	for _, p := range a.inOrder() {
		c := a.values[p.Name]
		if p.Applies != nil && !p.Applies.Holds(texts) {
			if _, pointer := a.given.value(p); slices.Contains(a.given.names, p.Name) {
				a.t.warn(WarnNoEffect, pointer, "the parameter %s has no effect: it is for %s %s", p.Name, p.Applies.Parameter, oneOf(p.Applies.Values))
			}
			continue
		}
		a.rule.params = append(a.rule.params, argument{key: p.Name, term: c.term})
		if p.Regex.Holds(texts) {
			a.pattern(p, c.text, patterns)
		}
	}
	for _, template := range a.trigger.Needs {
		need := template.Expand(texts, patterns)
		if need != "" && !slices.Contains(a.rule.needs, need) {
			a.rule.needs = append(a.rule.needs, need)
		}
	}
	for _, e := range a.rule.expressions {
		a.rule.needs = append(a.rule.needs, e.need)
	}
}

func (a *assignment) inOrder() []*catalog.Parameter {
	var list []*catalog.Parameter
	add := func(p *catalog.Parameter) {
		if _, has := a.values[p.Name]; has && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	for _, name := range a.given.names {
		add(a.trigger.Parameter(name))
	}
	for i := range a.trigger.Parameters {
		add(&a.trigger.Parameters[i])
	}
	return list
}

// pattern adds NAME_pattern.
func (a *assignment) pattern(p *catalog.Parameter, text string, patterns map[string]string) {
	_, pointer := a.given.value(p)
	var form source.Object
	if re2, err := pyre.Match(text); err == nil {
		form.Add("re2", source.Text(re2))
		patterns[p.Name] = re2
	} else {
		switch e := regexError(pointer, err); {
		case e.Kind == KindRegexNotSupported && a.ask(p, text):
			form.Add("python", source.Text(text))
		case !a.t.Lenient:
			a.refuse(p, pointer, e.Kind, &invalid{message: e.Message})
		case e.Kind == KindRegexSyntax:
			form.Add("error", source.String(e.Message))
		default:
			form.Add("python", source.Text(text))
			a.t.warn(WarnRegex, pointer, "the regular expression %s cannot be run: %s", quote(text), e.Message)
		}
	}
	a.rule.params = append(a.rule.params, argument{key: p.Name + "_pattern", form: form.Inline()})
}
