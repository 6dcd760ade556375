package engines

import (
	"testing"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/author"
)

// ownBundle calls a function, with its finding whitelisted for one name, and a set.
const ownBundle = `{
	"id": "own", "version": "1_0",
	"policies": [{"id": "p", "name": "p", "version": "1_0", "rules": [
		{"id": "owner", "gate": "rego", "trigger": "acme.labels.missing", "action": "STOP", "params": [{"name": "name", "value": "owner"}]},
		{"id": "team", "gate": "rego", "trigger": "acme.labels.missing", "action": "STOP", "params": [{"name": "name", "value": "team"}]},
		{"id": "user", "gate": "rego", "trigger": "acme.users.root", "action": "WARN", "params": []}
	]}],
	"whitelists": [{"id": "w", "version": "1_0", "items": [{"id": "i", "gate": "rego", "trigger_id": "label:own*"}]}],
	"mappings": [{"name": "all", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": ["w"]}]
}`

const ownLabels = `package acme.labels

missing(params) := [finding |
	not input.image.config.Labels[params.name]
	finding := {
		"message": sprintf("the label %s is missing", [params.name]),
		"trigger_id": sprintf("label:%s", [params.name]),
	}
]
`

const ownUsers = `package acme.users

import data.pratique.lib.dockerfile

root contains {"msg": line, "_loc": {"file": "Dockerfile", "line": i + 1}} if {
	some i, line in dockerfile.lines.USER
	contains(line, "root")
}
`

const ownMain = `package main

deny contains "a tag is needed" if not input.image.tag

warn contains {"msg": "there is a Dockerfile"} if input.dockerfile
`

const ownTests = `package main_test

import data.main

test_deny if "a tag is needed" in main.deny with input as {}
`

// TestOwnRego compares the engines on a bundle with Rego of the author's.
func TestOwnRego(t *testing.T) {
	t.Parallel()
	result, err := translate.Translate("own.json", []byte(ownBundle), rego.FS, translate.Options{
		Own: []author.Module{
			{File: "labels.rego", Path: "own/labels.rego", Source: []byte(ownLabels)},
			{File: "users.rego", Path: "own/users.rego", Source: []byte(ownUsers)},
			{File: "main.rego", Path: "own/main.rego", Source: []byte(ownMain)},
			{File: "main_test.rego", Path: "own/main_test.rego", Source: []byte(ownTests), Test: true},
		},
		Capabilities: policy.Capabilities(),
	})
	if err != nil {
		t.Fatal(err)
	}
	tested, err := translate.WithTests(t.Context(), result)
	if err != nil {
		t.Fatal(err)
	}
	for name, input := range documents(t, e2e.Root(t)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			agreeOn(t, tested, input)
		})
	}
	t.Run("tests", func(t *testing.T) {
		t.Parallel()
		covered(t, tested)
	})
}
