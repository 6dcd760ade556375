package translate

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

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
	forms := &forms{taken: map[string]bool{}}

	var record source.Object
	record.Add("id", source.String(p.id))
	record.Add("name", source.Nullable(p.name))
	record.Add("comment", source.Value(p.value.Get("comment")))
	record.Add("pointer", source.String(p.value.Pointer))
	title := p.value.Get("comment").String()
	if title == "" {
		title = label(p.name, p.id)
	}
	b.WriteString(source.Title(title, ""))
	b.WriteString("policy := " + record.Block() + "\n\n")

	ordered := p.ordered()
	names := make([]string, len(ordered))
	for i, r := range ordered {
		names[i] = r.name
	}
	b.WriteString("# METADATA\n# title: The rules in the order in which they are evaluated\n" +
		"# description: Gates by their first rule, then as written.\n")
	b.WriteString("rules := " + ruleNames(names) + "\n")
	about := "# METADATA\n# title: What the rules find, by their pointers\n# scope: document\n"
	for _, r := range p.rules {
		record, findings := r.source(p, aliases, forms)
		b.WriteString("\n" + record)
		if findings != "" {
			b.WriteString("\n" + about + findings)
			about = ""
		}
	}
	b.WriteString(forms.source())
	text := source.Wrap(b.String()) + t.ruleTexts(p)
	return Module{Path: "pratique/policies/" + p.slug + ".rego", Package: pkg, Source: []byte(text)}
}

// forms are the regular expressions of a policy as OPA runs them, which stand at the end of its module.
type forms struct {
	taken map[string]bool
	list  []string
}

// add names an expression after its rule and parameter.
func (f *forms) add(rule, parameter, form string) string {
	name := "_" + rule + "_" + strings.TrimSuffix(parameter, "_pattern")
	for f.taken[name] {
		name += "_"
	}
	f.taken[name] = true
	f.list = append(f.list, name+" := "+form+"\n")
	return name
}

func (f *forms) source() string {
	if len(f.list) == 0 {
		return ""
	}
	return "\n# The expressions as OPA runs them; a bundle's are Python's.\n" + strings.Join(f.list, "\n")
}

// opaque are ids that a machine has made.
var opaque = regexp.MustCompile(`\A[0-9A-Fa-f-]{16,}\z`)

// nameRules names the rules by their ids, or else by their comments, or else by what they check.
func (p *policy) nameRules() {
	slugs := source.Slugs{Prefix: "rule", Rules: true}
	slugs.Take("policy", "rules", "texts", "findings", "finding")
	slugs.Take(slices.Sorted(maps.Keys(builtins))...)
	for _, r := range p.rules {
		name := r.gate + "_" + r.trigger
		if comment := r.comment(); comment != "" {
			name = firstWords(comment)
		}
		if r.id != nil && *r.id != "" && !opaque.MatchString(*r.id) {
			name = *r.id
		}
		r.name = slugs.Name(name)
	}
}

// builtins are names that a rule would hide.
var builtins = func() map[string]bool {
	names := map[string]bool{}
	for _, b := range ast.Builtins {
		name, _, _ := strings.Cut(b.Name, ".")
		names[name] = true
	}
	return names
}()

// firstWords is the beginning of a comment, of some 40 characters.
func firstWords(comment string) string {
	const most = 40
	words := strings.Fields(*short(&comment))
	text := ""
	for _, word := range words {
		if text != "" && len(text)+len(word) >= most {
			break
		}
		text = strings.TrimSpace(text + " " + word)
	}
	return text
}

// ruleNames is short lists in one line, long ones in many.
func ruleNames(names []string) string {
	const most = 8
	if len(names) <= most {
		return source.Array(names)
	}
	return source.Lines(names)
}

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
	aliases, taken := map[string]string{}, map[string]bool{"policy": true, "rules": true, "texts": true, "findings": true}
	for _, r := range rules {
		taken[r.name] = true
	}
	for _, module := range slices.Sorted(maps.Keys(modules)) {
		alias := modules[module]
		// Gates a and a_b may have triggers b_c and c; a rule may be called like a gate and its trigger.
		for taken[alias] {
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
func (r *rule) source(p *policy, aliases map[string]string, forms *forms) (rule, findings string) {
	var record source.Object
	record.Add("policy_id", source.String(p.id))
	record.Add("id", source.Nullable(r.id))
	record.Add("pointer", source.String(r.value.Pointer))
	record.Add("gate", source.String(r.gate))
	record.Add("trigger", source.String(r.trigger))
	record.Add("action", source.String(r.action))
	record.Add("needs", source.Texts(r.needs))
	if r.endOfLife != "" {
		record.Add("end_of_life", source.String(r.endOfLife))
	}
	text := source.Title(r.title(), "") + r.name + " := " + record.Block() + "\n"
	if r.endOfLife != "" {
		return text, ""
	}
	var call string
	switch {
	case r.broken != "":
		call = "[" + aliases[findingModule] + ".error(" + r.name + ", " + source.String(r.broken) + ")]"
	case r.own != nil:
		call = aliases[ownModule] + ".findings(" + r.name + ", " + r.ownCall() + ")"
	default:
		call = aliases["data.pratique.gates."+r.gate+"."+r.trigger] + ".findings(" + r.name + ", " + r.arguments(forms) + ")"
	}
	return text, "findings[" + source.String(r.value.Pointer) + "] := " + call + "\n"
}

// arguments are the parameters, one a line where they are several.
func (r *rule) arguments(forms *forms) string {
	var params source.Object
	for _, p := range r.params {
		if p.form != "" {
			params.Add(p.key, forms.add(r.name, p.key, p.form))
		} else {
			params.Add(p.key, p.term)
		}
	}
	const short = 60
	if inline := params.Inline(); len(inline) <= short {
		return inline
	}
	return params.Block()
}

// title is what the bundle says of the rule, or else what it checks.
func (r *rule) title() string {
	if comment := r.comment(); comment != "" {
		return comment
	}
	title := r.gate + " " + r.trigger
	if r.id != nil && *r.id != "" {
		title = *r.id + ": " + title
	}
	return title
}

// comment is what the bundle says of the rule; the schema has no key for it,
// people use these.
func (r *rule) comment() string {
	for _, key := range []string{"comment", "description"} {
		if v := r.value.Get(key); v.IsString() && anchore.Strip(v.Text) != "" {
			return v.Text
		}
	}
	return ""
}
