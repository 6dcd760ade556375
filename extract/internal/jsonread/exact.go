package jsonread

import (
	"encoding/json"
	"reflect"
	"strings"
)

// Exact is json.Unmarshal for files of programs that are not written in Go: keys have case, and of one
// that stands twice the last counts.
func Exact(data []byte, v any) error {
	value, err := Any(data)
	if err != nil {
		return err
	}
	known, err := json.Marshal(prune(value, reflect.TypeOf(v).Elem()))
	if err != nil {
		return err
	}
	return json.Unmarshal(known, v)
}

// prune removes the keys that no field of a type has, so that none is taken for one in another case.
func prune(value any, t reflect.Type) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch value := value.(type) {
	case []any:
		if t.Kind() == reflect.Slice {
			for i := range value {
				value[i] = prune(value[i], t.Elem())
			}
		}
	case map[string]any:
		switch t.Kind() {
		case reflect.Map:
			for key, inner := range value {
				value[key] = prune(inner, t.Elem())
			}
		case reflect.Struct:
			kept := map[string]any{}
			for _, field := range reflect.VisibleFields(t) {
				name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
				if inner, ok := value[name]; ok {
					kept[name] = prune(inner, field.Type)
				}
			}
			return kept
		}
	}
	return value
}
