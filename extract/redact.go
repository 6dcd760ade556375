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
	image.Config = secrets.RedactJSON(image.Config)
}

// redactDaemon takes the values of secrets out of a daemon's options: proxies, options of log
// drivers, registries' mirrors.
func redactDaemon(d *document.Daemon) {
	if d == nil {
		return
	}
	for _, options := range []map[string]json.RawMessage{d.Config, d.Flags, d.Effective} {
		for name, value := range options {
			options[name] = secrets.RedactAs(name, value)
		}
	}
	d.Info, d.Version = secrets.RedactJSON(d.Info), secrets.RedactJSON(d.Version)
	for _, network := range d.Networks {
		for name, value := range network.Options {
			network.Options[name] = secrets.RedactValue(name, value)
		}
	}
}

// redactHost takes the values of secrets out of a host's facts, whatever they are about.
func redactHost(h *document.Host) (*document.Host, error) {
	if h == nil {
		return nil, nil
	}
	text, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("redacting the host's facts: %w", err)
	}
	clean := secrets.RedactJSON(text)
	if bytes.Equal(clean, text) {
		return h, nil
	}
	redacted := &document.Host{}
	if err := json.Unmarshal(clean, redacted); err != nil {
		return nil, fmt.Errorf("redacting the host's facts: %w", err)
	}
	return redacted, nil
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
		// The words of the JSON form are told by what stands before them.
		if words := slices.Clone(in.Arguments); in.JSONForm && secrets.RedactWords(words) {
			text, _ := json.Marshal(words) // strings
			in.Shown = new(string(text))
		}
		showCommands(in.Commands, secrets.PartsOf(value))
		if in.Instruction == "CMD" || in.Instruction == "ENTRYPOINT" {
			showCommands(d.Started, secrets.PartsOf(value))
		}
	}
}

// showCommands adds to commands that have secrets a text without them, given what the
// whole has.
func showCommands(commands []document.Command, parts secrets.Parts) {
	for i := range commands {
		c := &commands[i]
		text := strings.Join(append([]string{c.Name}, c.Arguments...), " ")
		if clean := parts.Redact(text); clean != text {
			c.Shown = &clean
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
