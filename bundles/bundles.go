// Package bundles holds the policy bundles that ship with pratique.
package bundles

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

//go:embed *.json *.yaml
var files embed.FS

// Get returns the text of a shipped bundle by its name, as in Names, or of the one that
// has the rules of an edition, as in Editions.
func Get(name string) ([]byte, error) {
	file := name
	if rules := lineOf(name, "bundle"); rules != "" {
		file = rules
	}
	text, err := files.ReadFile(file + ".json")
	if images := lineOf(name, "images"); err == nil && images != "" {
		var others []byte
		if others, err = files.ReadFile(images + ".json"); err == nil {
			return merged(text, others)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("looking for the bundle %q: only %s ship with pratique", name, strings.Join(append(Names(), Editions()...), ", "))
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

// Editions lists the names of controls that have no bundle of their own: further
// editions of a benchmark, over the rules of a bundle of Names. They are sorted.
func Editions() []string {
	const suffix = ".controls.yaml"
	entries, err := files.ReadDir(".")
	if err != nil { // as above
		panic(err)
	}
	var names []string
	for _, entry := range entries {
		if name, ok := strings.CutSuffix(entry.Name(), suffix); ok && lineOf(name, "bundle") != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Benchmarks lists what has controls: bundles that ship, and editions. They are sorted.
func Benchmarks() []string {
	names := Editions()
	for _, name := range Names() {
		if _, ok := Controls(name); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Describe says in a sentence what a bundle or an edition checks.
func Describe(name string) string {
	if lineOf(name, "bundle") != "" {
		return titleOf(name) + ", with the rules of " + lineOf(name, "bundle")
	}
	var b struct{ Name, Comment string }
	text, err := Get(name)
	if err != nil || json.Unmarshal(text, &b) != nil {
		return ""
	}
	if name == "anchore-blog" {
		return "The checks of an article on Anchore's bundles as it prints them, with its mistakes; see anchore-blog-fixed."
	}
	if first, _, ok := strings.Cut(b.Comment, ". "); ok {
		return first + "."
	}
	return b.Comment
}

// titleOf is the title of an edition's benchmark with its version.
func titleOf(name string) string {
	part := func(key string) string { return strings.Trim(lineOf(name, "  "+key), `"`) }
	return part("title") + " " + part("version")
}

// lineOf is what controls say in a line of their own (bundle: NAME, images: NAME), "" where
// there is none.
func lineOf(name, key string) string {
	text, _ := Controls(name)
	for line := range strings.Lines(string(text)) {
		if bundle, ok := strings.CutPrefix(line, key+": "); ok {
			return strings.TrimSpace(bundle)
		}
	}
	return ""
}
