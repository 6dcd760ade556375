// Command schemas cuts the JSON schemas of the kinds that integrations/kubernetes uses out of the OpenAPI
// documents of the module k8s.io/kubernetes, and closes their objects, so that a misspelt field is an
// error.
//
//	go run ./schemas OUT.json
package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// kinds are apiVersion/kind, the document and the schema's name.
var kinds = []struct{ name, file, schema string }{
	{"v1/Namespace", "api__v1", "io.k8s.api.core.v1.Namespace"},
	{"v1/Pod", "api__v1", "io.k8s.api.core.v1.Pod"},
	{"v1/Service", "api__v1", "io.k8s.api.core.v1.Service"},
	{"v1/ServiceAccount", "api__v1", "io.k8s.api.core.v1.ServiceAccount"},
	{"v1/ConfigMap", "api__v1", "io.k8s.api.core.v1.ConfigMap"},
	{"v1/Secret", "api__v1", "io.k8s.api.core.v1.Secret"},
	{"apps/v1/Deployment", "apis__apps__v1", "io.k8s.api.apps.v1.Deployment"},
	{"batch/v1/Job", "apis__batch__v1", "io.k8s.api.batch.v1.Job"},
	{"batch/v1/CronJob", "apis__batch__v1", "io.k8s.api.batch.v1.CronJob"},
	{"networking.k8s.io/v1/NetworkPolicy", "apis__networking.k8s.io__v1", "io.k8s.api.networking.v1.NetworkPolicy"},
	{"policy/v1/PodDisruptionBudget", "apis__policy__v1", "io.k8s.api.policy.v1.PodDisruptionBudget"},
	{"admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration", "apis__admissionregistration.k8s.io__v1", "io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration"},
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string) error {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "k8s.io/kubernetes").Output()
	if err != nil {
		return err
	}
	definitions := map[string]any{}
	tops := map[string]any{}
	for _, k := range kinds {
		text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "api/openapi-spec/v3", k.file+"_openapi.json"))
		if err != nil {
			return err
		}
		var document struct {
			Components struct {
				Schemas map[string]any `json:"schemas"`
			} `json:"components"`
		}
		if err := json.Unmarshal(text, &document); err != nil {
			return fmt.Errorf("%s: %w", k.file, err)
		}
		tops[k.name] = map[string]any{"$ref": "#/$defs/" + k.schema}
		take(k.schema, document.Components.Schemas, definitions)
	}
	text, err := json.MarshalIndent(map[string]any{
		"$schema":  "https://json-schema.org/draft/2020-12/schema",
		"$comment": "Kubernetes' API (Apache-2.0), of k8s.io/kubernetes v1.37.2, written by tools/kube/schemas; objects are closed",
		"kinds":    tops, "$defs": definitions,
	}, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(text, '\n'), 0o644)
}

// take copies a schema and those that it refers to.
func take(name string, from, to map[string]any) {
	if _, have := to[name]; have {
		return
	}
	to[name] = nil // for schemas that refer to themselves
	to[name] = trim(from[name], from, to)
}

// trim leaves what says which values are valid, and closes objects.
func trim(v any, from, to map[string]any) any {
	switch v := v.(type) {
	case []any:
		list := []any{}
		for _, e := range v {
			list = append(list, trim(e, from, to))
		}
		return list
	case map[string]any:
		if v["format"] == "int-or-string" {
			return map[string]any{"type": []any{"integer", "string"}}
		}
		kept := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			switch key {
			case "description", "default", "format", "title", "enum":
				if key != "enum" {
					continue
				}
				kept[key] = v[key]
			case "properties":
				properties := map[string]any{}
				for name, schema := range v[key].(map[string]any) {
					properties[name] = trim(schema, from, to)
				}
				kept[key] = properties
			case "$ref":
				name := strings.TrimPrefix(v[key].(string), "#/components/schemas/")
				take(name, from, to)
				kept[key] = "#/$defs/" + name
			default:
				if !strings.HasPrefix(key, "x-kubernetes") {
					kept[key] = trim(v[key], from, to)
				}
			}
		}
		if _, is := kept["properties"]; is && kept["additionalProperties"] == nil {
			kept["additionalProperties"] = false
		}
		// A quantity is a string or a number.
		if any, is := kept["oneOf"]; is {
			delete(kept, "oneOf")
			kept["anyOf"] = any
		}
		return kept
	}
	return v
}
