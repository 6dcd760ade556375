package sample

import (
	"encoding/json"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// Parameter is what a rule gives for one parameter.
type Parameter struct {
	// Text is the text in the bundle, or the default.
	Text string
	// Value is what the trigger sees: a string, json.Number, bool or []any.
	Value any
	// Matching are texts that the parameter matches, where it is a regular expression.
	Matching []string
}

// placeholder is a part of a template, see Documents.
var placeholder = regexp.MustCompile(`\{([a-z0-9_]+)(?:\.([a-z]+))?\}`)

// Documents are the documents that a template stands for. Templates are JSON
// values, in any string of which (keys too) stand
//
//	{NAME}         the parameter's text; where it is the entire string, its value
//	{NAME.item}    the first piece of a list, as a text
//	{NAME.items}   the whole list, one document for each of its pieces
//	{NAME.match}   a text that the regular expression matches, one document for each that is known
//	{NAME.above}   the number and one more
//	{NAME.below}   the number less one
//
// A template with a placeholder that the rule has nothing for gives no document.
func Documents(template any, parameters map[string]Parameter) []any {
	var documents []any
	for variant := 0; ; variant++ {
		e := expansion{parameters: parameters, variant: variant}
		document := e.value(template)
		if e.missing {
			return documents
		}
		documents = append(documents, document)
		if !e.varies {
			return documents
		}
	}
}

// Placeholders are the names of the parameters in a template, sorted, and the
// first suffix in it that Documents does not know, "" for none.
func Placeholders(template any) (names []string, unknown string) {
	texts(template, func(s string) {
		for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
			names = append(names, m[1])
			if unknown == "" && !slices.Contains([]string{"", "item", "items", "match", "above", "below"}, m[2]) {
				unknown = m[2]
			}
		}
	})
	slices.Sort(names)
	return slices.Compact(names), unknown
}

func texts(v any, visit func(string)) {
	switch v := v.(type) {
	case string:
		visit(v)
	case []any:
		for _, item := range v {
			texts(item, visit)
		}
	case map[string]any:
		for key, item := range v {
			visit(key)
			texts(item, visit)
		}
	}
}

// expansion is one document in the making.
type expansion struct {
	parameters map[string]Parameter
	variant    int
	varies     bool // another variant may give another document
	missing    bool
}

func (e *expansion) value(v any) any {
	switch v := v.(type) {
	case string:
		if m := placeholder.FindString(v); m == v && m != "" {
			return e.whole(m)
		}
		return e.text(v)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = e.value(item)
		}
		return list
	case map[string]any:
		object := map[string]any{}
		for key, item := range v {
			object[e.text(key)] = e.value(item)
		}
		return object
	default:
		return v
	}
}

// whole is a string that is nothing but a placeholder.
func (e *expansion) whole(m string) any {
	p, suffix, ok := e.parameter(m)
	switch {
	case !ok:
		return nil
	case suffix == "":
		return p.Value
	case suffix == "above" || suffix == "below":
		return json.Number(e.resolve(m))
	}
	return e.resolve(m)
}

func (e *expansion) text(s string) string { return placeholder.ReplaceAllStringFunc(s, e.resolve) }

func (e *expansion) parameter(m string) (Parameter, string, bool) {
	name, suffix, _ := strings.Cut(strings.Trim(m, "{}"), ".")
	p, ok := e.parameters[name]
	e.missing = e.missing || !ok
	return p, suffix, ok
}

func (e *expansion) resolve(m string) string {
	p, suffix, ok := e.parameter(m)
	if !ok {
		return ""
	}
	switch suffix {
	case "":
		return p.Text
	case "item":
		return e.among(pieces(p.Value), 0)
	case "items":
		e.varies = true
		return e.among(pieces(p.Value), e.variant)
	case "match":
		e.varies = true
		return e.among(p.Matching, e.variant)
	case "above":
		return e.moved(p.Value, 1)
	case "below":
		return e.moved(p.Value, -1)
	}
	e.missing = true
	return ""
}

func (e *expansion) among(list []string, i int) string {
	if i >= len(list) {
		e.missing = true
		return ""
	}
	return list[i]
}

func pieces(v any) []string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, item := range list {
		switch item := item.(type) {
		case string:
			out = append(out, item)
		case json.Number:
			out = append(out, item.String())
		}
	}
	return out
}

// moved is the number and by more.
func (e *expansion) moved(v any, by int64) string {
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
