// Package lint says what in a bundle is accepted and yet hardly meant: rules
// that can never fire or always do, mappings that cannot be reached, whitelist
// items that match nothing or everything.
package lint

import (
	"fmt"

	"github.com/pratique-dev/pratique/internal/printable"
)

// Severity is how much a problem matters.
type Severity string

// The severities. An error is what Anchore refuses, a warning what hardly does
// what was meant, an info what a reader should know.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Problem is one thing that is wrong.
type Problem struct {
	Severity Severity `json:"severity"`
	// Kind names the kind: Anchore's exceptions, the translator's warnings, or
	// one of this package's, which have hyphens.
	Kind string `json:"kind"`
	// Pointer is the JSON pointer of the place, "" for the whole bundle.
	Pointer string `json:"pointer"`
	Message string `json:"message"`
}

// String is the problem in one line that no bundle can break.
func (p Problem) String() string {
	where := ""
	if p.Pointer != "" {
		where = p.Pointer + ": "
	}
	return printable.Text(fmt.Sprintf("%s: %s%s: %s", p.Severity, where, p.Kind, p.Message))
}

// problems collects problems.
type problems struct{ list []Problem }

func (p *problems) add(severity Severity, kind, pointer, format string, args ...any) {
	p.list = append(p.list, Problem{severity, kind, pointer, fmt.Sprintf(format, args...)})
}
