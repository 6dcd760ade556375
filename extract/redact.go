package extract

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

// redact takes the values of secrets out of what nobody needs them in: the
// configuration's environment and labels, and the history. Where they stand is in
// document.Secrets. Dockerfiles keep theirs, since the findings of the dockerfile
// gate quote the lines, as Anchore's do.
func redact(image *document.Image) {
	for i := range image.History {
		h := &image.History[i]
		h.CreatedBy, h.Comment = secrets.Redact(h.CreatedBy), secrets.Redact(h.Comment)
		if h.Value != nil && h.Instruction != nil {
			// Only together with its instruction ("ENV NAME value") can a value be told.
			full := secrets.Redact(*h.Instruction + " " + *h.Value)
			value := strings.TrimPrefix(full, *h.Instruction+" ")
			h.Value = &value
		}
	}
	var config map[string]any
	decoder := json.NewDecoder(bytes.NewReader(image.Config))
	decoder.UseNumber()
	if decoder.Decode(&config) != nil {
		return // there is none
	}
	changed := redactVariables(config["Env"])
	changed = redactLabels(config["Labels"]) || changed
	if changed {
		// What was JSON can be written as JSON again.
		image.Config, _ = json.Marshal(config)
	}
}

func redactVariables(env any) (changed bool) {
	list, _ := env.([]any)
	for i := range list {
		variable, _ := list[i].(string)
		name, value, ok := strings.Cut(variable, "=")
		if !ok {
			continue
		}
		if clean := secrets.RedactValue(name, value); clean != value {
			list[i], changed = name+"="+clean, true
		}
	}
	return changed
}

func redactLabels(labels any) (changed bool) {
	members, _ := labels.(map[string]any)
	for name, label := range members {
		value, ok := label.(string)
		if !ok {
			continue
		}
		if clean := secrets.RedactValue(name, value); clean != value {
			members[name], changed = clean, true
		}
	}
	return changed
}

// show adds to what has secrets a text that messages may show instead.
func show(d *document.Dockerfile) {
	for i := range d.Instructions {
		in := &d.Instructions[i]
		value := in.Value
		if in.Expanded != nil {
			value = cmp.Or(*in.Expanded, value)
		}
		// Only together with its instruction ("ENV NAME value") can a value be told.
		prefix := in.Instruction + " "
		if clean := secrets.Redact(prefix + value); clean != prefix+value {
			in.Shown = new(strings.TrimPrefix(clean, prefix))
		}
		parts := secrets.PartsOf(value)
		for j := range in.Commands {
			c := &in.Commands[j]
			text := strings.Join(append([]string{c.Name}, c.Arguments...), " ")
			if clean := parts.Redact(text); clean != text {
				c.Shown = &clean
			}
		}
	}
}

// redactedError is an error whose text, such as a line of a Dockerfile, shows no
// secrets.
type redactedError struct{ error }

// Error implements error.
func (e redactedError) Error() string { return secrets.Redact(e.error.Error()) }

// Unwrap is the error itself, for errors.Is.
func (e redactedError) Unwrap() error { return e.error }

// withoutSecrets are build arguments whose secret values have gone: what a
// Dockerfile expands to stands in the document.
func withoutSecrets(arguments map[string]string) map[string]string {
	clean := make(map[string]string, len(arguments))
	for name, value := range arguments {
		clean[name] = secrets.RedactValue(name, value)
	}
	return clean
}
