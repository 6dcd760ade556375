// Package composer reads what PHP's Composer leaves: vendor/composer/installed.json,
// which lists what is installed, and composer.lock, which lists what should be.
package composer

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Package is one package of either file.
type Package struct {
	Name, Version string
	Licenses      []string
}

// entry is one package, by its keys, which have case in PHP. The licence is a list, and a
// text in old files.
type entry map[string]json.RawMessage

func (e entry) text(key string) string {
	var text string
	_ = json.Unmarshal(e[key], &text) // what is no text is none
	return text
}

// ReadInstalled reads an installed.json: a list (Composer 1) or an object that
// has the list as "packages" (Composer 2).
func ReadInstalled(data []byte) ([]Package, error) {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		var entries []entry
		if err := json.Unmarshal(data, &entries); err != nil {
			return nil, fmt.Errorf("reading JSON: %w", err)
		}
		return packages(entries), nil
	}
	return ReadLock(data)
}

// ReadLock reads a composer.lock. Packages for development are left out: what of
// them is installed is in installed.json.
func ReadLock(data []byte) ([]Package, error) {
	var file map[string]json.RawMessage
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	var entries []entry
	if raw := file["packages"]; raw != nil {
		if err := json.Unmarshal(raw, &entries); err != nil {
			return nil, fmt.Errorf("reading its packages: %w", err)
		}
	}
	return packages(entries), nil
}

func packages(entries []entry) []Package {
	var found []Package
	for _, e := range entries {
		if name, version := e.text("name"), e.text("version"); name != "" && version != "" {
			found = append(found, Package{name, version, licenses(e["license"])})
		}
	}
	return found
}

func licenses(raw json.RawMessage) []string {
	var names []string
	if json.Unmarshal(raw, &names) == nil {
		return names
	}
	var name string
	if json.Unmarshal(raw, &name) == nil && name != "" {
		return []string{name}
	}
	return nil
}
