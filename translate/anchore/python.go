package anchore

import (
	"math/big"
	"strings"
	"unicode"
)

// TypeName is the Python type that json.loads makes of v, as messages name it.
func (v *Value) TypeName() string {
	if v == nil {
		return "NoneType"
	}
	switch v.Kind {
	case Bool:
		return "bool"
	case Number:
		if isInt(v.Text) {
			return "int"
		}
		return "float"
	case String:
		return "str"
	case Array:
		return "list"
	case Object:
		return "dict"
	default:
		return "NoneType"
	}
}

// Truthy is Python's bool(v).
func (v *Value) Truthy() bool {
	if v == nil {
		return false
	}
	switch v.Kind {
	case Bool:
		return v.Bool
	case Number:
		f, _, err := big.ParseFloat(v.Text, 10, 64, big.ToNearestEven)
		return err != nil || f.Sign() != 0
	case String:
		return v.Text != ""
	case Array, Object:
		return len(v.Items) > 0
	default:
		return false
	}
}

// Iterate is what a Python for loop over v gives: the elements of an array,
// the keys of an object, the characters of a string. ok is false where v is
// not iterable.
func (v *Value) Iterate() (items []*Value, ok bool) {
	if v == nil {
		return nil, false
	}
	switch v.Kind {
	case Array:
		return v.Items, true
	case Object:
		for i, k := range v.Keys {
			items = append(items, &Value{Kind: String, Text: k, Pointer: v.Items[i].Pointer})
		}
		return items, true
	case String:
		for _, r := range v.Text {
			items = append(items, &Value{Kind: String, Text: string(r), Pointer: v.Pointer})
		}
		return items, true
	default:
		return nil, false
	}
}

func isInt(number string) bool { return !strings.ContainsAny(number, ".eE") }

// Lower is str.lower(). Go differs in one letter that matters: its U+0130
// becomes a plain i, so that FİLES would name the gate files.
func Lower(s string) string {
	return strings.ToLower(strings.ReplaceAll(s, "\u0130", "i\u0307"))
}

// IsSpace is str.isspace() of one character. Unlike unicode.IsSpace it takes
// U+001C to U+001F for white space.
func IsSpace(r rune) bool {
	return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f
}

// Strip is str.strip().
func Strip(s string) string { return strings.TrimFunc(s, IsSpace) }

// Digit is the value of a decimal digit of any script (Python's \d), -1 for
// any other character.
func Digit(r rune) int {
	if '0' <= r && r <= '9' {
		return int(r - '0')
	}
	if r < 0x80 {
		return -1
	}
	// Every script has its ten digits in a row, from zero; ranges join whole rows.
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	return -1
}
