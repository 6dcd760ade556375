package evaluate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate"
)

func TestReadBaseline(t *testing.T) {
	t.Parallel()
	const good = `{"schema_version": "1", "created": "2024-03-01T00:00:00Z", "subjects": {"Dockerfile": [{"gate": "g", "trigger": "t", "trigger_id": "i"}]}}`
	for _, test := range []struct{ name, text, want string }{
		{"good", good, ""},
		{"no finding", `{"schema_version": "1", "created": "2024-03-01T00:00:00Z", "subjects": {}}`, ""},
		{"not JSON", "x", "invalid"},
		{"another version", strings.Replace(good, `"1"`, `"2"`, 1), `its schema_version is "2"`},
		{"no date", strings.Replace(good, "2024-03-01T00:00:00Z", "yesterday", 1), `its created is "yesterday"`},
		{"unknown key", strings.Replace(good, `"created"`, `"expires": "2099-01-01T00:00:00Z", "created"`, 1), "expires"},
		{"a key twice", strings.Replace(good, `"created"`, `"created": "2024-03-02T00:00:00Z", "created"`, 1), "created"},
		{"no trigger id", strings.Replace(good, `"i"`, `""`, 1), "lacks its gate, trigger or trigger_id"},
	} {
		path := filepath.Join(t.TempDir(), "baseline.json")
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := evaluate.ReadBaseline(path)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: got %v, want … %s", test.name, err, test.want)
		}
	}
	if _, err := evaluate.ReadBaseline(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no file: got no error")
	}
}

func FuzzReadBaseline(f *testing.F) {
	f.Add(`{"schema_version": "1", "created": "2024-03-01T00:00:00Z", "subjects": {"a": [{"gate": "g", "trigger": "t", "trigger_id": "i"}]}}`)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "baseline.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := evaluate.ReadBaseline(path)
		if err == nil && b.SchemaVersion != "1" {
			t.Errorf("got version %q", b.SchemaVersion)
		}
	})
}
