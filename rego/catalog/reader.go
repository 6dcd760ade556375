package catalog

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// reader reads METADATA strictly and keeps the first fault, with file and key:
// a misspelt key would quietly weaken what the translator checks.
type reader struct {
	file string
	err  error
}

func (r *reader) fail(key, problem string) {
	if r.err == nil {
		r.err = fmt.Errorf("reading METADATA of %s: %s %s", r.file, key, problem)
	}
}

func (r *reader) list(key string, v any) []any {
	if v == nil {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		r.fail(key, "is not a list")
	}
	return list
}

// object is v as an object that has no other keys than those named.
func (r *reader) object(key string, v any, keys ...string) map[string]any {
	m, ok := v.(map[string]any)
	if !ok {
		r.fail(key, "is not an object")
		return nil
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if len(keys) > 0 && !slices.Contains(keys, k) {
			r.fail(key+"."+k, "is not a known key")
		}
	}
	return m
}

// text is v as text: YAML reads true and 10 as what they look like.
func (r *reader) text(key string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool, json.Number, int, int64, uint64, float64:
		return fmt.Sprint(v)
	}
	r.fail(key, "is not text")
	return ""
}

func (r *reader) required(key string, v any) string {
	s := r.text(key, v)
	if s == "" {
		r.fail(key, "is missing")
	}
	return s
}

func (r *reader) texts(key string, v any) []string {
	var out []string
	for i, item := range r.list(key, v) {
		out = append(out, r.text(fmt.Sprintf("%s[%d]", key, i), item))
	}
	return out
}

func (r *reader) boolean(key string, v any) bool {
	if v == nil {
		return false
	}
	b, ok := v.(bool)
	if !ok {
		r.fail(key, "is neither true nor false")
	}
	return b
}

// conditions are those of an object of parameter -> values.
func (r *reader) conditions(key string, v any) []Condition {
	if v == nil {
		return nil
	}
	m := r.object(key, v)
	var out []Condition
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Condition{Parameter: k, Values: r.texts(key+"."+k, m[k])})
	}
	return out
}
