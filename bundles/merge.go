package bundles

import (
	"encoding/json"
	"fmt"
	"maps"
)

// bundle is what an edition takes from two bundles; the rest is the first one's.
type bundle struct {
	Parameters map[string]json.RawMessage `json:"parameters,omitzero"`
	Policies   []policy                   `json:"policies"`
	Mappings   []mapping                  `json:"mappings"`
}

type policy struct {
	ID      string                       `json:"id"`
	Name    string                       `json:"name,omitzero"`
	Version string                       `json:"version"`
	Comment string                       `json:"comment,omitzero"`
	Rules   []map[string]json.RawMessage `json:"rules"`
}

type mapping struct {
	ID           string          `json:"id"`
	Name         string          `json:"name"`
	Registry     string          `json:"registry"`
	Repository   string          `json:"repository"`
	Image        json.RawMessage `json:"image"`
	PolicyIDs    []string        `json:"policy_ids"`
	WhitelistIDs []string        `json:"whitelist_ids"`
}

// merged is a bundle with the policies of another behind its own, for every image that its first
// mapping is for. A rule whose id the first has too is the same rule, and stands once.
func merged(text, others []byte) ([]byte, error) {
	var first, second bundle
	var whole map[string]json.RawMessage
	for _, reading := range []struct {
		text []byte
		into any
	}{{text, &whole}, {text, &first}, {others, &second}} {
		if err := json.Unmarshal(reading.text, reading.into); err != nil {
			return nil, fmt.Errorf("merging two bundles that ship with pratique: %w", err)
		}
	}
	known := map[string]bool{}
	for _, p := range first.Policies {
		for _, rule := range p.Rules {
			known[string(rule["id"])] = true
		}
	}
	for _, p := range second.Policies {
		var rules []map[string]json.RawMessage
		for _, rule := range p.Rules {
			if !known[string(rule["id"])] {
				rules = append(rules, rule)
			}
		}
		if len(rules) == 0 {
			continue
		}
		p.Rules = rules
		first.Policies = append(first.Policies, p)
		first.Mappings[0].PolicyIDs = append(first.Mappings[0].PolicyIDs, p.ID)
	}
	maps.Copy(first.Parameters, second.Parameters)
	for key, value := range map[string]any{"parameters": first.Parameters, "policies": first.Policies, "mappings": first.Mappings} {
		encoded, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("merging two bundles that ship with pratique: %w", err)
		}
		whole[key] = encoded
	}
	return json.MarshalIndent(whole, "", "  ")
}
