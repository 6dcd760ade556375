// Package parameters puts a site's values into a bundle: which ports are allowed,
// which base images are trusted. A bundle names its parameters under
// "parameters", and a rule's param takes the value of the one that it names:
//
//	"parameters": {"cis.allowed_ports": {"description": "Ports that may be exposed."}},
//	…
//	"params": [{"name": "allowed", "value": "", "parameter": "cis.allowed_ports"}]
//
// The param's own value is the default, and what Anchore sees.
package parameters

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// Values are texts by the name of the parameter.
type Values map[string]string

// Parameter is one parameter of a bundle.
type Parameter struct {
	Name        string
	Description string
	// Default is the value of the rules' params that take it, "" for none.
	Default string
}

// maxFile is the largest file of values that is read, in bytes.
const maxFile = 1 << 20

// Read adds the values of a YAML file, NAME: VALUE or NAME: [VALUE, …].
func (v Values) Read(r io.Reader) error {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return fmt.Errorf("reading parameters: %w", err)
	}
	if len(text) > maxFile {
		return fmt.Errorf("reading parameters: larger than %d MB", maxFile>>20)
	}
	var file map[string]yaml.Node
	if err := yaml.Unmarshal(text, &file); err != nil {
		return fmt.Errorf("reading parameters: %w", err)
	}
	for name, node := range file {
		text, err := value(&node)
		if err != nil {
			return fmt.Errorf("reading parameters: %s: %w", name, err)
		}
		v[name] = text
	}
	return nil
}

// value is a scalar as written, or the scalars of a list between commas.
func value(n *yaml.Node) (string, error) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return "", nil
	case n.Kind == yaml.ScalarNode:
		return n.Value, nil
	case n.Kind != yaml.SequenceNode:
		return "", fmt.Errorf("line %d: want a text or a list of texts", n.Line)
	}
	var list []string
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode || strings.Contains(item.Value, ",") {
			return "", fmt.Errorf("line %d: want a list of texts without commas", item.Line)
		}
		list = append(list, item.Value)
	}
	return strings.Join(list, ","), nil
}

// Set adds one NAME=VALUE.
func (v Values) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" {
		return fmt.Errorf("invalid parameter %q, expected NAME=VALUE", text)
	}
	v[name] = value
	return nil
}

// Of lists the parameters of a bundle, sorted by name. A text that is no bundle has none.
func Of(bundle []byte) []Parameter {
	var root struct {
		Parameters map[string]struct {
			Description string `json:"description"`
		} `json:"parameters"`
		Policies []struct {
			Rules []struct {
				Params []struct {
					Value     any    `json:"value"`
					Parameter string `json:"parameter"`
				} `json:"params"`
			} `json:"rules"`
		} `json:"policies"`
	}
	if json.Unmarshal(bundle, &root) != nil {
		return nil
	}
	defaults := map[string]string{}
	for _, p := range root.Policies {
		for _, r := range p.Rules {
			for _, param := range r.Params {
				if text, ok := param.Value.(string); ok && param.Parameter != "" {
					defaults[param.Parameter] = text
				}
			}
		}
	}
	var list []Parameter
	for _, name := range slices.Sorted(maps.Keys(root.Parameters)) {
		list = append(list, Parameter{Name: name, Description: root.Parameters[name].Description, Default: defaults[name]})
	}
	return list
}

// Apply puts the values into the bundle. Where there are none, and where the text is
// no bundle, it stays as it is, byte for byte. A name that the bundle does not have
// is an error.
func (v Values) Apply(bundle []byte) ([]byte, error) {
	if len(v) == 0 {
		return bundle, nil
	}
	var known []string
	for _, p := range Of(bundle) {
		known = append(known, p.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if !slices.Contains(known, name) {
			return nil, unknown(name, known)
		}
	}
	// Encoding loses a key that is there twice, which the translator has to see.
	if _, duplicates, err := anchore.Decode(bundle); err != nil || len(anchore.Deciding(duplicates)) > 0 {
		return bundle, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(bundle))
	decoder.UseNumber()
	var root map[string]any
	if err := decoder.Decode(&root); err != nil {
		return bundle, nil
	}
	for param := range params(root) {
		name, _ := param["parameter"].(string)
		if text, ok := v[name]; ok {
			param["value"] = text
		}
	}
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the bundle with its parameters: %w", err)
	}
	return text, nil
}

// params are the params of all rules.
func params(root map[string]any) func(yield func(map[string]any) bool) {
	return func(yield func(map[string]any) bool) {
		for policy := range objects(root["policies"]) {
			for rule := range objects(policy["rules"]) {
				for param := range objects(rule["params"]) {
					if !yield(param) {
						return
					}
				}
			}
		}
	}
}

func objects(v any) func(yield func(map[string]any) bool) {
	return func(yield func(map[string]any) bool) {
		list, _ := v.([]any)
		for _, item := range list {
			if object, ok := item.(map[string]any); ok && !yield(object) {
				return
			}
		}
	}
}

func unknown(name string, known []string) error {
	if len(known) == 0 {
		return fmt.Errorf("setting the parameter %q: the bundle has no parameters", name)
	}
	best := ""
	for _, k := range known {
		if levenshtein.Distance(name, k, nil) <= 3 && (best == "" || levenshtein.Distance(name, k, nil) < levenshtein.Distance(name, best, nil)) {
			best = k
		}
	}
	if best != "" {
		return fmt.Errorf("setting the parameter %q: the bundle has none of this name; did you mean %q?", name, best)
	}
	return fmt.Errorf("setting the parameter %q: the bundle has only %s", name, strings.Join(known, ", "))
}
