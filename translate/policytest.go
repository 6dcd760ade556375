package translate

import (
	"maps"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/internal/sample"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// Bounds on what is tried for one rule: its texts are untrusted.
const (
	maxDocuments = 60
	maxMatching  = 5
	maxExample   = 4 << 10 // bytes of a text that stands in a test
)

// policyTest writes pratique/policies/SLUG_test.rego.
func (s *sandbox) policyTest(p *policy) Module {
	of := Module{Path: "pratique/policies/" + p.slug + ".rego", Package: "pratique.policies." + p.slug}
	var b strings.Builder
	b.WriteString(imported(of.Package, "policy"))
	b.WriteString(`# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

`)
	b.WriteString("test_policy if policy.policy.id == " + source.String(p.id) + "\n\n")
	rows := make([]string, len(p.rules))
	for i, r := range p.ordered() {
		rows[i] = source.Strings([]string{r.value.Pointer, r.action})
	}
	b.WriteString("# What each rule demands, in the order in which they are evaluated.\n")
	if len(rows) == 0 {
		b.WriteString("test_rules if count(policy.rules) == 0\n")
	} else {
		b.WriteString("test_rules if {\n\t[[rule.pointer, rule.action] | some rule in policy.rules] == " + indented(source.Lines(rows)) + "\n}\n")
		b.WriteString("\n# Each has a title.\ntest_texts if {\n\tevery rule in policy.rules {\n\t\tpolicy.texts[rule.pointer].title != \"\"\n\t}\n}\n")
	}
	for _, r := range p.rules {
		b.WriteString("\n" + s.ruleTest(p, r))
	}
	return s.test(of, b.String(),
		"Every rule of the policy, on a small document on which it fires and on one on which it does not.")
}

// ruleTest are the tests of one rule.
func (s *sandbox) ruleTest(p *policy, r *rule) string {
	comment := source.Comment(r.value.Pointer+": ", r.title())
	pointer := source.String(r.value.Pointer)
	if r.endOfLife != "" {
		return comment + "test_" + r.name + "_is_never_evaluated if not policy.findings[" + pointer + "]\n"
	}
	fires, silent, fails := s.shows(p, r)
	var tests []string
	add := func(name string, e *example) {
		if e != nil {
			tests = append(tests, "test_"+r.name+"_"+name+" if "+e.source(pointer))
		}
	}
	add("fires", fires)
	add("does_not_fire", silent)
	if fires == nil {
		add("cannot_be_evaluated", fails)
	}
	switch {
	case len(tests) == 0:
		comment += "# It says nothing of any document that was tried.\n"
		tests = []string{"test_" + r.name + "_is_undefined if not policy.findings[" + pointer + "] with input as {}\n"}
	case fires == nil && fails == nil:
		comment += "# It fires on none of the documents that were tried.\n"
	case fires != nil && silent == nil:
		comment += "# It fires on every document that was tried.\n"
	}
	return comment + strings.Join(tests, "\n")
}

// example is a document and what a rule says of it.
type example struct {
	document any
	messages []string
}

// shows are examples of what a rule does, nil where there is none: it fires, it
// does not, it cannot be evaluated.
func (s *sandbox) shows(p *policy, r *rule) (fires, silent, fails *example) {
	for _, document := range s.documents(r) {
		messages, failed, ok := s.messages(p, r, document)
		e := &example{document, messages}
		switch {
		case !ok:
		case failed:
			fails = either(fails, e)
		case len(messages) > 0:
			fires = either(fires, e)
		default:
			silent = either(silent, e)
		}
		if fires != nil && silent != nil {
			break
		}
	}
	return fires, silent, fails
}

func either(a, b *example) *example {
	if a != nil {
		return a
	}
	return b
}

// documents are the samples of the rule's trigger with the rule's parameters
// put in, and an empty one.
func (s *sandbox) documents(r *rule) []any {
	empty := map[string]any{}
	if r.broken != "" {
		return []any{empty}
	}
	samples, err := s.samples(r)
	if err != nil && s.err == nil {
		s.err = err
	}
	texts := map[string]string{}
	for name, c := range r.values {
		texts[name] = c.text
	}
	parameters := r.parameters()
	var documents []any
	for _, one := range samples {
		holds := true
		for _, c := range one.When {
			holds = holds && c.Holds(texts)
		}
		if holds {
			documents = append(documents, sample.Documents(one.Document, parameters)...)
		}
	}
	documents = append(documents[:min(len(documents), maxDocuments)], empty)
	for _, document := range documents {
		if object, ok := document.(map[string]any); ok && len(r.expressions) > 0 {
			object["matches"] = r.answers()
		}
	}
	return documents
}

// samples are those of the trigger, or of the author's rule.
func (s *sandbox) samples(r *rule) ([]catalog.Sample, error) {
	if r.own == nil {
		return s.plan.t.catalog.Samples(r.gate, r.trigger)
	}
	var samples []catalog.Sample
	for _, document := range r.own.Samples {
		samples = append(samples, catalog.Sample{Document: document})
	}
	return samples, nil
}

// matching stands for a text that an expression matches that RE2 cannot run.
const matching = "matching"

// answers are the matches of the expressions that RE2 cannot run.
func (r *rule) answers() map[string]any {
	answers := map[string]any{}
	for _, e := range r.expressions {
		answers[e.python] = []any{matching}
	}
	return answers
}

// parameters are what the samples put in.
func (r *rule) parameters() map[string]sample.Parameter {
	parameters := map[string]sample.Parameter{}
	for _, name := range slices.Sorted(maps.Keys(r.values)) {
		c := r.values[name]
		if len(c.text) > maxExample {
			continue // documents that would have it are left out
		}
		p := sample.Parameter{Text: c.text, Value: decoded(c.term)}
		if re2, ok := r.patterns[name]; ok {
			p.Matching = sample.Matching(re2, maxMatching)
		} else if slices.ContainsFunc(r.expressions, func(e expression) bool { return e.python == c.text }) {
			p.Matching = []string{matching}
		}
		parameters[name] = p
	}
	return parameters
}

// source is a rule's body that says so.
func (e *example) source(pointer string) string {
	want := source.Texts(e.messages)
	inline := "_said(" + pointer + ", " + termOf(e.document) + ") == " + want
	if len(inline) <= lineWidth {
		return "{\n\t" + inline + "\n}\n"
	}
	return "{\n\tsaid := _said(" + pointer + ", " + indented(wrapped(e.document, lineWidth/2)) + ")\n" +
		"\tsaid == " + indented(wrappedList(e.messages)) + "\n}\n"
}
