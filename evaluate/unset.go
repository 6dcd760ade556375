package evaluate

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/parameters"
)

// kindUnset is the warning of a value that stands where a site was to write its own.
const kindUnset = "site-value-not-set"

// unset are the warnings of examples that were left in a bundle.
// The rules do what they say all the same, as with Anchore.
func unset(examples []parameters.Example) []translate.Warning {
	var warnings []translate.Warning
	for _, e := range examples {
		warnings = append(warnings, translate.Warning{
			Kind: kindUnset, Pointer: e.Pointer, Message: fmt.Sprintf("site-specific value not set: rule %s, parameter %s is %q", ruleName(e), e.Param, e.Value),
		})
	}
	return warnings
}

func ruleName(e parameters.Example) string {
	if e.Rule != "" {
		return e.Rule
	}
	pointer, _, _ := strings.Cut(e.Pointer, "/params/")
	return pointer
}

// unsetOf are the messages of such warnings on the rule at a pointer.
func unsetOf(warnings []translate.Warning, pointer string) []string {
	messages := []string{}
	for _, w := range warnings {
		if w.Kind == kindUnset && strings.HasPrefix(w.Pointer, pointer+"/") {
			messages = append(messages, w.Message)
		}
	}
	return messages
}
