package evaluate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/translate"
)

// TestOpenBundle checks what each kind of bundle argument is read as, and what is said of others.
func TestOpenBundle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := `{"id": "b", "version": "1_0", "policies": [{"id": "p", "version": "1_0", "rules": [{"id": "r", "gate": "always", "trigger": "always", "action": "STOP", "params": []}]}],
 "whitelists": [], "mappings": [{"id": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}]}`
	file := filepath.Join(dir, "bundle.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	stored, err := evaluate.OpenBundle(t.Context(), file, evaluate.SourceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := stored.Translate(evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	translated, tarball := filepath.Join(dir, "translated"), filepath.Join(dir, "translated.tar.gz")
	if err := translate.WriteDir(translated, result); err != nil {
		t.Fatal(err)
	}
	if err := translate.WriteTarball(tarball, result); err != nil {
		t.Fatal(err)
	}
	key := evaluate.SourceOptions{PolicyKeys: []string{filepath.Join(dir, "key.pem")}}
	tests := []struct {
		ref     string
		o       evaluate.SourceOptions
		has     string // of text, translated, tarball
		problem string
	}{
		{ref: file, has: "text"},
		{ref: "default", has: "text"},
		{ref: translated, has: "translated"},
		{ref: tarball, has: "translated tarball"},
		{ref: file, o: key, problem: "it is not signed, and --policy-key demands a signed one: a tarball (pratique policy sign) or oci://…"},
		{ref: "default", o: key, problem: "it is not signed"},
		{ref: translated, o: key, problem: "it is not signed"},
		{ref: tarball, o: key, problem: "reading public key"},
		{ref: "defalt", problem: "there is no such file, and no such bundle ships with pratique (anchore"},
		{ref: filepath.Join(dir, "none.json"), problem: "no such file"},
		{ref: filepath.Join(dir, "none.tar.gz"), problem: "no such file"},
		{ref: file + "/x.json", problem: "reading bundle " + file + "/x.json: "},
		{ref: "ftp://example.com/bundle.json", problem: "unknown scheme; a bundle is a file, a directory, oci://"},
		{ref: "oci://", problem: "oci://"},
		{ref: "oci://127.0.0.1:1/policies/web:1", o: evaluate.SourceOptions{Offline: true}, problem: "pulling policy oci://127.0.0.1:1/policies/web:1: "},
		{ref: "oci://127.0.0.1:1/policies/web:1", o: evaluate.SourceOptions{RequireDigest: true, Offline: true}, problem: "digest"},
	}
	for _, tt := range tests {
		got, err := evaluate.OpenBundle(t.Context(), tt.ref, tt.o)
		if tt.problem != "" {
			if err == nil || !strings.Contains(err.Error(), tt.problem) {
				t.Errorf("%s: got %v, want %q", tt.ref, err, tt.problem)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.ref, err)
			continue
		}
		var has []string
		for name, is := range map[string]bool{"text": got.Text != nil, "translated": got.Translated != nil, "tarball": got.Tarball != nil} {
			if is {
				has = append(has, name)
			}
		}
		if len(has) != len(strings.Fields(tt.has)) || !strings.Contains(tt.has, has[0]) {
			t.Errorf("%s: has %v, want %s", tt.ref, has, tt.has)
		}
		if _, err := got.Load(t.Context(), evaluate.LoadOptions{}); err != nil {
			t.Errorf("%s: %v", tt.ref, err)
		}
		if _, err := got.Lint(evaluate.LoadOptions{}); (err == nil) != (got.Text != nil) {
			t.Errorf("%s: linting: %v", tt.ref, err)
		}
	}
}
