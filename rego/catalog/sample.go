package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
)

// Samples are the sample documents of a trigger, in the METADATA's order; nil
// where the library has no such trigger.
func (c *Catalog) Samples(gate, trigger string) ([]Sample, error) {
	t, err := c.Trigger(gate, trigger)
	if t == nil || err != nil {
		return nil, err
	}
	source, err := fs.ReadFile(c.fsys, path.Join(gatesDir, gate, trigger+".rego"))
	if err != nil {
		return nil, fmt.Errorf("reading the library: %w", err)
	}
	a, err := parseAnnotations(t.File, header(source))
	if err != nil {
		return nil, err
	}
	r := &reader{file: t.File}
	var samples []Sample
	for i, item := range r.list("custom.samples", a.Custom["samples"]) {
		samples = append(samples, r.sample(fmt.Sprintf("custom.samples[%d]", i), t, item))
	}
	return samples, r.err
}

// withoutSamples cuts them out of a file's header: they would be a fifth of the
// time that it takes to translate a bundle, and only generated tests need them.
func withoutSamples(header []byte) []byte {
	start := bytes.Index(header, []byte("\n#   samples:\n"))
	if start < 0 {
		return header
	}
	rest := header[start+len("\n#   samples:\n"):]
	for bytes.HasPrefix(rest, []byte("#    ")) {
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	return append(header[:start+1:start+1], rest...)
}

// sample is a document, or {document: …, when: {…}}.
func (r *reader) sample(key string, t *Trigger, v any) Sample {
	m := r.object(key, v)
	document, conditional := m["document"]
	if !conditional {
		return Sample{Document: r.json(key, m)}
	}
	m = r.object(key, v, "document", "when")
	s := Sample{Document: r.json(key+".document", document), When: r.conditions(key+".when", m["when"])}
	for _, c := range s.When {
		r.known(key+".when", t, c.Parameter)
	}
	return s
}

// json is v as JSON has it: YAML has more kinds of numbers.
func (r *reader) json(key string, v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		r.fail(key, "is not JSON")
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		r.fail(key, "is not JSON")
	}
	return document
}
