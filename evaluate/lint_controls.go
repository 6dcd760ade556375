package evaluate

import (
	"strings"

	"github.com/pratique-dev/pratique/translate/lint"
	"github.com/pratique-dev/pratique/translate/parameters"
)

// lintControls lists what is wrong with the controls beside a bundle: they cannot be
// read, or name rules and parameters that the bundle does not have.
func lintControls(ref string, source []byte) []lint.Problem {
	definition, err := ReadControls(ref, "")
	var problems []lint.Problem
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			problems = append(problems, lint.Problem{Severity: lint.Error, Kind: "controls-invalid", Message: line})
		}
		return problems
	}
	if definition == nil {
		return nil
	}
	rules, known := map[string]bool{}, map[string]bool{}
	for _, r := range bundleRules(source, nil) {
		rules[r.Rule] = true
	}
	for _, p := range parameters.Of(source) {
		known[p.Name] = true
	}
	for _, c := range definition.Controls {
		for _, r := range c.Rules {
			if r.Rule != "" && !rules[r.Rule] {
				problems = append(problems, lint.Problem{Severity: lint.Error, Kind: "control-without-rule", Message: "control " + c.ID + " names the rule " + r.Rule + ", which the bundle does not have: it is never more than unknown"})
			}
		}
		for _, name := range c.Parameters {
			if !known[name] {
				problems = append(problems, lint.Problem{Severity: lint.Error, Kind: "control-without-parameter", Message: "control " + c.ID + " names the parameter " + name + ", which the bundle does not have: it is always manual"})
			}
		}
	}
	return problems
}
