package catalog

import (
	"encoding/json"
	"maps"
	"strings"
)

// object is a JSON object: encoding/json sorts its keys.
type object = map[string]any

// BundleSchema is a JSON schema of Anchore's policy bundles with the gates,
// triggers and parameters of the library, for editors: it completes names and
// explains them. It is stricter than Anchore, which takes names in any case,
// and knows less: what belongs together is for the translator to check.
func (c *Catalog) BundleSchema() ([]byte, error) {
	rule, err := c.ruleSchema()
	if err != nil {
		return nil, err
	}
	text, key := object{"type": "string"}, object{"type": []any{"string", "null"}}
	version := object{"const": "1_0"}
	image := object{"type": "object", "required": []any{"type", "value"}, "properties": object{
		"type": object{"enum": []any{"tag", "digest", "id"}}, "value": text,
	}}
	selector := object{
		"id": key, "name": text, "image": image,
		"registry":   object{"type": "string", "description": "A registry; * stands for anything, and what follows regexp: is a regular expression."},
		"repository": object{"type": "string", "description": "A repository; * stands for anything, and what follows regexp: is a regular expression."},
	}
	mapping := object{
		"policy_id":     object{"type": "string", "description": "The id of one policy."},
		"policy_ids":    object{"type": "array", "items": text, "description": "The ids of policies, which are evaluated in this order."},
		"whitelist_ids": object{"type": "array", "items": text, "description": "The ids of whitelists."},
	}
	maps.Copy(mapping, selector)
	item := object{
		"id": key, "gate": text,
		"trigger_id": object{"type": "string", "description": "The trigger id of findings; * stands for anything."},
		"expires_on": object{"type": "string", "description": "When the item ends, as in 2030-12-31T23:59:59Z."},
	}
	images := array(object{"type": "object", "required": []any{"registry", "repository", "image"}, "properties": selector})
	schema := object{
		"$schema":  "http://json-schema.org/draft-07/schema#",
		"title":    "Policy bundle",
		"type":     "object",
		"required": []any{"version", "policies", "mappings"},
		"properties": object{
			"id": key, "name": key, "comment": text, "version": version,
			"policies": array(object{"type": "object", "required": []any{"id", "version", "rules"}, "properties": object{
				"id": text, "name": text, "comment": text, "version": version, "rules": array(rule),
			}}),
			"whitelists": array(object{"type": "object", "required": []any{"id", "version", "items"}, "properties": object{
				"id": text, "name": text, "comment": text, "version": version,
				"items": array(object{"type": "object", "required": []any{"gate", "trigger_id"}, "properties": item}),
			}}),
			"mappings": array(object{"type": "object", "required": []any{"registry", "repository", "image"}, "properties": mapping}),

			"whitelisted_images": images,
			"blacklisted_images": images,
		},
	}
	out, err := json.MarshalIndent(schema, "", "  ")
	return append(out, '\n'), err
}

func array(items any) object { return object{"type": "array", "items": items} }

// ruleSchema is that of a policy's rule: its gate decides on the trigger, and
// both on the parameters.
func (c *Catalog) ruleSchema() (object, error) {
	parameter := object{"type": "object", "required": []any{"name", "value"}, "properties": object{
		"name": object{"type": "string"}, "value": object{"type": "string"},
	}}
	var gates, conditions []any
	for _, name := range c.Gates() {
		gate, err := c.Gate(name)
		if err != nil {
			return nil, err
		}
		gates = append(gates, object{"const": name, "description": flat(gate.Description)})
		if name == "rego" { // its triggers are rules of the author's
			continue
		}
		var triggers []any
		for _, t := range gate.Triggers {
			triggers = append(triggers, object{"const": t.Name, "description": flat(t.Description)})
			conditions = append(conditions, object{
				"if": object{
					"required":   []any{"gate", "trigger"},
					"properties": object{"gate": object{"const": name}, "trigger": object{"const": t.Name}},
				},
				"then": object{"properties": object{"params": array(parameterSchema(t))}},
			})
		}
		conditions = append(conditions, object{
			"if":   object{"required": []any{"gate"}, "properties": object{"gate": object{"const": name}}},
			"then": object{"properties": object{"trigger": object{"oneOf": triggers}}},
		})
	}
	return object{
		"type":     "object",
		"required": []any{"gate", "trigger", "action"},
		"properties": object{
			"id": object{"type": "string"}, "comment": object{"type": "string"}, "description": object{"type": "string"},
			"gate": object{"oneOf": gates}, "trigger": object{"type": "string"},
			"action": object{"enum": []any{"STOP", "WARN", "GO"}},
			"params": array(parameter),
		},
		"allOf": conditions,
	}, nil
}

func parameterSchema(t *Trigger) object {
	var choices []any
	for _, p := range t.Parameters {
		value := object{"type": "string", "description": flat(p.Description)}
		if len(p.Values) > 0 {
			value["enum"] = p.Values
		}
		names := append([]string{p.Name}, p.Aliases...)
		choices = append(choices, object{"properties": object{
			"name": object{"enum": names, "description": flat(p.Description)}, "value": value,
		}})
	}
	if choices == nil {
		return object{"not": object{}}
	}
	return object{"anyOf": choices}
}

// flat is a text in one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
