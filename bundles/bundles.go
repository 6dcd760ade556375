// Package bundles holds the policy bundles that ship with pratique.
package bundles

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed *.json *.yaml
var files embed.FS

// Get returns the text of a shipped bundle by its name, as in Names.
func Get(name string) ([]byte, error) {
	text, err := files.ReadFile(name + ".json")
	if err != nil {
		return nil, fmt.Errorf("looking for the bundle %q: only %s ship with pratique", name, strings.Join(Names(), ", "))
	}
	return text, nil
}

// Names lists the shipped bundles, sorted.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil { // the root of an embedded file system is always there
		panic(err)
	}
	var names []string
	for _, entry := range entries {
		if name, isBundle := strings.CutSuffix(entry.Name(), ".json"); isBundle {
			names = append(names, name)
		}
	}
	slices.Sort(names) // of files, anchore-blog-fixed.json comes before anchore-blog.json
	return names
}

// Controls returns the controls of a shipped bundle (package controls), YAML; ok is
// false for one without, and for one that does not ship.
func Controls(name string) (text []byte, ok bool) {
	text, err := files.ReadFile(name + ".controls.yaml")
	return text, err == nil
}
