// Package yamlread reads YAML and JSON that users supply into plain values: bounded
// in size, depth and in what aliases expand to, without types of its own being
// made, and with the line in each error.
package yamlread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxText is the limit of bytes of all their texts, with aliases expanded.
var maxText = limits.Bytes("yaml-bytes", 64<<20)

// Bounds. A node costs some 200 bytes while YAML is parsed, and may take two bytes of
// the text.
const (
	MaxYAML  = 4 << 20  // bytes of a YAML file
	MaxJSON  = 32 << 20 // bytes of a JSON file
	maxNodes = 1 << 20  // values of one file, with aliases expanded
	maxDepth = 100
)

// Tagged is a value with a tag of the application's own, such as !reset.
type Tagged struct {
	Tag   string
	Value any
}

// MarshalJSON writes the value without its tag.
func (t Tagged) MarshalJSON() ([]byte, error) { return json.Marshal(t.Value) }

// YAML reads the documents of a text; empty ones are left out. A value is nil, a
// bool, int64, float64, string, []any, map[string]any or [Tagged]. Merge keys
// (<<) are merged. A key that stands twice is an error.
func YAML(data []byte) ([]any, error) {
	if len(data) > MaxYAML {
		return nil, fmt.Errorf("larger than %d bytes", MaxYAML)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	c := &converter{nodes: maxNodes, text: maxText.Int(), open: map[*yaml.Node]bool{}}
	var documents []any
	for {
		var node yaml.Node
		if err := decoder.Decode(&node); errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		value, err := c.value(&node, 0)
		if err != nil {
			return nil, err
		}
		if value != nil {
			documents = append(documents, value)
		}
	}
}

type converter struct {
	nodes, text int
	open        map[*yaml.Node]bool // aliases that are being expanded
}

func (c *converter) value(n *yaml.Node, depth int) (any, error) {
	c.nodes--
	c.text -= len(n.Value)
	switch {
	case c.nodes < 0:
		return nil, at(n, errors.New("too many values"))
	case c.text < 0:
		return nil, at(n, maxText.Exceeded("more than %s of text, aliases expanded", maxText))
	case depth > maxDepth:
		return nil, at(n, fmt.Errorf("nested deeper than %d", maxDepth))
	}
	switch n.Kind {
	case yaml.DocumentNode:
		return c.value(n.Content[0], depth)
	case yaml.AliasNode:
		if c.open[n.Alias] {
			return nil, at(n, errors.New("an alias holds itself"))
		}
		c.open[n.Alias] = true
		defer delete(c.open, n.Alias)
		return c.value(n.Alias, depth+1)
	}
	value, err := c.plain(n, depth)
	if err == nil && n.Style&yaml.TaggedStyle != 0 && len(n.Tag) > 1 && n.Tag[0] == '!' && n.Tag[1] != '!' {
		return Tagged{Tag: n.Tag, Value: value}, nil
	}
	return value, err
}

func (c *converter) plain(n *yaml.Node, depth int) (any, error) {
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, item := range n.Content {
			value, err := c.value(item, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case yaml.MappingNode:
		return c.mapping(n, depth)
	}
	return scalar(n), nil
}

func (c *converter) mapping(n *yaml.Node, depth int) (any, error) {
	m := make(map[string]any, len(n.Content)/2)
	var merged []any
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode {
			return nil, at(key, errors.New("a key that is not text"))
		}
		value, err := c.value(n.Content[i+1], depth+1)
		if err != nil {
			return nil, err
		}
		if key.Tag == "!!merge" {
			merged = append(merged, value)
			continue
		}
		if _, twice := m[key.Value]; twice {
			return nil, at(key, fmt.Errorf("duplicate key %q", key.Value))
		}
		m[key.Value] = value
	}
	for _, value := range merged {
		if !merge(m, value) {
			return nil, at(n, errors.New("a merge key without mappings"))
		}
	}
	return m, nil
}

// merge adds the keys of value, a mapping or a list of them, that m lacks.
func merge(m map[string]any, value any) bool {
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			if _, ok := m[key]; !ok {
				m[key] = v
			}
		}
		return true
	case []any:
		for _, v := range value {
			if _, ok := v.(map[string]any); !ok || !merge(m, v) {
				return false
			}
		}
		return true
	}
	return false
}

func scalar(n *yaml.Node) any {
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		var b bool
		if n.Decode(&b) == nil {
			return b
		}
	case "!!int":
		var i int64
		if n.Decode(&i) == nil {
			return i
		}
	case "!!float":
		var f float64
		if n.Decode(&f) == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f
		}
	}
	return n.Value
}

func at(n *yaml.Node, err error) error { return fmt.Errorf("line %d: %w", n.Line, err) }

// Text is a scalar as text; false for anything else.
func Text(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}
