package evaluate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/internal/regoschema"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/lint"
	"github.com/pratique-dev/pratique/translate/normalize"
	"github.com/pratique-dev/pratique/translate/parameters"
)

// Lint lists what is wrong with a bundle: what Anchore refuses, then what it
// accepts and is hardly meant. The error says that the bundle could not be read
// at all.
func (s *Stored) Lint(o LoadOptions) ([]lint.Problem, error) {
	text, err := s.Anchore()
	if err != nil {
		return nil, err
	}
	var problems []lint.Problem
	translated, repairs := normalize.Bundle(text)
	result, err := translateText(s.Name, translated, o, repairs...)
	if err != nil {
		list := translate.AsErrors(err)
		if list == nil {
			return nil, err
		}
		for _, e := range list {
			problems = append(problems, refused(e))
		}
	} else {
		for _, w := range result.Warnings {
			problems = append(problems, lint.Problem{Severity: lint.Warning, Kind: w.Kind, Pointer: w.Pointer, Message: w.Message})
		}
		for _, file := range result.Undeclared {
			problems = append(problems, lint.Problem{
				Severity: lint.Warning, Kind: kindUndeclared,
				Message: fmt.Sprintf("%s declares no schema of its input, so that a field which is misspelt there finds nothing (METADATA: schemas: [{input: %s}])", file, regoschema.InputRef),
			})
		}
	}
	root, _, err := anchore.Decode(translated)
	if err != nil {
		return problems, nil // the translator has said so
	}
	found := lint.Bundle(root)
	for _, w := range unset(parameters.Values{}.Examples(translated)) {
		if !slices.ContainsFunc(found, func(p lint.Problem) bool { return p.Pointer == w.Pointer && p.Kind == "placeholder" }) {
			found = append(found, lint.Problem{Severity: lint.Warning, Kind: w.Kind, Pointer: w.Pointer, Message: w.Message})
		}
	}
	for _, p := range found {
		said := func(other lint.Problem) bool { return other.Kind == p.Kind && other.Pointer == p.Pointer }
		if p.Kind != translate.WarnUnreachable || !slices.ContainsFunc(problems, said) {
			problems = append(problems, p)
		}
	}
	return append(problems, lintControls(s.Name, translated)...), nil
}

// kindUndeclared is the warning of Rego whose fields cannot be checked.
const kindUndeclared = "schema-not-declared"

// refused is an error with all that it says beside its place and kind.
func refused(e *translate.Error) lint.Problem {
	placeless := *e
	placeless.Pointer = ""
	return lint.Problem{
		Severity: lint.Error, Kind: e.Kind, Pointer: e.Pointer,
		Message: strings.TrimPrefix(placeless.Error(), e.Kind+": "),
	}
}

// LintWhitelists lists what is wrong with the whitelists of a bundle at a time;
// within is how long before its end an item is said to expire soon.
func (s *Stored) LintWhitelists(now time.Time, within time.Duration) ([]lint.Problem, error) {
	root, err := s.Decode()
	if err != nil {
		return nil, err
	}
	library, err := catalog.Load(rego.FS)
	if err != nil {
		return nil, err
	}
	gone, err := library.EndOfLife()
	if err != nil {
		return nil, err
	}
	o := lint.WhitelistOptions{Gates: library.Gates(), Now: now, Within: within}
	for _, g := range gone {
		o.Ended = append(o.Ended, g.Gate)
	}
	return lint.Whitelists(root, o), nil
}

// WarningText is a warning in one line, in the form of a translate.Error.
func WarningText(w translate.Warning) string {
	if w.Pointer == "" {
		return w.Kind + ": " + w.Message
	}
	return w.Pointer + ": " + w.Kind + ": " + w.Message
}
