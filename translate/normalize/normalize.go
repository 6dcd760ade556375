// Package normalize makes bundles of texts that are nearly one: of a bundle as
// articles print it, without ids and mappings, and of rules alone. Every repair
// is a warning.
package normalize

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// Kinds of the warnings.
const (
	BundleID = "bundle-id-generated"
	Mapping  = "mapping-implied"
	PolicyID = "policy-id-generated"
	Wrapped  = "rules-wrapped"
)

// Bundle repairs a bundle that has no mappings at all, which Anchore's API refuses
// and its engine answers with go, unseen: it gets a mapping of all its policies
// for every image, and ids where it has none. Any other text stays as it is, and so do
// rules without an id: their trigger ids have None, and whitelists rely on it.
func Bundle(text []byte) ([]byte, []translate.Warning) {
	if anchore.HasKey(text, "mappings") {
		return text, nil // whatever else there is
	}
	root, duplicates, err := anchore.Decode(text)
	if err != nil || len(anchore.Deciding(duplicates)) > 0 || root.Kind != anchore.Object || root.Get("mappings") != nil {
		return text, nil
	}
	object, err := decode(text)
	if err != nil {
		return text, nil
	}
	policies, ok := object["policies"].([]any)
	if !ok || len(policies) == 0 {
		return text, nil
	}
	var warnings []translate.Warning
	if root.Get("id") == nil {
		id := slug(root.Get("name").String(), "bundle")
		object["id"] = id
		warnings = append(warnings, translate.Warning{Kind: BundleID, Pointer: "/id", Message: fmt.Sprintf("the bundle has no id; %q is made of its name", id)})
	}
	ids := []any{}
	for i, item := range policies {
		policy, ok := item.(map[string]any)
		if !ok {
			return text, nil
		}
		id, given := policy["id"]
		if !given {
			name, _ := policy["name"].(string)
			id = unused(slug(name, "policy"), i, policies)
			policy["id"] = id
			warnings = append(warnings, translate.Warning{
				Kind: PolicyID, Pointer: fmt.Sprintf("/policies/%d/id", i), Message: fmt.Sprintf("the policy has no id; %q is made of its name", id),
			})
		}
		ids = append(ids, id)
	}
	object["mappings"] = []any{every(ids)}
	warnings = append(warnings, translate.Warning{Kind: Mapping, Pointer: "/mappings", Message: "the bundle has no mappings, so that Anchore would evaluate nothing and answer go; here all its policies hold for every image"})
	repaired, err := json.MarshalIndent(object, "", "  ")
	if err != nil {
		return text, nil
	}
	return repaired, warnings
}

// Rules makes a bundle of rules: an object, an array, or objects between commas, as
// they are pasted from an article.
func Rules(text []byte) ([]byte, []translate.Warning, error) {
	trimmed := bytes.TrimSuffix(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff"))), []byte(","))
	if !bytes.HasPrefix(trimmed, []byte("[")) {
		trimmed = append(append([]byte("["), trimmed...), ']')
	}
	root, duplicates, err := anchore.Decode(trimmed)
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("reading rules: %w%s", err, Hint(text))
	case len(anchore.Deciding(duplicates)) > 0:
		return nil, nil, fmt.Errorf("reading rules: %s is in its object more than once", anchore.Deciding(duplicates)[0])
	case len(root.Items) == 0:
		return nil, nil, errors.New("reading rules: there are none")
	}
	for i, item := range root.Items {
		if item.Get("gate") == nil {
			return nil, nil, fmt.Errorf("reading rules: number %d has no gate, so it is not a rule", i+1)
		}
	}
	var rules []json.RawMessage
	if err := json.Unmarshal(trimmed, &rules); err != nil {
		return nil, nil, fmt.Errorf("reading rules: %w", err)
	}
	bundle, err := json.MarshalIndent(map[string]any{
		"id": "rules", "name": "rules", "version": "1_0",
		"policies":   []any{map[string]any{"id": "rules", "name": "rules", "version": "1_0", "rules": rules}},
		"mappings":   []any{every([]any{"rules"})},
		"whitelists": []any{}, "whitelisted_images": []any{}, "blacklisted_images": []any{},
	}, "", "  ")
	if err != nil {
		return nil, nil, fmt.Errorf("writing rules: %w", err)
	}
	warning := translate.Warning{Kind: Wrapped, Pointer: "/policies/0", Message: fmt.Sprintf("%d rules without a bundle make one policy, for every image", len(rules))}
	return bundle, []translate.Warning{warning}, nil
}

// Hint says what a text that is no JSON may have from a web page, "" for nothing.
func Hint(text []byte) string {
	for _, trace := range []struct{ text, what string }{
		{"“", "a typographic quotation mark"}, {"”", "a typographic quotation mark"}, {"„", "a typographic quotation mark"},
		{"‘", "a typographic quotation mark"}, {"’", "a typographic quotation mark"},
		{"&quot;", "an HTML entity"}, {"&amp;", "an HTML entity"}, {"&lt;", "an HTML entity"}, {"&#", "an HTML entity"},
		{"\u00a0", "a blank that does not break"},
	} {
		if at := bytes.Index(text, []byte(trace.text)); at >= 0 {
			line := 1 + bytes.Count(text[:at], []byte("\n"))
			column := at - bytes.LastIndexByte(text[:at], '\n')
			return fmt.Sprintf(" (line %d, column %d has %s: the text may come from a web page)", line, column, trace.what)
		}
	}
	return ""
}

// Check lists what Anchore's API refuses in a bundle, all at once.
func Check(text []byte) translate.Errors {
	root, _, err := anchore.Decode(text)
	if err != nil || root.Kind != anchore.Object {
		return nil // the translator says so
	}
	var errs translate.Errors
	require := func(v *anchore.Value, noun string, keys ...string) {
		for _, key := range keys {
			if v.Kind == anchore.Object && v.Get(key) == nil {
				errs = append(errs, &translate.Error{Pointer: v.Pointer + "/" + key, Kind: "SchemaError", Message: "the " + noun + " has no " + key})
			}
		}
	}
	require(root, "bundle", "id", "version", "policies", "mappings")
	for _, policy := range list(root, "policies") {
		require(policy, "policy", "id", "version")
		for _, rule := range list(policy, "rules") {
			require(rule, "rule", "gate", "trigger", "action")
		}
	}
	for _, whitelist := range list(root, "whitelists") {
		require(whitelist, "whitelist", "id", "version")
	}
	for _, mapping := range list(root, "mappings") {
		require(mapping, "mapping", "name", "registry", "repository", "image")
	}
	return errs
}

func list(v *anchore.Value, key string) []*anchore.Value {
	items, _ := v.Get(key).Iterate()
	return items
}

func decode(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	decoder.UseNumber()
	var object map[string]any
	err := decoder.Decode(&object)
	return object, err
}

// every is a mapping of policies for every image.
func every(policies []any) map[string]any {
	return map[string]any{
		"id": "all", "name": "every image", "registry": "*", "repository": "*", "image": map[string]any{"type": "tag", "value": "*"},
		"policy_ids": policies, "whitelist_ids": []any{},
	}
}

var unfit = regexp.MustCompile(`[^a-z0-9]+`)

// slug makes an id of a name: "General Checks" is general-checks.
func slug(name, without string) string {
	if s := strings.Trim(unfit.ReplaceAllString(strings.ToLower(name), "-"), "-"); s != "" {
		return s
	}
	return without
}

// unused is the id, or where another policy has it with the policy's place.
func unused(id string, place int, policies []any) string {
	for i, item := range policies {
		policy, _ := item.(map[string]any)
		if i != place && policy["id"] == id {
			return fmt.Sprintf("%s-%d", id, place)
		}
	}
	return id
}
