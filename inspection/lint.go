package inspection

import (
	"github.com/pratique-dev/pratique/translate"
)

// Problem is one thing that is wrong with a bundle.
type Problem struct {
	Error bool // else a warning
	Text  string
}

// String is the problem in one line.
func (p Problem) String() string {
	if p.Error {
		return "error: " + p.Text
	}
	return "warning: " + p.Text
}

// Lint lists what is wrong with a bundle, errors first. The error says that the
// bundle could not be read at all.
func Lint(ref string, o LoadOptions) ([]Problem, error) {
	result, err := Translate(ref, o)
	var problems []Problem
	if err != nil {
		list := translate.AsErrors(err)
		if list == nil {
			return nil, err
		}
		for _, e := range list {
			problems = append(problems, Problem{Error: true, Text: e.Error()})
		}
		return problems, nil
	}
	for _, w := range result.Warnings {
		problems = append(problems, Problem{Text: WarningText(w)})
	}
	return problems, nil
}

// WarningText is a warning in one line, in the form of a translate.Error.
func WarningText(w translate.Warning) string {
	if w.Pointer == "" {
		return w.Kind + ": " + w.Message
	}
	return w.Pointer + ": " + w.Kind + ": " + w.Message
}
