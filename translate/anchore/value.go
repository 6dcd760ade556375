// Package anchore reads the JSON of an Anchore bundle without losing anything
// that a verdict or a message may depend on (order of keys, forms of numbers,
// the place of each value), and looks at it as Anchore's Python does.
package anchore

// Kind is the JSON type of a value.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// Value is one JSON value and where it stands.
type Value struct {
	Kind Kind
	// Bool is the value of a boolean.
	Bool bool
	// Text is a string, or a number as it was written.
	Text string
	// Items are the elements of an array, or the values of an object.
	Items []*Value
	// Keys are the keys of an object, in the order of their first appearance.
	Keys []string
	// Pointer is the value's JSON pointer (RFC 6901), "" for the whole document.
	Pointer string
}

// Get is the value of an object's key; nil where v is no object or has no such key.
func (v *Value) Get(key string) *Value {
	if v == nil || v.Kind != Object {
		return nil
	}
	for i, k := range v.Keys {
		if k == key {
			return v.Items[i]
		}
	}
	return nil
}

// IsNone says whether v is absent or null: Python's dict.get gives None for both.
func (v *Value) IsNone() bool { return v == nil || v.Kind == Null }

// IsString says whether v is a string.
func (v *Value) IsString() bool { return v != nil && v.Kind == String }

// String is the text of a string, "" for anything else.
func (v *Value) String() string {
	if v.IsString() {
		return v.Text
	}
	return ""
}
