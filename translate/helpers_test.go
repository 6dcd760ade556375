package translate

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate/anchore"
)

func decodeForTest(bundle []byte) (*anchore.Value, error) {
	root, _, err := anchore.Decode(bundle)
	return root, err
}

// base is a bundle without a fault, for tests to edit.
const base = `{
	"id": "b", "name": "B", "version": "1_0",
	"policies": [{
		"id": "p", "name": "P", "version": "1_0",
		"rules": [
			{"id": "r0", "gate": "dockerfile", "trigger": "instruction", "action": "STOP", "params": [
				{"name": "instruction", "value": "FROM"}, {"name": "check", "value": "="}, {"name": "value", "value": "scratch"}
			]},
			{"id": "r1", "gate": "metadata", "trigger": "attribute", "action": "WARN", "params": [
				{"name": "attribute", "value": "size"}, {"name": "check", "value": ">"}, {"name": "value", "value": "1mb"}
			]}
		]
	}],
	"whitelists": [{
		"id": "w", "name": "W", "version": "1_0",
		"items": [{"id": "i0", "gate": "always", "trigger_id": "always"}]
	}],
	"mappings": [{
		"id": "m", "name": "m", "registry": "docker.io", "repository": "*", "image": {"type": "tag", "value": "*"},
		"policy_ids": ["p"], "whitelist_ids": ["w"]
	}],
	"whitelisted_images": [{"name": "i", "registry": "*", "repository": "x", "image": {"type": "tag", "value": "*"}}],
	"blacklisted_images": []
}`

// edits are JSON values by pointer; "" deletes what is there.
type edits map[string]string

// edit is the base bundle with edits, in the order of their pointers.
func edit(t testing.TB, e edits) []byte {
	t.Helper()
	var root any
	if err := json.Unmarshal([]byte(base), &root); err != nil {
		t.Fatal(err)
	}
	for _, pointer := range slices.Sorted(maps.Keys(e)) {
		var value any
		if e[pointer] != "" {
			if err := json.Unmarshal([]byte(e[pointer]), &value); err != nil {
				t.Fatalf("%s: %v", pointer, err)
			}
		}
		if pointer == "" {
			root = value
			continue
		}
		set(t, root, strings.Split(pointer, "/")[1:], value, e[pointer] == "")
	}
	text, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func set(t testing.TB, at any, keys []string, value any, remove bool) {
	t.Helper()
	switch container := at.(type) {
	case map[string]any:
		switch {
		case len(keys) > 1:
			set(t, container[keys[0]], keys[1:], value, remove)
		case remove:
			delete(container, keys[0])
		default:
			container[keys[0]] = value
		}
	case []any:
		i, err := strconv.Atoi(keys[0])
		if err != nil || i >= len(container) {
			t.Fatalf("no element %s", keys[0])
		}
		if len(keys) > 1 {
			set(t, container[i], keys[1:], value, remove)
			return
		}
		container[i] = value
	default:
		t.Fatalf("nothing to edit at %v", keys)
	}
}

// must translates a bundle that has no fault.
func must(t testing.TB, bundle []byte, o Options) *Result {
	t.Helper()
	r, err := Translate("bundle.json", bundle, rego.FS, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// module is the source of one module of a result.
func (r *Result) module(t testing.TB, path string) string {
	t.Helper()
	for _, m := range r.Modules {
		if m.Path == path {
			return string(m.Source)
		}
	}
	t.Fatalf("there is no module %s", path)
	return ""
}

// smallLibrary is the library with one trigger of two gates.
func smallLibrary(t testing.TB) fs.FS {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(rego.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		keep := path == "pratique/gates/always/always.rego" || path == "pratique/gates/files/suid_or_guid_set.rego"
		if strings.HasPrefix(path, "pratique/gates/") && !keep {
			return nil
		}
		text, err := fs.ReadFile(rego.FS, path)
		fsys[path] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

func strip(s string) string { return anchore.Strip(s) }
