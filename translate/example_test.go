package translate_test

import (
	"context"
	"fmt"
	"log"

	"github.com/open-policy-agent/opa/v1/rego"

	library "github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
)

// Translate a bundle and evaluate it with OPA's own package, as a program does that has OPA already.
func ExampleTranslate() {
	result, err := translate.Translate("bundle.json", []byte(`{
		"id": "b", "name": "b", "version": "1_0", "whitelists": [], "whitelisted_images": [], "blacklisted_images": [],
		"policies": [{"id": "p", "name": "p", "version": "1_0", "rules": [
			{"id": "r", "gate": "dockerfile", "trigger": "instruction", "action": "STOP",
			 "params": [{"name": "instruction", "value": "ADD"}, {"name": "check", "value": "exists"}]}
		]}],
		"mappings": [{"id": "m", "name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}]
	}`), library.FS, translate.Options{})
	if err != nil {
		log.Fatal(err)
	}
	options := []func(*rego.Rego){rego.Query("data.pratique.decision.final_action")}
	for _, m := range result.Modules {
		options = append(options, rego.Module(m.Path, string(m.Source)))
	}
	ctx := context.Background()
	query, err := rego.New(options...).PrepareForEval(ctx)
	if err != nil {
		log.Fatal(err)
	}
	answer, err := query.Eval(ctx, rego.EvalInput(map[string]any{
		"schema_version": "1",
		"image":          map[string]any{"registry": "docker.io", "repository": "library/shop", "tag": "1"},
		"dockerfile": map[string]any{"mode": "actual", "lines": map[string]any{
			"FROM": []string{"FROM alpine:3.20"}, "ADD": []string{"ADD https://example.com/x /x"},
		}},
	}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer[0].Expressions[0].Value)
	// Output:
	// stop
}
