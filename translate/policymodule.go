package translate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// policyModule writes pratique/policies/SLUG.rego.
func (t *translator) policyModule(p *policy) Module {
	pkg := "pratique.policies." + p.slug
	var b strings.Builder
	b.WriteString(t.fileHeader())
	b.WriteString("package " + pkg + "\n\n")
	aliases := imports(&b, p.rules)

	var record source.Object
	record.Add("id", source.String(p.id))
	record.Add("name", source.Nullable(p.name))
	record.Add("comment", source.Value(p.value.Get("comment")))
	record.Add("pointer", source.String(p.value.Pointer))
	if comment := p.value.Get("comment").String(); comment != "" {
		b.WriteString(source.Comment(p.value.Pointer+": ", comment))
	}
	b.WriteString("policy := " + record.Block() + "\n\n")

	ordered := p.ordered()
	names := make([]string, len(ordered))
	for i, r := range ordered {
		names[i] = r.name()
	}
	b.WriteString("# The rules in the order in which they are evaluated: gates by their first rule, then as written.\n")
	b.WriteString("rules := " + ruleNames(names) + "\n")
	for _, r := range p.rules {
		b.WriteString("\n" + r.source(p, aliases))
	}
	return Module{Path: "pratique/policies/" + p.slug + ".rego", Package: pkg, Source: []byte(b.String())}
}

// ruleNames is short lists in one line, long ones in many.
func ruleNames(names []string) string {
	const most = 8
	if len(names) <= most {
		return source.Array(names)
	}
	return source.Lines(names)
}

// name is the name of the rule's record: its place in the policy, from 1.
func (r *rule) name() string { return fmt.Sprintf("rule_%d", r.number) }

// imports writes the imports that the rules need, sorted, and gives the name
// under which each module is imported.
func imports(b *strings.Builder, rules []*rule) map[string]string {
	modules := map[string]string{}
	for _, r := range rules {
		switch {
		case r.own != nil:
			modules[ownModule] = "rego_rule"
		case r.endOfLife == "" && r.broken == "":
			modules["data.pratique.gates."+r.gate+"."+r.trigger] = r.gate + "_" + r.trigger
		}
		if r.broken != "" {
			modules[findingModule] = "finding"
		}
	}
	aliases, taken := map[string]string{}, map[string]bool{"policy": true, "rules": true, "findings": true}
	for _, module := range slices.Sorted(maps.Keys(modules)) {
		alias := modules[module]
		// Gates a and a_b may have triggers b_c and c; a gate may be called rule and its trigger 1.
		for taken[alias] || strings.HasPrefix(alias, "rule_") {
			alias = "gate_" + alias
		}
		taken[alias] = true
		aliases[module] = alias
		b.WriteString("import " + module)
		if !strings.HasSuffix(module, "."+alias) {
			b.WriteString(" as " + alias)
		}
		b.WriteString("\n")
	}
	if len(modules) > 0 {
		b.WriteString("\n")
	}
	return aliases
}

const findingModule = "data.pratique.lib.finding"

// source is the rule's record and its findings.
func (r *rule) source(p *policy, aliases map[string]string) string {
	var record source.Object
	record.Add("policy_id", source.String(p.id))
	record.Add("id", source.Nullable(r.id))
	record.Add("pointer", source.String(r.value.Pointer))
	record.Add("gate", source.String(r.gate))
	record.Add("trigger", source.String(r.trigger))
	record.Add("action", source.String(r.action))
	record.Add("needs", source.Strings(r.needs))
	if r.endOfLife != "" {
		record.Add("end_of_life", source.String(r.endOfLife))
	}
	comment := source.Comment(r.value.Pointer, r.comment())
	text := r.name() + " := " + record.Block() + "\n"
	if r.endOfLife != "" {
		return comment + text
	}
	call := aliases["data.pratique.gates."+r.gate+"."+r.trigger] + ".findings(" + r.name() + ", " + r.params.Inline() + ")"
	if r.own != nil {
		call = aliases[ownModule] + ".findings(" + r.name() + ", " + r.ownCall() + ")"
	}
	if r.broken != "" {
		call = "[" + aliases[findingModule] + ".error(" + r.name() + ", " + source.String(r.broken) + ")]"
	}
	return text + "\n" + comment + "findings[" + source.String(r.value.Pointer) + "] := " + call + "\n"
}

// comment is what the bundle says of the rule; the schema has no key for it,
// people use these.
func (r *rule) comment() string {
	for _, key := range []string{"comment", "description"} {
		if v := r.value.Get(key); v.IsString() && anchore.Strip(v.Text) != "" {
			return ": " + v.Text
		}
	}
	return ""
}
