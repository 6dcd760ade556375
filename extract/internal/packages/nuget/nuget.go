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

// Read reads a .deps.json, whose keys have case. Libraries of the type package come from
// NuGet, and so do the runtime packs of an application that brings its own runtime; projects
// and references are the application itself.
func Read(data []byte) ([]Package, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var deps map[string]json.RawMessage
	if err := json.Unmarshal(data, &deps); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	libraries := map[string]map[string]any{}
	if raw := deps["libraries"]; raw != nil {
		if err := json.Unmarshal(raw, &libraries); err != nil {
			return nil, fmt.Errorf("reading its libraries: %w", err)
		}
	}
	var packages []Package
	for key, library := range libraries {
		name, version, ok := strings.Cut(key, "/")
		kind, _ := library["type"].(string)
		switch strings.ToLower(kind) {
		case "package":
		case "runtimepack": // runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1
			name = strings.TrimPrefix(name, "runtimepack.")
		default:
			continue
		}
		if ok && name != "" && version != "" {
			packages = append(packages, Package{name, version})
		}
	}
	slices.SortFunc(packages, func(a, b Package) int {
		return strings.Compare(a.Name+"/"+a.Version, b.Name+"/"+b.Version)
	})
	return packages, nil
}
