package modules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate"
)

// everything is a bundle of the examples of all triggers, and of each value of a parameter that
// says what to look for.
func everything(t *testing.T, c *catalog.Catalog) *policy.Policy {
	t.Helper()
	var rules []any
	add := func(rule map[string]any) {
		rule["id"] = fmt.Sprintf("r%d", len(rules))
		rules = append(rules, rule)
	}
	for _, gate := range c.Gates() {
		for _, name := range c.Triggers(gate) {
			trigger, err := c.Trigger(gate, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, example := range trigger.Examples {
				rule, ok := example.(map[string]any)
				if !ok || trigger.Gate == "rego" {
					continue
				}
				add(maps.Clone(rule))
				for _, p := range trigger.Parameters {
					if p.Name == "check" && (trigger.Gate == "practice" || trigger.Gate == "hardening") {
						for _, value := range p.Values {
							other := maps.Clone(rule)
							other["params"] = []any{map[string]any{"name": "check", "value": value}}
							add(other)
						}
					}
				}
			}
		}
	}
	bundle, err := json.Marshal(map[string]any{
		"id": "b", "name": "b", "version": "1_0",
		"policies":           []any{map[string]any{"id": "p", "name": "p", "version": "1_0", "rules": rules}},
		"whitelists":         []any{},
		"mappings":           []any{map[string]any{"id": "m", "name": "m", "registry": "*", "repository": "*", "image": map[string]any{"type": "tag", "value": "*"}, "policy_ids": []any{"p"}, "whitelist_ids": []any{}}},
		"whitelisted_images": []any{}, "blacklisted_images": []any{},
	})
	if err != nil {
		t.Fatal(err)
	}
	result, err := translate.Translate("b.json", bundle, rego.FS, translate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string][]byte{}
	for _, module := range result.Modules {
		sources[module.Path] = module.Source
	}
	p, err := policy.Compile(t.Context(), sources, policy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// samples are the documents that the triggers show, each once.
func samples(t *testing.T, c *catalog.Catalog) []map[string]any {
	t.Helper()
	var documents []map[string]any
	seen := map[string]bool{}
	for _, gate := range c.Gates() {
		for _, name := range c.Triggers(gate) {
			list, err := c.Samples(gate, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, sample := range list {
				text, err := json.Marshal(sample.Document)
				if err != nil {
					t.Fatal(err)
				}
				document, ok := sample.Document.(map[string]any)
				if !ok || seen[string(text)] {
					continue
				}
				seen[string(text)] = true
				document["schema_version"] = "1"
				if document["evaluated_at"] == nil {
					document["evaluated_at"] = "2024-03-15T12:00:00Z"
				}
				documents = append(documents, document)
			}
		}
	}
	if len(documents) < 60 {
		t.Fatalf("%d documents", len(documents))
	}
	return documents
}

func inputSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../schemas/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decide(t *testing.T, p *policy.Policy, document any) *decision.Decision {
	t.Helper()
	input, err := ast.InterfaceToValue(document)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Decide(t.Context(), input, policy.Settings{}, time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// variants are copies of a document, in each of which another member or item is null, or gone.
// visit may keep none of them.
func variants(v any, path string, whole func() any, visit func(path string, document any)) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			old := v[name]
			v[name] = nil
			visit(path+"/"+name+" is null", whole())
			delete(v, name)
			visit(path+"/"+name+" is gone", whole())
			v[name] = old
			variants(old, path+"/"+name, whole, visit)
		}
	case []any:
		for i, old := range v {
			if i > 2 {
				break
			}
			variants(old, fmt.Sprintf("%s/%d", path, i), whole, visit)
		}
	}
}

var index = regexp.MustCompile(`/\d+`)

// TestNulls holds that no built-in function fails on what the schema lets be null or absent: a
// rule that fails so has no decision where others would do.
func TestNulls(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	p, valid := everything(t, c), inputSchema(t)
	tried, seen := 0, map[string]int{}
	for _, document := range samples(t, c) {
		variants(document, "", func() any { return document }, func(path string, variant any) {
			if strings.HasPrefix(path, "/schema_version") || seen[index.ReplaceAllString(path, "/*")] == 3 || valid.Validate(numbered(variant)) != nil {
				return
			}
			// Samples resemble each other: what one says of a path, the others mostly say too.
			seen[index.ReplaceAllString(path, "/*")]++
			tried++
			for _, e := range decide(t, p, variant).Errors {
				if e.Kind == "BuiltinError" || strings.Contains(e.Message, "findings are undefined") {
					t.Errorf("%s: %s", path, e.Message)
				}
			}
		})
	}
	if tried < 200 {
		t.Errorf("%d documents tried", tried)
	}
}

// numbered is a document as the schema library reads one.
func numbered(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		panic(err)
	}
	return document
}
