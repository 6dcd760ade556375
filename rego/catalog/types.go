package catalog

import "slices"

// Gate is a group of triggers.
type Gate struct {
	Name        string
	Description string
	Triggers    []*Trigger
}

// Trigger is one check that a rule can ask for.
type Trigger struct {
	Gate, Name  string
	Title       string
	Description string
	// Remediation is what to do where the trigger fires, "" where only the author of the rule knows.
	Remediation string
	// GateDescription stands in one trigger of each gate.
	GateDescription string
	// Parameters are sorted by attribute, the order in which Anchore checks them.
	Parameters []Parameter
	// Forbidden are combinations of parameters that can never be evaluated
	// (compatibility.md#like-on-numbers): a rule that has a value of each list is refused.
	Forbidden []map[string][]string
	Needs     []Need
	Messages  []string
	Examples  []any
	// File is the trigger's path in the library.
	File string
}

// Parameter is one parameter of a trigger.
type Parameter struct {
	Name string
	// Attribute is Anchore's internal name.
	Attribute   string
	Description string
	Required    bool
	Validator   Validator
	// Values are what an enum accepts.
	Values []string
	// Default is the text that stands in where the parameter is absent; nil for none.
	Default *string
	// Aliases are other names, tried in order.
	Aliases []string
	Example string
	// Linked says which validator applies where another parameter has a value;
	// nil for none. Where the other has another value, or none, it is String.
	Linked *Linked
	// Applies says with which values of another parameter it does something; nil for always.
	Applies *Condition
	// Regex says when the value is a Python regular expression; nil for never.
	Regex *Condition
	// Subjects are the parameters that decide on which texts the regular
	// expression is tested; the module's function NAME_subjects gives these texts.
	// It is nil where the module has no such function, empty where no parameter
	// decides.
	Subjects []string
}

// Linked is a validator that depends on another parameter.
type Linked struct {
	Parameter  string
	Validators map[string]Validator
}

// Condition holds where the parameter has one of the values; always where
// Parameter is "".
type Condition struct {
	Parameter string
	Values    []string
}

// Holds says whether c holds for the texts of a rule's parameters.
func (c *Condition) Holds(texts map[string]string) bool {
	if c == nil {
		return false
	}
	if c.Parameter == "" {
		return true
	}
	text, given := texts[c.Parameter]
	return given && slices.Contains(c.Values, text)
}

// Need is the template of a document.Need.
type Need struct {
	// Template has {name} for a parameter's text and {name.re2} for its
	// translated regular expression.
	Template string
	// Given are parameters without which, or with an empty text for which, there is no such need.
	Given []string
	// When are the conditions that must all hold.
	When []Condition
}

// Sample is the template of a small input document. On some of its samples a
// trigger's rules fire, on others not.
type Sample struct {
	// Document is a JSON value in whose strings, keys too, {NAME} stands for a
	// parameter (see package translate/sample).
	Document any
	// When are the conditions that must all hold for the sample to be of use.
	When []Condition
}

// EndOfLifeGate is a gate that Anchore no longer evaluates.
type EndOfLifeGate struct {
	Gate string
	// Successor is the gate that Anchore's message names, "" for none.
	Successor string
	Triggers  []string
}

// Parameter is the parameter of that name or alias, nil for none.
func (t *Trigger) Parameter(name string) *Parameter {
	for i := range t.Parameters {
		if p := &t.Parameters[i]; p.Name == name || slices.Contains(p.Aliases, name) {
			return p
		}
	}
	return nil
}

// Validator is how a parameter's value is checked and converted (Anchore's
// names are in its policy gates).
type Validator string

// The validators.
const (
	String Validator = "string"  // any string
	Enum   Validator = "enum"    // one of Parameter.Values
	Bool   Validator = "bool"    // true or false in any case
	Int    Validator = "int"     // decimal digits
	Float  Validator = "float"   // a decimal number
	CSV    Validator = "csv"     // pieces between commas, none of them empty
	CSVAny Validator = "csv-any" // pieces between commas
	NumCSV Validator = "numcsv"  // whole numbers between commas
	Bytes  Validator = "bytes"   // a number with kb, mb, gb or tb
	Octal  Validator = "octal"   // any string; Python's int(text, 8) reads it
)

var validators = [...]Validator{String, Enum, Bool, Int, Float, CSV, CSVAny, NumCSV, Bytes, Octal}
