package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// flagChoices are the values that a flag of a verb is known to take; nil where it takes any.
func flagChoices(verb string, f cli.Flag) []string {
	switch f.Names()[0] {
	case "output", "format":
		if v, ok := outputVerbOf(verb); ok {
			return v.names()
		}
		if isTextOrJSON(f) {
			return textOrJSONFormats()
		}
	case "bundle":
		return bundles.Names()
	case "benchmark":
		return bundles.Benchmarks()
	case "limit":
		var assignments []string
		for _, name := range limits.Names() {
			assignments = append(assignments, name+"=")
		}
		return assignments
	case "fail-on":
		return []string{"stop", "warn", "never"}
	case "on-error":
		return []string{"fail", "warn"}
	case "on-missing":
		return []string{"fail", "warn", "ignore"}
	case "color":
		return []string{"auto", "always", "never"}
	}
	return nil
}

// argumentChoices are the arguments that a verb is known to take.
func argumentChoices(verb string, commands []*cli.Command) []string {
	var list []string
	switch verb {
	case "gates":
		library, err := catalog.Load(rego.FS)
		if err != nil {
			return nil // the names are of no use without the library
		}
		for _, gate := range library.Gates() {
			list = append(list, gate)
			for _, trigger := range library.Triggers(gate) {
				list = append(list, gate+"/"+trigger)
			}
		}
	case "bundle show":
		list = bundles.Names()
	case "completion":
		for _, s := range shells() {
			list = append(list, s.name)
		}
	case "config":
		for _, w := range allVerbs(commands) {
			list = append(list, w.name)
		}
		list = slices.DeleteFunc(list, func(name string) bool { return name == "config" })
	}
	return list
}

// spellings are a flag as it is typed: -o and --output.
func spellings(f cli.Flag) []string {
	var list []string
	for _, name := range f.Names() {
		list = append(list, dashed(name))
	}
	return list
}
