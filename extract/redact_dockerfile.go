package extract

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

// RedactText takes the values of secrets out of a text that is shown.
func RedactText(text string) string { return secrets.Redact(text) }

// RedactDockerfile takes the values of secrets out of the Dockerfile of a document, wherever they
// stand in it. Ids of Anchore's dockerfile gate are made of its text, so such a document cannot be
// judged: it says of itself that no Dockerfile was looked at, and for whom that is not enough, that
// it is redacted.
func RedactDockerfile(doc *document.Document) error {
	if doc.Dockerfile == nil {
		return nil
	}
	text, err := json.Marshal(doc.Dockerfile)
	if err != nil {
		return fmt.Errorf("redacting the Dockerfile: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value map[string]any
	if err := decoder.Decode(&value); err != nil {
		return fmt.Errorf("redacting the Dockerfile: %w", err)
	}
	r := dockerfileRedactor{parts: secrets.PartsOf(dockerfileText(doc.Dockerfile)), values: strings.NewReplacer(toldByPlace(doc.Dockerfile)...)}
	for key := range value {
		value[key] = r.redact(key, value[key])
	}
	if text, err = json.Marshal(value); err != nil {
		return fmt.Errorf("redacting the Dockerfile: %w", err)
	}
	clean := &document.Dockerfile{}
	if err := json.Unmarshal(text, clean); err != nil {
		return fmt.Errorf("redacting the Dockerfile: %w", err)
	}
	clean.Redacted = true
	doc.Dockerfile = clean
	// What expressions match is lines of the file.
	doc.Matches, doc.MatchErrors = nil, nil
	if doc.Searched != nil {
		doc.Searched.Sections = slices.DeleteFunc(doc.Searched.Sections, ofDockerfile)
		doc.Searched.Needs = slices.DeleteFunc(doc.Searched.Needs, ofDockerfile)
	}
	return nil
}

// ofDockerfile says whether a need is of the Dockerfile, or an answer about texts that may be its.
func ofDockerfile(need string) bool {
	section := document.Need(need).Section()
	return section == "dockerfile" || section == "matches"
}

// dockerfileText is all that tells secrets by the text around them.
func dockerfileText(d *document.Dockerfile) string {
	var all strings.Builder
	if d.Contents != nil {
		all.WriteString(*d.Contents)
	}
	for _, lines := range d.Lines {
		for _, line := range lines {
			all.WriteString("\n" + line)
		}
	}
	for i := range d.Instructions {
		in := &d.Instructions[i]
		all.WriteString("\n" + in.Instruction + " " + in.Value)
		if in.Expanded != nil {
			all.WriteString("\n" + in.Instruction + " " + *in.Expanded)
		}
	}
	return all.String()
}

// toldByPlace are the values of secrets that are told by the word before them or by the name of
// their variable, each with what replaces it, the longest first.
func toldByPlace(d *document.Dockerfile) []string {
	var values []string
	for i := range d.Instructions {
		in := &d.Instructions[i]
		words := slices.Clone(in.Arguments)
		if in.JSONForm && secrets.RedactWords(words) {
			for i, word := range in.Arguments {
				if words[i] == word {
					continue
				}
				if _, value, ok := strings.Cut(word, "="); ok && strings.Contains(words[i], "=") {
					word = value
				}
				values = append(values, word)
			}
		}
		for _, pair := range in.Pairs {
			for _, value := range []*string{pair.Value, pair.Expanded} {
				if value != nil && *value != "" && secrets.RedactValue(pair.Name, *value) == redactedValue {
					values = append(values, *value)
				}
			}
		}
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	var replace []string
	for _, value := range slices.Compact(values) {
		replace = append(replace, value, redactedValue)
	}
	return replace
}

const redactedValue = "[redacted]"

type dockerfileRedactor struct {
	parts  secrets.Parts
	values *strings.Replacer
}

// redact gives the value of a key without secrets. Words of the format stay as they are.
func (r dockerfileRedactor) redact(key string, value any) any {
	switch v := value.(type) {
	case string:
		switch key {
		case "mode", "reading", "escape", "instruction", "operator", "role":
			return v
		}
		return r.parts.Redact(r.values.Replace(v))
	case []any:
		for i := range v {
			v[i] = r.redact(key, v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = r.redact(key, v[key])
		}
	}
	return value
}
