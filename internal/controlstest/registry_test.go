package controlstest_test

import (
	"testing"
)

const (
	theDigest  = "sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb"
	otherThan  = "sha256:abababababababababababababababababababababababababababababababab"
	pinnedBase = "registry.example.com/base:1@" + theDigest
)

// asked is a document of an image whose registries said what its tag and its base stand for; nil is
// no answer, and an empty base a Dockerfile that nobody has.
func asked(t *testing.T, tag any, base string, answers map[string]any) subject {
	t.Helper()
	if answers == nil {
		answers = map[string]any{}
	}
	document := map[string]any{
		"schema_version": "1",
		"image": map[string]any{
			"registry": "docker.io", "repository": "acme/shop", "tag": "1.4", "digest": theDigest, "parent_digest": nil,
			"id": "1", "config": map[string]any{}, "created": "2024-03-14T12:00:00Z", "layers": []any{}, "history": []any{},
		},
		"dockerfile": map[string]any{"mode": "unknown"},
		"registry":   map[string]any{"checked_at": "2024-03-15T12:00:00Z", "reference": "acme/shop:1.4", "tag_digest": tag, "base_digests": answers},
		"searched":   map[string]any{"sections": []string{"image", "dockerfile", "registry"}},
	}
	if base != "" {
		document["dockerfile"] = map[string]any{
			"mode": "actual", "path": "Dockerfile", "lines": map[string]any{},
			"stages": []any{map[string]any{
				"index": 0, "name": nil, "final": true, "used": true, "base": map[string]any{"raw": base, "reference": base, "stage": nil},
			}},
			"instructions": []any{map[string]any{"instruction": "FROM", "stage": 0, "raw": "FROM " + base, "value": base, "arguments": []string{base}, "start_line": 1, "end_line": 1}},
		}
	}
	return subject{document: text(t, document)}
}

// TestRegistry: an image that its tag no longer names, and a base image of which there is a newer one.
func TestRegistry(t *testing.T) {
	t.Parallel()
	current := map[string]any{pinnedBase: theDigest}
	for _, tc := range []struct {
		name                     string
		subject                  subject
		commands, stale, updated string // CIS 5.27, NIST 4.2.2, SANS 6.4
	}{
		{"all is current", asked(t, theDigest, pinnedBase, current), "pass", "manual", "pass"},
		{"the tag names another", asked(t, otherThan, pinnedBase, current), "fail", "fail", "fail"},
		{"the base's tag does", asked(t, theDigest, pinnedBase, map[string]any{pinnedBase: otherThan}), "pass", "manual", "fail"},
		{"no answer on the tag", asked(t, nil, pinnedBase, current), "unknown", "manual", "unknown"},
		{"no answer on the base", asked(t, theDigest, pinnedBase, map[string]any{}), "pass", "manual", "unknown"},
		{"the base is not pinned", asked(t, theDigest, "debian:12", map[string]any{"debian:12": otherThan}), "pass", "manual", "unknown"},
		{"nobody asked", subject{image: good(), dockerfile: goodDockerfile}, "manual", "manual", "pass"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			want(t, cisRuntime, tc.subject, map[string]string{"5.27": tc.commands})
			want(t, "nist-800-190", tc.subject, map[string]string{"4.2.2": tc.stale})
			want(t, sans, tc.subject, map[string]string{"6.4": tc.updated})
		})
	}
	stale := asked(t, otherThan, pinnedBase, map[string]any{pinnedBase: otherThan})
	tells(t, sans, stale, "6.4",
		"warn The image is not the one that acme/shop:1.4 names now: "+otherThan,
		"warn Base image "+pinnedBase+" is not the one that its tag names now: "+otherThan+" [1]")
}
