package parameters

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Example is a value of a rule that stands where a site was to write its own.
type Example struct {
	Pointer string // of the value
	Rule    string // its id, "" for none
	Param   string
	Value   string
}

// Examples lists the values of rules that contain the word example, as bundles have it in
// what only the site knows, and those that the rule's comment calls an example, word by word;
// but not those that v replaces. A text that is no bundle has none.
func (v Values) Examples(bundle []byte) []Example {
	var root struct {
		Policies []struct {
			Rules []struct {
				ID      any `json:"id"`
				Comment any `json:"comment"`
				Params  []struct {
					Name      any    `json:"name"`
					Value     any    `json:"value"`
					Parameter string `json:"parameter"`
				} `json:"params"`
			} `json:"rules"`
		} `json:"policies"`
	}
	if !bytes.Contains(bytes.ToLower(bundle), []byte("example")) || json.Unmarshal(bundle, &root) != nil {
		return nil
	}
	var list []Example
	for i, p := range root.Policies {
		for j, r := range p.Rules {
			for k, param := range r.Params {
				text, _ := param.Value.(string)
				comment, _ := r.Comment.(string)
				if _, given := v[param.Parameter]; given || !isExample(text, comment) {
					continue
				}
				id, _ := r.ID.(string)
				name, _ := param.Name.(string)
				list = append(list, Example{fmt.Sprintf("/policies/%d/rules/%d/params/%d/value", i, j, k), id, name, text})
			}
		}
	}
	return list
}

func isExample(value, comment string) bool {
	const mark = "example"
	if strings.Contains(strings.ToLower(value), mark) {
		return true
	}
	// "example for allowing only exposed ports 12345, 23456"
	_, after, said := strings.Cut(strings.ToLower(comment), mark)
	words := strings.FieldsFunc(after, func(r rune) bool { return r == ' ' || r == ',' })
	for item := range strings.SplitSeq(strings.ToLower(value), ",") {
		said = said && slices.Contains(words, strings.TrimSpace(item))
	}
	return said
}
