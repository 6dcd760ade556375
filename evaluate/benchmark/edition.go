package benchmark

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// outline is what an edition and the controls that it refers to have in common,
// members that nobody has looked at yet.
type outline struct {
	Bundle    string `json:"bundle"`
	Images    string `json:"images"`
	Benchmark struct {
		ID string `json:"id"`
	} `json:"benchmark"`
	Controls []map[string]json.RawMessage `json:"controls"`
}

// resolved gives each control of an edition that is the same as another what it does
// not say itself.
func resolved(text []byte, lookup func(bundle string) ([]byte, bool)) ([]byte, error) {
	var edition outline
	if json.Unmarshal(text, &edition) != nil || !slices.ContainsFunc(edition.Controls, isSame) {
		return text, nil // where it has another form, decoding tells
	}
	byID, err := original(edition.Bundle, lookup)
	if err != nil {
		return nil, err
	}
	if edition.Images != "" {
		others, err := original(edition.Images, lookup)
		if err != nil {
			return nil, err
		}
		maps.Copy(others, byID)
		byID = others
	}
	for i, c := range edition.Controls {
		if !isSame(c) {
			continue
		}
		other, ok := byID[string(c["same"])]
		if !ok {
			return nil, fmt.Errorf("control %s: %s has no control %s", c["id"], edition.Bundle, c["same"])
		}
		edition.Controls[i] = inherited(c, other.control, edition.Benchmark.ID, other.benchmark)
	}
	return replaced(text, edition.Controls)
}

// numbered is a control, and the benchmark in which it has its number.
type numbered struct {
	control   map[string]json.RawMessage
	benchmark string
}

// original is the controls of a bundle by their ids, as JSON has them.
func original(bundle string, lookup func(bundle string) ([]byte, bool)) (map[string]numbered, error) {
	controls, ok := []byte(nil), false
	if lookup != nil {
		controls, ok = lookup(bundle)
	}
	if !ok {
		return nil, fmt.Errorf("a control is the same as one of the bundle %q, which does not ship with pratique or has no controls", bundle)
	}
	controls, err := asJSON(bytes.NewReader(controls))
	if err != nil {
		return nil, fmt.Errorf("the controls of %s: %w", bundle, err)
	}
	var base outline
	if err := json.Unmarshal(controls, &base); err != nil {
		return nil, fmt.Errorf("the controls of %s: %w", bundle, err)
	}
	byID := map[string]numbered{}
	for _, c := range base.Controls {
		byID[string(c["id"])] = numbered{c, base.Benchmark.ID}
	}
	return byID, nil
}

func isSame(c map[string]json.RawMessage) bool { return c["same"] != nil }

// inherited is a control with what the other says besides. It is known by the other's
// number too, and not by its own.
func inherited(c, other map[string]json.RawMessage, benchmark, otherBenchmark string) map[string]json.RawMessage {
	merged := maps.Clone(other)
	maps.Copy(merged, c)
	var id, otherID string
	var aliases []string
	_ = json.Unmarshal(c["id"], &id) // one of another form is found by decoding
	_ = json.Unmarshal(c["same"], &otherID)
	_ = json.Unmarshal(merged["aliases"], &aliases)
	aliases = slices.DeleteFunc(aliases, func(a string) bool { return a == benchmark+":"+id })
	aliases = append([]string{otherBenchmark + ":" + otherID}, aliases...)
	if text, err := json.Marshal(aliases); err == nil {
		merged["aliases"] = text
	}
	return merged
}

// replaced is a definition with other controls.
func replaced(text []byte, controls []map[string]json.RawMessage) ([]byte, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	list, err := json.Marshal(controls)
	if err != nil {
		return nil, err
	}
	all["controls"] = list
	return json.Marshal(all)
}
