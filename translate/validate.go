package translate

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// converted is a parameter's value.
type converted struct {
	// term is the value that the trigger sees, as Rego.
	term string
	// text is the value as conditions and needs see it.
	text string
}

// invalid is why a value is not accepted.
type invalid struct {
	message, expected, didYouMean string
}

// maxDigits bounds whole numbers: Python's have no bound, OPA gets slow.
const maxDigits = 64

// convert checks and converts a string as Anchore's validators do
// (compatibility.md#parameter-values).
func convert(v catalog.Validator, values []string, s string) (converted, *invalid) {
	switch v {
	case catalog.Enum:
		if c, ok := enum(values, s); ok {
			return c, nil
		}
		return converted{}, &invalid{quote(s) + " is not accepted", oneOf(values), suggest(s, values)}
	case catalog.Bool:
		lower := anchore.Lower(s)
		if lower == "true" || lower == "false" {
			return converted{lower, lower}, nil
		}
		return converted{}, &invalid{quote(s) + " is not accepted", "true or false", suggest(s, []string{"true", "false"})}
	case catalog.Int:
		if n, ok := wholeNumber(s); ok {
			return converted{n, n}, nil
		}
		return converted{}, &invalid{quote(s) + " is not accepted", "a whole number", ""}
	case catalog.Float:
		return float(s)
	case catalog.CSV, catalog.CSVAny:
		return list(v, s)
	case catalog.NumCSV:
		return numbers(s)
	case catalog.Bytes:
		return size(s)
	default:
		return converted{source.Text(s), s}, nil
	}
}

func enum(values []string, s string) (converted, bool) {
	if slices.Contains(values, s) {
		return converted{source.String(s), s}, true
	}
	return converted{}, false
}

// wholeNumber is Python's int() of what ^\s*[\d]+\s*$ accepts: digits of any
// script, leading zeros dropped.
func wholeNumber(s string) (string, bool) {
	s = anchore.Strip(s)
	var b strings.Builder
	for _, r := range s {
		d := anchore.Digit(r)
		if d < 0 {
			return "", false
		}
		b.WriteByte('0' + byte(d))
	}
	n := strings.TrimLeft(b.String(), "0")
	if n == "" && s != "" {
		n = "0"
	}
	return n, n != "" && len(n) <= maxDigits
}

// float is Python's float() of what ^\s*-*(\d)*(\.\d*)?\s*$ accepts.
// compatibility.md#unconvertible-values: Anchore also accepts what float() does not
// (nothing, "-", ".", "--5"), and the evaluation breaks; here it is refused.
func float(s string) (converted, *invalid) {
	var b strings.Builder
	for _, r := range anchore.Strip(s) {
		if d := anchore.Digit(r); d >= 0 {
			r = '0' + rune(d)
		}
		b.WriteRune(r)
	}
	text, negative := strings.CutPrefix(b.String(), "-")
	whole, fraction, _ := strings.Cut(text, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" || len(text) > maxDigits {
		return converted{}, &invalid{quote(s) + " is not accepted", "a decimal number", ""}
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" {
		fraction = "0"
	}
	number := whole + "." + fraction
	if negative {
		number = "-" + number
	}
	return converted{number, s}, nil
}

// list splits at commas and strips the pieces. In ^\s*(\s*([^,]+)\s*,)*\s*([^,]+){1}\s*$
// white space may always be part of a piece, so that all it demands is that no
// piece is empty before it is stripped.
func list(v catalog.Validator, s string) (converted, *invalid) {
	if s == "" && v == catalog.CSVAny {
		return converted{"[]", s}, nil
	}
	pieces := strings.Split(s, ",")
	for _, p := range pieces {
		if p == "" && v == catalog.CSV {
			return converted{}, &invalid{quote(s) + " is not accepted", "a comma-separated list without empty pieces", ""}
		}
	}
	pieces = strings.Split(anchore.Strip(s), ",")
	for i, p := range pieces {
		pieces[i] = anchore.Strip(p)
	}
	return converted{source.Texts(pieces), s}, nil
}

func numbers(s string) (converted, *invalid) {
	pieces := strings.Split(s, ",")
	for i, p := range pieces {
		n, ok := wholeNumber(p)
		if !ok {
			return converted{}, &invalid{quote(s) + " is not accepted", "a comma-separated list of whole numbers", ""}
		}
		pieces[i] = n
	}
	return converted{source.Array(pieces), s}, nil
}

// size is a number of bytes. Anchore's ^([0-9]+)([kmgt]b)?$ lets a line end
// through at the end, and cannot convert it: refused, as in
// compatibility.md#unconvertible-values.
func size(s string) (converted, *invalid) {
	m := bytesPattern.FindStringSubmatch(s)
	if m == nil || len(m[1]) > maxDigits {
		return converted{}, &invalid{quote(s) + " is not accepted", "a number of bytes, or a number with kb, mb, gb or tb", ""}
	}
	n, _ := new(big.Int).SetString(m[1], 10)
	if m[2] != "" {
		n.Lsh(n, 10*uint(strings.Index("kmgt", m[2][:1])+1))
	}
	return converted{n.String(), s}, nil
}

var (
	bytesPattern = regexp.MustCompile(`\A([0-9]+)([kmgt]b)?\z`)
	octalPattern = regexp.MustCompile(`\A[+-]?(?:0[oO]_?)?[0-7]+(?:_[0-7]+)*\z`)
)

// isOctal says whether Python's int(s, 8) takes s.
func isOctal(s string) bool { return octalPattern.MatchString(anchore.Strip(s)) }
