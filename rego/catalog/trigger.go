package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// trigger fills t from the custom part of its METADATA.
func (r *reader) trigger(t *Trigger, custom map[string]any) {
	if got := r.required("custom.gate", custom["gate"]); got != t.Gate {
		r.fail("custom.gate", fmt.Sprintf("is %q in the directory of %q", got, t.Gate))
	}
	if got := r.required("custom.trigger", custom["trigger"]); got != t.Name {
		r.fail("custom.trigger", fmt.Sprintf("is %q in the file of %q", got, t.Name))
	}
	t.GateDescription = r.text("custom.gate_description", custom["gate_description"])
	t.Remediation = flat(r.text("custom.remediation", custom["remediation"]))
	t.Messages = r.texts("custom.messages", custom["messages"])
	t.Examples = r.list("custom.examples", custom["examples"])
	for i, item := range r.list("custom.parameters", custom["parameters"]) {
		t.Parameters = append(t.Parameters, r.parameter(fmt.Sprintf("custom.parameters[%d]", i), item))
	}
	slices.SortStableFunc(t.Parameters, func(a, b Parameter) int { return cmp.Compare(a.Attribute, b.Attribute) })
	r.references(t)
	for i, item := range r.list("custom.forbidden", custom["forbidden"]) {
		key := fmt.Sprintf("custom.forbidden[%d]", i)
		combination := map[string][]string{}
		for _, c := range r.conditions(key, item) {
			r.known(key, t, c.Parameter)
			combination[c.Parameter] = c.Values
		}
		t.Forbidden = append(t.Forbidden, combination)
	}
	for i, item := range r.list("custom.needs", custom["needs"]) {
		t.Needs = append(t.Needs, r.need(fmt.Sprintf("custom.needs[%d]", i), t, item))
	}
}

func (r *reader) parameter(key string, v any) Parameter {
	m := r.object(key, v, "name", "attribute", "description", "required", "validator", "values", "default", "aliases", "example", "linked", "applies", "regex", "subjects")
	p := Parameter{
		Name:        r.required(key+".name", m["name"]),
		Attribute:   r.required(key+".attribute", m["attribute"]),
		Description: r.text(key+".description", m["description"]),
		Required:    r.boolean(key+".required", m["required"]),
		Validator:   r.validator(key+".validator", m["validator"]),
		Values:      r.texts(key+".values", m["values"]),
		Aliases:     r.texts(key+".aliases", m["aliases"]),
		Example:     r.text(key+".example", m["example"]),
		Linked:      r.linked(key+".linked", m["linked"]),
		Applies:     r.regex(key+".applies", m["applies"]),
		Regex:       r.regex(key+".regex", m["regex"]),
		Subjects:    r.subjects(key+".subjects", m),
	}
	if p.Name != strings.ToLower(p.Name) {
		r.fail(key+".name", "is not in lower case") // names are compared in lower case
	}
	if (p.Validator == Enum) != (len(p.Values) > 0) {
		r.fail(key+".values", "go with the validator enum, and only with it")
	}
	if d, given := m["default"]; given && d != nil {
		text := r.text(key+".default", d)
		p.Default = &text
	}
	return p
}

func (r *reader) validator(key string, v any) Validator {
	name := Validator(r.required(key, v))
	if !slices.Contains(validators[:], name) {
		r.fail(key, fmt.Sprintf("%q is not a validator", name))
	}
	return name
}

func (r *reader) linked(key string, v any) *Linked {
	if v == nil {
		return nil
	}
	m := r.object(key, v)
	if len(m) != 1 {
		r.fail(key, "names not exactly one parameter")
		return nil
	}
	l := &Linked{Parameter: slices.Sorted(maps.Keys(m))[0], Validators: map[string]Validator{}}
	key += "." + l.Parameter
	values := r.object(key, m[l.Parameter])
	for _, value := range slices.Sorted(maps.Keys(values)) {
		l.Validators[value] = r.validator(key+"."+value, values[value])
	}
	return l
}

func (r *reader) regex(key string, v any) *Condition {
	switch v := v.(type) {
	case nil:
		return nil
	case bool:
		if !v {
			return nil
		}
		return &Condition{}
	}
	conditions := r.conditions(key, v)
	if len(conditions) != 1 {
		r.fail(key, "names not exactly one parameter")
		return nil
	}
	return &conditions[0]
}

func (r *reader) subjects(key string, parameter map[string]any) []string {
	v, given := parameter["subjects"]
	if !given {
		return nil
	}
	if parameter["regex"] == nil {
		r.fail(key, "go with a regular expression, and only with it")
	}
	return append([]string{}, r.texts(key, v)...)
}

func (r *reader) need(key string, t *Trigger, v any) Need {
	if text, ok := v.(string); ok {
		return r.placeholders(key, t, Need{Template: text})
	}
	m := r.object(key, v, "need", "given", "when")
	return r.placeholders(key, t, Need{
		Template: r.required(key+".need", m["need"]),
		Given:    r.texts(key+".given", m["given"]),
		When:     r.conditions(key+".when", m["when"]),
	})
}

var placeholder = regexp.MustCompile(`\{([a-z0-9_]+)(\.re2)?\}`)

func (r *reader) placeholders(key string, t *Trigger, n Need) Need {
	for _, m := range placeholder.FindAllStringSubmatch(n.Template, -1) {
		p := r.known(key, t, m[1])
		if m[2] != "" && p != nil && p.Regex == nil {
			r.fail(key, fmt.Sprintf("asks for the pattern of %q, which is not a regular expression", m[1]))
		}
	}
	for _, name := range n.Given {
		r.known(key+".given", t, name)
	}
	for _, c := range n.When {
		r.known(key+".when", t, c.Parameter)
	}
	return n
}

func (r *reader) known(key string, t *Trigger, name string) *Parameter {
	p := t.Parameter(name)
	if p == nil {
		r.fail(key, fmt.Sprintf("names %q, which is not a parameter", name))
	}
	return p
}

// references checks the parameters that parameters name.
func (r *reader) references(t *Trigger) {
	seen := map[string]bool{}
	for _, p := range t.Parameters {
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			if seen[name] {
				r.fail("custom.parameters", fmt.Sprintf("declare %q twice", name))
			}
			seen[name] = true
		}
		if p.Linked != nil {
			r.known("custom.parameters."+p.Name+".linked", t, p.Linked.Parameter)
		}
		if p.Applies != nil && p.Applies.Parameter != "" {
			r.known("custom.parameters."+p.Name+".applies", t, p.Applies.Parameter)
		}
		if p.Regex != nil && p.Regex.Parameter != "" {
			r.known("custom.parameters."+p.Name+".regex", t, p.Regex.Parameter)
		}
		for _, name := range p.Subjects {
			r.known("custom.parameters."+p.Name+".subjects", t, name)
		}
	}
}
