package dockerfile

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestConformance compares the anchore reading with the lines that Anchore Engine made
// of the Dockerfiles of the conformance corpus. It needs PRATIQUE_SHARED.
func TestConformance(t *testing.T) {
	t.Parallel()
	root := os.Getenv("PRATIQUE_SHARED")
	if root == "" {
		t.Skip("PRATIQUE_SHARED is not set")
	}
	files, err := filepath.Glob(filepath.Join(root, "conformance", "*", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var value any
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
		compared += compareAll(t, filepath.Base(file), value)
	}
	t.Logf("%d Dockerfiles", compared)
	if compared < 30 {
		t.Errorf("%d Dockerfiles, expected more", compared)
	}
}

// compareAll finds the Dockerfiles in a JSON value, wherever they are.
func compareAll(t *testing.T, where string, value any) int {
	t.Helper()
	compared := 0
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			compared += compareAll(t, where, element)
		}
	case map[string]any:
		contents, isText := v["contents"].(string)
		want, isLines := v["lines"].(map[string]any)
		if isText && isLines && v["reading"] == "anchore" {
			lines, _ := anchoreLines(contents)
			got := map[string]any{}
			for key, list := range lines {
				texts := []any{}
				for _, line := range list {
					texts = append(texts, line)
				}
				got[key] = texts
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %q: %s", where, contents, diff)
			}
			compared++
		}
		for _, member := range v {
			compared += compareAll(t, where, member)
		}
	}
	return compared
}
