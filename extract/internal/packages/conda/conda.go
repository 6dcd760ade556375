// Package conda reads the records that conda keeps of installed packages,
// conda-meta/NAME-VERSION-BUILD.json.
package conda

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Package is one installed package.
type Package struct {
	Name, Version   string
	Build           string
	Channel, Subdir string
	License         string // as the recipe says it
	Size            int64  // bytes of the package as downloaded; 0 where not said
}

// Read reads a record.
func Read(data []byte) (*Package, error) {
	var keys map[string]json.RawMessage // by their keys, which have case
	if err := json.Unmarshal(data, &keys); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	text := func(key string) string {
		var s string
		_ = json.Unmarshal(keys[key], &s) // what is no text is none
		return s
	}
	p := &Package{
		Name: text("name"), Version: text("version"), Build: text("build"),
		Channel: text("channel"), Subdir: text("subdir"), License: text("license"),
	}
	_ = json.Unmarshal(keys["size"], &p.Size)
	p.Size = max(p.Size, 0)
	if p.Name == "" || p.Version == "" {
		return nil, errors.New("it has no name or no version")
	}
	return p, nil
}
