package summary

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/translate/anchore"
)

const bundle = `{
	"id": "b", "name": "B\u001b[2J", "version": "1_0",
	"policies": [
		{"id": "p", "name": "P", "rules": [
			{"gate": "Files", "trigger": "name_match", "action": "STOP"},
			{"gate": "files", "trigger": "name_match", "action": "warn"},
			{"gate": "always", "trigger": "always", "action": "WARN"}
		]},
		{"id": "q"}, 7
	],
	"whitelists": [
		{"id": "w", "name": "W", "items": [
			{"expires_on": "2020-01-01T00:00:00Z"}, {"expires_on": "2031-01-01T00:00:00Z"},
			{"expires_on": "2030-01-01T00:00:00Z"}, {"expires_on": "soon"}, {}
		]},
		{"id": "x", "items": 7}
	],
	"mappings": [
		{"name": "m", "registry": "docker.io", "repository": "*", "image": {"type": "tag", "value": "1"}, "policy_id": "p", "whitelist_ids": ["w"]},
		{"registry": "*", "repository": "*", "image": {"type": "id", "value": "a"}, "policy_ids": ["p", "r"]}
	],
	"blacklisted_images": [{"name": "bad", "registry": "*", "repository": "bad", "image": {"type": "tag", "value": "*"}}]
}`

const want = `file: B\x1b[2J
  id b
  sha256 5e
  1 errors and 2 warnings, see bundle lint

mappings
  /mappings/0 "m": docker.io / *, tag 1
      policies p
      whitelists w
  /mappings/1: * / *, id a
      policies p, r

blacklisted images
  /blacklisted_images/0 "bad": * / bad, tag *

policies
  /policies/0 P: 3 rules (1 stop, 2 warn)
  /policies/1 q: 0 rules, no mapping uses it
  /policies/2 : 0 rules, no mapping uses it

rules by trigger
  always/always     1
  files/name_match  2

whitelists
  /whitelists/0 W: 5 items, 1 expired, 1 never expire, the next expires at 2030-01-01T00:00:00Z
  /whitelists/1 x: 0 items, 0 expired, 0 never expire, no mapping uses it

needs
  files
`

func TestText(t *testing.T) {
	t.Parallel()
	root, _, err := anchore.Decode([]byte(bundle))
	if err != nil {
		t.Fatal(err)
	}
	o := Read(root, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
	o.SHA256, o.Errors, o.Warnings, o.Needs = "5e", 1, 2, []document.Need{"files"}
	var got bytes.Buffer
	if err := Text(&got, "file", o); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestReadNonsense(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`7`, `[]`, `{}`, `{"policies": {}, "mappings": [null], "whitelists": [[]]}`} {
		root, _, err := anchore.Decode([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := Text(&got, "f", Read(root, time.Time{})); err != nil || got.Len() == 0 {
			t.Errorf("%s: got %q, %v", text, got.String(), err)
		}
	}
}
