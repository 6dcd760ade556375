package catalog

import (
	"bytes"
	"encoding/json"
)

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
		r.fail(key, "is no JSON")
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		r.fail(key, "is no JSON")
	}
	return document
}
