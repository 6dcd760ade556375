package secrets

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// FindContainers lists the secrets in the environments of containers, in their
// order; Path is a pointer into the document whose section they are. The list is
// never nil. A variable whose name says that it is a secret and whose value the
// source does not have (-e NAME, ${NAME}) has no fingerprint: what it will be nobody
// knows here. A Kubernetes variable that is taken from elsewhere is left out, since
// that is what secrets are for there.
func FindContainers(containers []document.Container) []document.Secret {
	f := finder{found: []document.Secret{}}
	for i := range containers {
		for j, entry := range containers[i].Env {
			at := place{source: document.SecretContainerEnv, pointer: fmt.Sprintf("/containers/%d/env/%d", i, j)}
			name, value, given := strings.Cut(entry, "=")
			if tells(name, value) && (variable(value) || !given && containers[i].Source != document.SourceKubernetes) {
				f.found = append(f.found, document.Secret{Name: name, Source: at.source, Path: &at.pointer})
				continue
			}
			f.pair(name, value, at)
		}
	}
	return f.found
}

// RedactContainers takes the values of secrets out of containers, whose slices it
// changes: out of environments, labels, log options, commands and originals.
func RedactContainers(containers []document.Container) {
	texts := map[string]string{}
	for i := range containers {
		c := &containers[i]
		r := redactor{values: map[string]bool{}, texts: texts, quoted: c.Source == document.SourceRun}
		for j, entry := range c.Env {
			if name, value, ok := strings.Cut(entry, "="); ok {
				c.Env[j] = name + "=" + r.learn(name, value)
			}
		}
		for _, m := range []map[string]string{c.Labels, c.LogOptions} {
			for name, value := range m {
				m[name] = r.learn(name, value)
			}
		}
		r.options(c.Entrypoint)
		r.options(c.Command)
		r.learnt()
		for _, words := range [][]string{c.Entrypoint, c.Command, c.Processes} {
			for j := range words {
				words[j] = r.text(words[j])
			}
		}
		c.Raw = r.original(c.Raw)
	}
}

// redactor knows the values that the container's options have shown: in the text
// that they were read from they may stand in quotes that no pattern follows.
type redactor struct {
	values   map[string]bool
	replacer *strings.Replacer // of the values that are long enough
	quoted   bool              // the original is a shell's text
	texts    map[string]string // what becomes of texts where there are no values
}

// shortest is the length of a value that may be replaced wherever it stands; shorter
// ones would be found in other words.
const shortest = 5

// learn is RedactValue, and remembers what it has taken out.
func (r *redactor) learn(name, value string) string {
	clean := RedactValue(name, value)
	switch {
	case clean == redacted:
		r.values[value] = true
	case clean != value:
		for _, s := range spans(value) {
			r.values[value[s.start:s.end]] = true
		}
	}
	return clean
}

// options learns from the words of a command, of which --password takes the next.
func (r *redactor) options(words []string) {
	for i, word := range words {
		if i > 0 && strings.HasPrefix(words[i-1], "-") && !strings.HasPrefix(word, "-") {
			r.learn(strings.TrimLeft(words[i-1], "-"), word)
		}
		if name, value, ok := strings.Cut(word, "="); ok {
			r.learn(strings.TrimLeft(name, "-"), value)
		}
	}
}

// learnt ends the learning. Of values that begin alike the longest is replaced.
func (r *redactor) learnt() {
	var pairs []string
	for _, value := range slices.SortedFunc(maps.Keys(r.values), func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) }) {
		if len(value) >= shortest {
			pairs = append(pairs, value, redacted)
		}
	}
	r.replacer = strings.NewReplacer(pairs...)
}

// text redacts a text. Containers have most of their texts in common, and what becomes of one
// depends on it alone where the options have shown no value.
func (r *redactor) text(text string) string {
	if len(r.values) > 0 || len(text) > maxText {
		return r.redact(text)
	}
	clean, known := r.texts[text]
	if !known {
		if clean = r.redact(text); len(r.texts) < maxTexts {
			r.texts[text] = clean
		}
	}
	return clean
}

// Texts that are kept with what becomes of them.
const (
	maxTexts = 10_000
	maxText  = 256 // bytes
)

func (r *redactor) redact(text string) string {
	if r.values[text] {
		return redacted
	}
	text = r.replacer.Replace(text)
	if name, value, ok := strings.Cut(text, "="); ok && !strings.ContainsAny(name, " \t\n") {
		return name + "=" + RedactValue(strings.TrimLeft(name, "-"), value)
	}
	return Redact(text)
}

// original changes JSON, whatever it looks like. What is no JSON is left out.
func (r *redactor) original(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return raw
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	value = r.walk(value)
	if top, ok := value.(map[string]any); ok && r.quoted && slices.ContainsFunc(slices.Collect(maps.Keys(r.values)), needsQuotes) {
		if words, ok := top["argv"].([]any); ok {
			top["command"] = strings.Trim(fmt.Sprint(words), "[]")
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// needsQuotes says whether a value may be spelt in several ways in a command.
func needsQuotes(value string) bool {
	return regexp.MustCompile(`[^\w./:@%+=,-]`).MatchString(value)
}

func (r *redactor) walk(value any) any {
	switch v := value.(type) {
	case string:
		return r.text(v)
	case []any:
		for i := range v {
			v[i] = r.walk(v[i])
		}
		value, _ = redactValue(v) // the option before a word tells
		return value
	case map[string]any:
		name, _ := v["name"].(string) // Kubernetes: {name: …, value: …}
		for key := range v {
			switch text := v[key].(type) {
			case string, json.Number:
				about := key
				if key == "value" && name != "" {
					about = name
				}
				if clean := RedactValue(about, fmt.Sprint(text)); clean != fmt.Sprint(text) {
					v[key] = clean
					continue
				}
			}
			v[key] = r.walk(v[key])
		}
	}
	return value
}
