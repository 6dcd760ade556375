// Package npm reads package.json files (compatibility.md#language-packages).
package npm

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Package is what a package.json declares.
type Package struct {
	Name, Version string
	Licenses      []string
}

// Read reads a package.json. It returns nil where the file has no name or no
// version: such files configure a directory and declare no package.
func Read(data []byte) (*Package, error) {
	// By its keys, which have case, and of which the last counts.
	var manifest map[string]json.RawMessage
	// npm reads files that begin with a byte order mark.
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := json.Unmarshal(data, &manifest); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	var name, version string
	if json.Unmarshal(manifest["name"], &name) != nil || json.Unmarshal(manifest["version"], &version) != nil || name == "" || version == "" {
		return nil, nil
	}
	p := &Package{Name: name, Version: version, Licenses: licenses(manifest["license"])}
	if len(p.Licenses) == 0 {
		p.Licenses = licenses(manifest["licenses"])
	}
	return p, nil
}

// licenses reads the forms that npm has had: a text, an object with a type, or a
// list of either. Anything else is no licence.
func licenses(raw json.RawMessage) []string {
	if len(raw) == 0 {
		return nil
	}
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return nil
	}
	items, ok := value.([]any)
	if !ok {
		items = []any{value}
	}
	var names []string
	for _, item := range items {
		if object, ok := item.(map[string]any); ok {
			item = object["type"]
		}
		if name, ok := item.(string); ok && name != "" {
			names = append(names, name)
		}
	}
	return names
}
