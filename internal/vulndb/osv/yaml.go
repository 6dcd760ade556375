package osv

import (
	"encoding/json"
	"errors"
	"fmt"

	"gopkg.in/yaml.v3"
)

// ParseYAML reads a record in YAML, as PyPA's database has them. Scalars are taken as
// they are written: a YAML library would make times of times, and numbers of versions.
func ParseYAML(data []byte) (Record, Tally, error) {
	var node yaml.Node
	if err := yaml.Unmarshal(data, &node); err != nil {
		return Record{}, Tally{}, fmt.Errorf("reading OSV record: %w", err)
	}
	value, err := plain(&node)
	if err != nil {
		return Record{}, Tally{}, fmt.Errorf("reading OSV record: %w", err)
	}
	converted, err := json.Marshal(value)
	if err != nil {
		return Record{}, Tally{}, fmt.Errorf("reading OSV record: %w", err)
	}
	return Parse(converted)
}

func plain(node *yaml.Node) (any, error) {
	switch node.Kind {
	case yaml.DocumentNode:
		if len(node.Content) != 1 {
			return nil, errors.New("the document is empty")
		}
		return plain(node.Content[0])
	case yaml.SequenceNode:
		list := make([]any, 0, len(node.Content))
		for _, item := range node.Content {
			value, err := plain(item)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case yaml.MappingNode:
		object := make(map[string]any, len(node.Content)/2)
		for i := 0; i+1 < len(node.Content); i += 2 {
			value, err := plain(node.Content[i+1])
			if err != nil {
				return nil, err
			}
			object[node.Content[i].Value] = value
		}
		return object, nil
	case yaml.ScalarNode:
		if node.Tag == "!!null" {
			return nil, nil
		}
		return node.Value, nil
	}
	return nil, fmt.Errorf("line %d: aliases are not read", node.Line) // they can swell a file beyond measure
}
