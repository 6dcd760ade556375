package bundlefile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// ErrDuplicateKeys is the error of a text that has a key twice in one object:
// to write it anew would lose one of them.
var ErrDuplicateKeys = errors.New("an object has a key twice")

// indentation is that of one level.
const indentation = "  "

// Format writes a bundle as the bundles that ship with pratique are written:
// two blanks a level; parameters, whitelist items and image references in one
// line; well-known keys in their order, before all others; numbers as they
// were; in strings only those escapes that a reader needs. The values are those
// of the text.
func Format(text []byte) ([]byte, error) {
	root, err := decode(text)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	printer{&b, indentation}.value(root, "bundle", "\n")
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// decode reads a JSON text without duplicate keys.
func decode(text []byte) (*anchore.Value, error) {
	root, duplicates, err := anchore.Decode(text)
	if err != nil {
		return nil, fmt.Errorf("reading the JSON: %w", err)
	}
	if len(duplicates) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrDuplicateKeys, duplicates[0])
	}
	return root, nil
}

// kinds of objects by the key that holds them, alone or in a list.
var kinds = map[string]string{
	"parameters":         "parameters",
	"policies":           "policy",
	"rules":              "rule",
	"params":             "param",
	"whitelists":         "whitelist",
	"items":              "item",
	"mappings":           "mapping",
	"whitelisted_images": "mapping",
	"blacklisted_images": "mapping",
	"image":              "image",
}

// member is the kind of the objects under a key of an object of that kind.
func member(kind, key string) string {
	if kind == "parameters" {
		return "parameter" // whatever it is called
	}
	return kinds[key]
}

// order of the well-known keys of each kind of object.
var order = map[string][]string{
	"bundle":    {"id", "name", "version", "comment", "description", "parameters", "policies", "whitelists", "mappings", "whitelisted_images", "blacklisted_images"},
	"policy":    {"id", "name", "version", "comment", "description", "rules"},
	"rule":      {"id", "comment", "description", "gate", "trigger", "action", "params"},
	"param":     {"name", "value"},
	"whitelist": {"id", "name", "version", "comment", "description", "items"},
	"item":      {"id", "comment", "description", "gate", "trigger_id", "expires_on"},
	"mapping":   {"id", "name", "comment", "description", "registry", "repository", "image", "policy_id", "policy_ids", "whitelist_ids"},
	"image":     {"type", "value"},
}

// printer writes values; a line break is "\n" and the indentation of the line
// that the value stands on, or "" within one line.
type printer struct {
	*bytes.Buffer
	unit string // one level of indentation
}

func (p printer) value(v *anchore.Value, kind, line string) {
	switch v.Kind {
	case anchore.Null:
		p.WriteString("null")
	case anchore.Bool:
		fmt.Fprintf(p, "%t", v.Bool)
	case anchore.Number:
		p.WriteString(v.Text)
	case anchore.String:
		p.WriteString(quote(v.Text))
	case anchore.Array:
		p.list(v, kind, line)
	case anchore.Object:
		p.object(v, kind, line)
	}
}

func (p printer) list(v *anchore.Value, kind, line string) {
	p.WriteByte('[')
	for i, item := range v.Items {
		p.separate(i, line)
		p.value(item, kind, p.deeper(line))
	}
	p.close(len(v.Items), line, ']')
}

func (p printer) object(v *anchore.Value, kind, line string) {
	if oneLine(v, kind) {
		line = ""
	}
	p.WriteByte('{')
	for i, at := range arranged(v, kind) {
		p.separate(i, line)
		p.WriteString(quote(v.Keys[at]) + ": ")
		p.value(v.Items[at], member(kind, v.Keys[at]), p.deeper(line))
	}
	p.close(len(v.Keys), line, '}')
}

func (p printer) separate(i int, line string) {
	if i > 0 {
		p.WriteByte(',')
	}
	if line == "" && i > 0 {
		p.WriteByte(' ')
	}
	p.WriteString(p.deeper(line))
}

func (p printer) close(n int, line string, end byte) {
	if n > 0 {
		p.WriteString(line)
	}
	p.WriteByte(end)
}

func (p printer) deeper(line string) string {
	if line == "" {
		return ""
	}
	return line + p.unit
}

// oneLine says whether an object of that kind is written in one line.
func oneLine(v *anchore.Value, kind string) bool {
	if !slices.Contains([]string{"param", "parameter", "item", "image"}, kind) {
		return false
	}
	return !slices.ContainsFunc(v.Items, func(item *anchore.Value) bool { return item.Kind == anchore.Array || item.Kind == anchore.Object })
}

// arranged are the places of the object's keys: the well-known ones in their
// order, then the others as they were.
func arranged(v *anchore.Value, kind string) []int {
	var places []int
	for _, key := range order[kind] {
		if i := slices.Index(v.Keys, key); i >= 0 {
			places = append(places, i)
		}
	}
	for i, key := range v.Keys {
		if !slices.Contains(order[kind], key) {
			places = append(places, i)
		}
	}
	return places
}

// quote is a JSON string in which what cannot be seen is escaped.
func quote(s string) string { return printable.JSON(s, nil) }
