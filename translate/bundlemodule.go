package translate

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// chains are the ordered choices of a bundle.
type chains struct {
	mappings                          []*mapping // those that can be the match
	mapping, whitelisted, blacklisted []branch
	problems                          []branch // where Anchore raises while it looks for a match
	compiled                          expressions
}

// branch is one possible value and its conditions, all of which must hold;
// without any it always holds.
type branch struct {
	pointer    string
	value      func() string
	conditions []string
	selector   selector
}

// chains puts the bundle's choices in order, up to the first that always holds.
func (t *translator) chains(b *bundle) chains {
	c := chains{compiled: expressions{}}
	for _, m := range b.mappings {
		if t.branch(&c, &c.mapping, m.value, m.selector, func() string { return m.record().Block() }) {
			c.mappings = append(c.mappings, m)
		}
	}
	for _, r := range b.whitelisted {
		t.branch(&c, &c.whitelisted, r.value, r.selector, func() string { return r.record().Block() })
	}
	for _, r := range b.blacklisted {
		t.branch(&c, &c.blacklisted, r.value, r.selector, func() string { return r.record().Block() })
	}
	return c
}

// branch adds a choice to its chain, or to the problems, and says whether it
// can be taken. All patterns of a bundle are tried, also those behind a match:
// one that raises spoils the evaluation (compatibility.md#build-order).
func (t *translator) branch(c *chains, chain *[]branch, v *anchore.Value, s selector, value func() string) bool {
	conditions, fault := s.conditions()
	if fault != nil {
		c.problems = append(c.problems, branch{v.Pointer, func() string { return problems(Errors{fault}) }, conditions, s})
		return false
	}
	if s.never != "" {
		return false
	}
	if before := c.covering(*chain, s); before != "" {
		t.warn(WarnUnreachable, v.Pointer, "it never matches: %s takes every image that it is for", before)
		return false
	}
	*chain = append(*chain, branch{v.Pointer, value, conditions, s})
	return true
}

// record is what the decision needs to know of a mapping that matches.
func (m *mapping) record() *source.Object {
	var o source.Object
	o.Add("pointer", source.String(m.value.Pointer))
	policies, whitelists := make([]string, len(m.policies)), make([]string, len(m.whitelists))
	for i, p := range m.policies {
		policies[i] = p.slug
	}
	for i, w := range m.whitelists {
		whitelists[i] = w.slug
	}
	if len(m.problems) > 0 {
		policies, whitelists = nil, nil
	}
	o.Add("policies", source.Strings(policies))
	o.Add("whitelists", source.Strings(whitelists))
	o.Add("rule", source.Value(m.value))
	if len(m.problems) > 0 {
		o.Add("problems", problems(m.problems))
	}
	return &o
}

func (r *imageRule) record() *source.Object {
	var o source.Object
	o.Add("pointer", source.String(r.value.Pointer))
	o.Add("rule", source.Value(r.value))
	return &o
}

// problems are errors as records of the decision.
func problems(errs Errors) string {
	records := make([]string, len(errs))
	for i, e := range errs {
		var o source.Object
		o.Add("kind", source.String(e.Kind))
		o.Add("policy_id", source.Nullable(short(e.PolicyID)))
		o.Add("rule_id", source.Nullable(short(e.RuleID)))
		o.Add("gate", source.Nullable(short(e.Gate)))
		o.Add("trigger", source.Nullable(short(e.Trigger)))
		o.Add("parameter", source.Nullable(short(e.Parameter)))
		o.Add("message", source.String(e.Message))
		o.Add("pointer", source.String(e.Pointer))
		records[i] = o.Inline()
	}
	return source.Array(records)
}

// bundleModule writes pratique/bundle.rego.
func (t *translator) bundleModule(c chains) Module {
	var body strings.Builder
	var info source.Object
	info.Add("id", source.Nullable(t.info.ID))
	info.Add("name", source.Nullable(t.info.Name))
	info.Add("version", source.String(t.info.Version))
	title := "The bundle"
	if comment := t.root.Get("comment").String(); comment != "" {
		title = comment
	}
	body.WriteString(source.Title(title, ""))
	body.WriteString("info := " + info.Block() + "\n")
	if slugs := t.namespaceSlugs(); slugs != nil {
		body.WriteString("\n" + source.Title("Packages of the author's, which are policies of every image", "") + "namespaces := " + source.Strings(slugs) + "\n")
	}
	writeChain(&body, "mapping", "The first mapping that matches the image", c.mapping)
	writeChain(&body, "whitelisted_image", "The first rule of whitelisted_images that matches", c.whitelisted)
	writeChain(&body, "blacklisted_image", "The first rule of blacklisted_images that matches", c.blacklisted)
	writeChain(&body, "problems", "Rules that Anchore cannot compare with the image", c.problems)
	body.WriteString("\n" + source.Title("What the decision warns of", "") + "warnings := " + source.Lines(t.warningRecords()) + "\n")

	var b strings.Builder
	b.WriteString(t.fileHeader())
	b.WriteString("package pratique.bundle\n\n")
	if c.useRef() {
		b.WriteString("import data.pratique.lib.image_ref as ref\n\n")
	}
	b.WriteString(body.String())
	return Module{Path: "pratique/bundle.rego", Package: "pratique.bundle", Source: []byte(source.Wrap(b.String()))}
}

// useRef says whether a condition looks at the image's reference: strict
// compilers refuse an import that nothing uses. Conditions begin or end with
// their subject, whatever the literal in them is.
func (c chains) useRef() bool {
	for _, chain := range [][]branch{c.mapping, c.whitelisted, c.blacklisted, c.problems} {
		if len(chain) > maxChain {
			return true
		}
	}
	for _, b := range slices.Concat(c.mapping, c.whitelisted, c.blacklisted, c.problems) {
		for _, condition := range b.conditions {
			subject := condition[strings.LastIndex(condition, ", ")+1:]
			if strings.HasPrefix(condition, "ref.") || strings.HasPrefix(subject, " ref.") {
				return true
			}
		}
	}
	return false
}

// warningRecords are the warnings that a decision repeats: not those that only
// matter to who writes the bundle.
func (t *translator) warningRecords() []string {
	var records []string
	for _, w := range t.warnings {
		switch w.Kind {
		case WarnSchema, WarnEndOfLife, WarnUnused: // the decision warns of end-of-life rules itself
			continue
		}
		var o source.Object
		o.Add("kind", source.String(w.Kind))
		o.Add("message", source.String(w.Message))
		o.Add("pointer", source.String(w.Pointer))
		records = append(records, o.Inline())
	}
	return records
}
