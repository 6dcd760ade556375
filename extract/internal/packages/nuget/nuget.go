// Package nuget reads the .deps.json files that .NET writes beside an
// application.
package nuget

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Package is one library that an application was published with.
type Package struct {
	Name, Version string
}

// Read reads a .deps.json. Only libraries of the type package come from NuGet;
// projects and framework references are the application itself.
func Read(data []byte) ([]Package, error) {
	var deps struct {
		Libraries map[string]struct {
			Type string `json:"type"`
		} `json:"libraries"`
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := json.Unmarshal(data, &deps); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	var packages []Package
	for key, library := range deps.Libraries {
		name, version, ok := strings.Cut(key, "/")
		if ok && name != "" && version != "" && library.Type == "package" {
			packages = append(packages, Package{name, version})
		}
	}
	slices.SortFunc(packages, func(a, b Package) int {
		return strings.Compare(a.Name+"/"+a.Version, b.Name+"/"+b.Version)
	})
	return packages, nil
}
