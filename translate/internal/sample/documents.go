package sample

import (
	"encoding/json"
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

// suffixes are what may stand behind a parameter's name.
var suffixes = [...]string{"", "match", "item", "any", "above", "below", "octal", "objects", "more_objects", "fewer_objects"}

// placeholder is a part of a template, see Documents.
var placeholder = regexp.MustCompile(`\{([a-z0-9_]+)(?:\.([a-z_]+))?\}`)

// Documents are the documents that a template stands for. Templates are JSON
// values, in any string of which (keys too) stand
//
//	{NAME}          the parameter's text; where it is the entire string, its value
//	{NAME.match}    a text that the regular expression matches
//	{NAME.item}     a piece of the list
//	{NAME.any}      what may match, equal or miss it: the two above, its text, a little more than that, "example", ""
//	{NAME.above}    the number and one more
//	{NAME.below}    the number less one
//	{NAME.octal}    the number that the text is in octal digits
//	{NAME.objects}  as many empty objects as the number says; more_objects and fewer_objects: one more, one less
//
// Of match, item and any there is one document for each text; several in one
// template go through theirs side by side. A template with a placeholder that
// the rule has nothing for gives no document.
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
			if unknown == "" && !slices.Contains(suffixes[:], m[2]) {
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
	p, suffix := e.parameter(m)
	switch suffix {
	case "":
		return p.Value
	case "above", "below", "octal":
		return json.Number(e.resolve(m))
	case "objects":
		return e.objects(p.Value, 0)
	case "more_objects":
		return e.objects(p.Value, 1)
	case "fewer_objects":
		return e.objects(p.Value, -1)
	}
	return e.resolve(m)
}

func (e *expansion) text(s string) string { return placeholder.ReplaceAllStringFunc(s, e.resolve) }

func (e *expansion) parameter(m string) (Parameter, string) {
	name, suffix, _ := strings.Cut(strings.Trim(m, "{}"), ".")
	p, ok := e.parameters[name]
	e.missing = e.missing || !ok
	return p, suffix
}

func (e *expansion) resolve(m string) string {
	p, suffix := e.parameter(m)
	switch suffix {
	case "":
		return p.Text
	case "match":
		return e.among(p.Matching)
	case "item":
		return e.among(pieces(p))
	case "any":
		if p.Matching != nil { // the text of an expression is a poor example
			return e.among(slices.Concat(p.Matching, []string{"example", p.Text, p.Text + "x", ""}))
		}
		return e.among(slices.Concat(pieces(p), []string{p.Text, p.Text + "x", "example", ""}))
	case "above":
		return e.number(p.Value, 1)
	case "below":
		return e.number(p.Value, -1)
	case "octal":
		return e.octal(p.Text)
	}
	e.missing = true
	return ""
}

// among is the text for this variant.
func (e *expansion) among(texts []string) string {
	e.varies = true
	if e.variant >= len(texts) {
		e.missing = true
		return ""
	}
	return texts[e.variant]
}

// pieces are those of a list, or of a text that is used as one.
func pieces(p Parameter) []string {
	list, ok := p.Value.([]any)
	if !ok {
		if !strings.Contains(p.Text, ",") {
			return nil
		}
		for piece := range strings.SplitSeq(p.Text, ",") {
			list = append(list, strings.TrimSpace(piece))
		}
	}
	var texts []string
	for _, item := range list {
		switch item := item.(type) {
		case string:
			texts = append(texts, item)
		case json.Number:
			texts = append(texts, item.String())
		}
	}
	return texts
}
