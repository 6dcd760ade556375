package translate

import (
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// docsURL is where the pages of docs/ are read.
const docsURL = "https://github.com/pratique-dev/pratique/blob/main/docs/"

// Every finding of a rule repeats its texts, so that they are bounded, in characters.
const (
	maxTitle = 300
	maxProse = 2000
	// maxTextLine is how long a line of them is in the module, in bytes, where words allow it.
	maxTextLine = 90
)

// ruleTexts are what people read of a rule beside the messages of its findings.
type ruleTexts struct{ title, description, remediation, help string }

// ruleTexts are those of a policy's rules, as the JSON text of an object that OPA reads when the policy has
// findings: as Rego they would take a fifth of the time of a large bundle.
func (t *translator) ruleTexts(p *policy) string {
	if len(p.rules) == 0 {
		return ""
	}
	var all source.Object
	for _, r := range p.rules {
		texts, library := t.written(r), t.library(r)
		if texts.title != "" {
			library.description = "" // of how the check works, which says nothing of why the author asks for it
		}
		texts.add(library)
		var one source.Object
		for _, field := range []struct {
			key, text string
			most      int
		}{
			{"title", texts.title, maxTitle},
			{"description", texts.description, maxProse},
			{"remediation", texts.remediation, maxProse},
			{"help", texts.help, maxProse},
		} {
			one.Add(field.key, folded(field.text, field.most))
		}
		all.Add(r.value.Pointer, one.Block())
	}
	title := source.Title("What people read of the rules, by their pointers", "A text goes on after a backslash at the end of a line.")
	return "\n" + title + "texts := json.unmarshal(regex.replace(_texts, `\\\\\\n\\s*`, \"\"))\n\n_texts := `" + withoutTrailingCommas(all.Block()) + "`\n"
}

// folded is a text in one paragraph, cut where it is very long, as a JSON string that goes on after a
// backslash at the end of a line. Nothing in a string of JSON is a line end.
func folded(text string, most int) string {
	words := strings.Fields(text)
	var b strings.Builder
	width, count := 0, 0
	for i, word := range words {
		if count += len([]rune(word)) + 1; count > most {
			b.WriteString("…")
			break
		}
		if width+len(word) > maxTextLine && width > 0 {
			b.WriteByte('\n')
			width = 0
		}
		b.WriteString(word)
		if i < len(words)-1 {
			b.WriteByte(' ')
		}
		width += len(word) + 1
	}
	lines := strings.Split(b.String(), "\n")
	for i, line := range lines {
		quoted := source.String(line)
		lines[i] = quoted[1 : len(quoted)-1]
	}
	return `"` + strings.Join(lines, "\\\n\t") + `"`
}

// written are what the bundle says of a rule, or the control that rests on it: the first line of the
// comment is the title.
func (t *translator) written(r *rule) ruleTexts {
	title, rest, _ := strings.Cut(anchore.Strip(r.comment()), "\n")
	if description := r.text("description"); description != "" && description != anchore.Strip(r.comment()) {
		rest += "\n" + description
	}
	remediation := r.text("recommendation")
	if remediation == "" && r.id != nil {
		remediation = t.Remediations[*r.id]
	}
	return ruleTexts{title: title, description: strings.TrimSpace(rest), remediation: remediation}
}

// library is what else there is to say: of the check and the trigger, or of the author's rule.
func (t *translator) library(r *rule) ruleTexts {
	switch {
	case r.own != nil:
		texts := ruleTexts{r.own.Title, r.own.Description, r.own.Remediation, r.own.Help}
		texts.add(ruleTexts{title: "Rule " + r.own.Name, help: docsURL + "gates/rego.md#rule"})
		return texts
	case r.found == nil:
		return ruleTexts{title: "Rule of a gate at its end of life", description: r.endOfLife, help: docsURL + "compatibility.md#end-of-life-gates"}
	}
	texts := ruleTexts{help: docsURL + "gates/" + r.gate + ".md#" + r.trigger}
	trigger := ruleTexts{title: r.found.Title, description: r.found.Description, remediation: r.found.Remediation}
	if c, given := r.values["check"]; given {
		check, err := t.catalog.Check(r.gate, r.trigger, c.text)
		if err != nil && t.fault == nil {
			t.fault = err
		}
		if check != nil {
			texts.add(ruleTexts{title: check.Title, description: check.Description, remediation: check.Remediation})
			trigger.description = "" // it is about all checks
		}
	}
	texts.add(trigger)
	return texts
}

// add fills in what is not said yet.
func (t *ruleTexts) add(other ruleTexts) {
	for _, field := range []struct {
		text  *string
		other string
	}{
		{&t.title, other.title},
		{&t.description, other.description},
		{&t.remediation, other.remediation},
		{&t.help, other.help},
	} {
		if *field.text == "" {
			*field.text = field.other
		}
	}
}

// text is what people read under a key of the rule, "" for none.
func (r *rule) text(key string) string {
	if v := r.value.Get(key); v.IsString() {
		return anchore.Strip(v.Text)
	}
	return ""
}
