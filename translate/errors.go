package translate

import (
	"strings"
)

// Kinds of errors that are not the name of one of Anchore's or Python's
// exception classes.
const (
	KindGateNotSupported    = "GateNotSupportedError"    // Anchore has the gate, the library does not
	KindTriggerNotSupported = "TriggerNotSupportedError" // Anchore has the trigger, the library does not
	KindRegexSyntax         = "RegexSyntaxError"         // Python does not compile the regular expression
	KindRegexNotSupported   = "RegexNotSupportedError"   // Python compiles it, and nobody can run it where it stands
	KindPattern             = "PatternError"             // blanks before regexp: (compatibility.md#regexp-blanks)
	KindSyntax              = "SyntaxError"              // no JSON, or JSON beyond our bounds
	KindDuplicateKey        = "DuplicateKeyError"        // an object that has a key twice
	KindTooLarge            = "TooLargeError"            // more rules, items or mappings than we take
)

// Error is one reason why a bundle is refused, in the terms of
// internal/schemas/decision.schema.json. What does not apply is nil or "".
type Error struct {
	// Pointer is the JSON pointer of the place in the bundle.
	Pointer string
	// Kind is the name of Anchore's exception class, or one of the Kind constants.
	Kind     string
	PolicyID *string
	// RuleID is nil where Anchore gives none, though the rule has one
	// (compatibility.md#unknown-parameter-message).
	RuleID    *string
	Gate      *string
	Trigger   *string
	Parameter *string
	Message   string
	// Expected says what would have been accepted.
	Expected string
	// DidYouMean is the nearest name that exists.
	DidYouMean string
}

// Error is the error in one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Pointer != "" {
		b.WriteString(e.Pointer + ": ")
	}
	b.WriteString(e.Kind + ": " + e.Message)
	if e.Expected != "" {
		b.WriteString("; expected " + e.Expected)
	}
	if e.DidYouMean != "" {
		b.WriteString("; did you mean " + quote(e.DidYouMean) + "?")
	}
	return oneLine(b.String())
}

// Errors are all the reasons why a bundle is refused, in the order in which
// Anchore looks for them.
type Errors []*Error

// Error is one line for each error.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single errors to errors.As.
func (e Errors) Unwrap() []error {
	list := make([]error, len(e))
	for i, one := range e {
		list[i] = one
	}
	return list
}

// Warning is something that a reader of the bundle should know and that is no
// reason to refuse it.
type Warning struct {
	Kind    string
	Message string
	Pointer string
}

// Kinds of warnings.
const (
	WarnSchema       = "schema"              // Anchore's HTTP API would refuse it, its engine does not
	WarnNeverMatches = "never_matches"       // a mapping, image rule or whitelist item that can match nothing
	WarnUnreachable  = "unreachable"         // a mapping or image rule behind one that matches everything
	WarnNoEffect     = "no_effect"           // a parameter that does nothing beside the others
	WarnUnused       = "unused"              // a policy or whitelist that no mapping names: never looked at
	WarnDuplicateKey = "duplicate_key"       // lenient only: the last one counts
	WarnRegex        = "regex_not_supported" // lenient only: an error of the rule as soon as it would be applied
	WarnEndOfLife    = "end_of_life"         // a rule of a gate that is never evaluated
	WarnDuplicateID  = "duplicate_parameter" // a parameter given twice: the last one counts
)
