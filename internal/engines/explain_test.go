package engines

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
)

// TestExplanation asks stock opa for the explanation of a translated bundle.
func TestExplanation(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	inputs := documents(t, root)
	for _, name := range []string{"bundles/default.json", "testdata/bundles/cis-like.json"} {
		result, err := translate.Translate("bundle.json", read(t, filepath.Join(root, name)), rego.FS, translate.Options{Lenient: true, AllowDeprecated: true})
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "bundle")
		if err := translate.WriteDir(dir, result); err != nil {
			t.Fatal(err)
		}
		for kind, input := range inputs {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				document := filepath.Join(t.TempDir(), "input.json")
				if err := os.WriteFile(document, input, 0o600); err != nil {
					t.Fatal(err)
				}
				out, err := exec.CommandContext(t.Context(), e2e.Binary(t, "opa"), "eval", "--format", "raw", "-b", dir, "-i", document, policy.QueryExplanation).Output()
				if err != nil {
					t.Fatalf("opa eval: %v\n%s", err, out)
				}
				if diff := cmp.Diff(explained(t, result, input), parse(t, out)); diff != "" {
					t.Errorf("stock opa explains otherwise (-pratique +opa):\n%s", diff)
				}
			})
		}
	}
}

func explained(t *testing.T, r *translate.Result, input []byte) any {
	t.Helper()
	modules := map[string][]byte{}
	for _, m := range r.Modules {
		modules[m.Path] = m.Source
	}
	compiled, err := policy.Compile(t.Context(), modules, policy.Options{Query: policy.QueryExplanation})
	if err != nil {
		t.Fatal(err)
	}
	value, err := policy.ReadValue(bytes.NewReader(input), 64<<20, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := compiled.Raw(t.Context(), value, policy.Settings{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, text)
}
