package sample

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
)

// maxObjects bounds a list whose length is a parameter.
const maxObjects = 100

// number is the number and by more.
func (e *expansion) number(v any, by int64) string {
	number, isNumber := v.(json.Number)
	n, ok := new(big.Rat).SetString(number.String())
	if !isNumber || !ok {
		e.missing = true
		return ""
	}
	n.Add(n, big.NewRat(by, 1))
	if n.IsInt() {
		return n.RatString()
	}
	return strings.TrimRight(n.FloatString(10), "0")
}

// octal is the number that Python's int(text, 8) reads, with decimal digits.
func (e *expansion) octal(text string) string {
	digits := strings.ToLower(strings.TrimSpace(text))
	digits = strings.ReplaceAll(strings.TrimPrefix(strings.TrimPrefix(digits, "+"), "0o"), "_", "")
	n, err := strconv.ParseUint(digits, 8, 32)
	if err != nil {
		e.missing = true
		return ""
	}
	return strconv.FormatUint(n, 10)
}

func (e *expansion) objects(v any, more int) []any {
	number, _ := v.(json.Number)
	n, err := strconv.Atoi(number.String())
	if n += more; err != nil || n < 0 || n > maxObjects {
		e.missing = true
		return nil
	}
	list := make([]any, n)
	for i := range list {
		list[i] = map[string]any{}
	}
	return list
}
