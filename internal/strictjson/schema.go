package strictjson

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind is a set of JSON types.
type Kind int

// JSON types; an integer is a number, too.
const (
	Null Kind = 1 << iota
	Boolean
	Number
	Integer
	String
	Array
	Object
)

var kindNames = []struct {
	kind        Kind
	name, shown string
}{
	{Null, "null", "null"}, {Boolean, "boolean", "true or false"}, {Integer, "integer", "an integer"}, {Number, "number", "a number"},
	{String, "string", "a string"}, {Array, "array", "an array"}, {Object, "object", "an object"},
}

func (k Kind) text() string {
	if k&Number != 0 {
		k &^= Integer // every integer is one
	}
	var names []string
	for _, n := range kindNames {
		if k&n.kind != 0 {
			names = append(names, n.shown)
		}
	}
	return strings.Join(names, " or ")
}

// Schema is a JSON Schema of those keywords that our own schemas use.
type Schema struct {
	kinds      Kind // 0 for all
	properties map[string]*Schema
	folded     map[string]string // property in lower case -> property
	required   []string
	others     *Schema // of members that are no properties; nil for all
	open       bool    // keys are free, since others has a schema
	names      *Schema // of the keys; nil for all
	items      *Schema
	enum       map[string]bool
	choices    string // the texts of enum, for errors
	instant    bool   // a string is a time (RFC 3339)
}

// Compile reads a schema. A keyword that it does not know is an error: what it asks for
// would not be looked at.
func Compile(text []byte) (*Schema, error) {
	var root rawSchema
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&root); err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	c := compiler{definitions: root.Definitions, done: map[string]*Schema{}}
	s, err := c.compile(&root)
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	return s, nil
}

// Property is the schema of a property, nil where there is none.
func (s *Schema) Property(name string) *Schema { return s.properties[name] }

// Section is the schema of an object of which one property alone is checked.
func (s *Schema) Section(name string) *Schema {
	return &Schema{
		kinds: Object, properties: map[string]*Schema{name: s.properties[name]},
		folded: map[string]string{strings.ToLower(name): name},
	}
}

// rawSchema is a schema as it is written.
type rawSchema struct {
	Schema      string `json:"$schema"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Format      string `json:"format"` // date-time is checked, others are annotations

	Type                 json.RawMessage       `json:"type"`
	Properties           map[string]*rawSchema `json:"properties"`
	AdditionalProperties *rawSchema            `json:"additionalProperties"`
	PropertyNames        *rawSchema            `json:"propertyNames"` // with an enum
	Required             []string              `json:"required"`
	Items                *rawSchema            `json:"items"`
	Enum                 []*string             `json:"enum"`
	Const                *string               `json:"const"`
	Ref                  string                `json:"$ref"`
	Definitions          map[string]*rawSchema `json:"definitions"`
}

type compiler struct {
	definitions map[string]*rawSchema
	done        map[string]*Schema // definitions
}

func (c *compiler) compile(raw *rawSchema) (*Schema, error) {
	if raw == nil {
		return nil, nil
	}
	if raw.Ref != "" {
		return c.definition(raw.Ref)
	}
	s := &Schema{required: raw.Required, instant: raw.Format == "date-time"}
	var err error
	if s.kinds, err = kinds(raw.Type); err != nil {
		return nil, err
	}
	if s.items, err = c.compile(raw.Items); err != nil {
		return nil, err
	}
	if s.others, err = c.compile(raw.AdditionalProperties); err != nil {
		return nil, err
	}
	s.open = raw.AdditionalProperties != nil
	if s.names, err = c.compile(raw.PropertyNames); err != nil {
		return nil, err
	}
	if len(raw.Properties) > 0 {
		s.properties, s.folded = map[string]*Schema{}, map[string]string{}
	}
	for _, name := range slices.Sorted(maps.Keys(raw.Properties)) {
		if s.properties[name], err = c.compile(raw.Properties[name]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s.folded[strings.ToLower(name)] = name
	}
	if raw.Const != nil {
		raw.Enum = append(raw.Enum, raw.Const)
	}
	if len(raw.Enum) > 0 {
		s.enum = map[string]bool{}
		var choices []string
		for _, text := range raw.Enum {
			if text == nil {
				s.kinds |= Null
				continue
			}
			s.enum[*text] = true
			choices = append(choices, fmt.Sprintf("%q", *text))
		}
		s.kinds |= String
		s.choices = strings.Join(choices, " or ")
	}
	return s, nil
}

func (c *compiler) definition(ref string) (*Schema, error) {
	name := strings.TrimPrefix(ref, "#/definitions/")
	if s, ok := c.done[name]; ok {
		return s, nil
	}
	raw, ok := c.definitions[name]
	if !ok {
		return nil, fmt.Errorf("there is no %s", ref)
	}
	place := &Schema{}
	c.done[name] = place // also for a definition that refers to itself
	s, err := c.compile(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ref, err)
	}
	*place = *s
	return place, nil
}

func kinds(text json.RawMessage) (Kind, error) {
	if text == nil {
		return 0, nil
	}
	var names []string
	if json.Unmarshal(text, &names) != nil {
		names = []string{""}
		if err := json.Unmarshal(text, &names[0]); err != nil {
			return 0, err
		}
	}
	var k Kind
	for _, name := range names {
		i := slices.IndexFunc(kindNames, func(n struct {
			kind        Kind
			name, shown string
		}) bool {
			return n.name == name
		})
		if i < 0 {
			return 0, fmt.Errorf("there is no type %q", name)
		}
		k |= kindNames[i].kind
	}
	return k, nil
}

// member is the schema of a member, and whether the key is a property or keys are free.
func (s *Schema) member(key string) (*Schema, bool) {
	if s == nil {
		return nil, true
	}
	if inner, ok := s.properties[key]; ok {
		return inner, true
	}
	return s.others, s.open || s.properties == nil
}

// meant is the property that a key is another spelling of, in its case; "" for none.
func (s *Schema) meant(key string) string { return s.folded[strings.ToLower(key)] }
