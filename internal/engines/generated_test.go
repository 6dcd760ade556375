package engines

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/conformance"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
)

// TestGeneratedTests runs the tests of translated bundles with stock opa.
func TestGeneratedTests(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	bundles := append(glob(t, root, "bundles/*.json"), glob(t, root, "testdata/bundles/*.json")...)
	for _, bundle := range append(bundles, glob(t, root, "translate/testdata/*/bundle.json")...) {
		name, _ := filepath.Rel(root, bundle)
		if strings.HasPrefix(filepath.Base(bundle), "broken") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opaTest(t, read(t, bundle))
		})
	}
}

// everyNth bundle of the corpus is enough: a run of opa takes a second.
const everyNth = 25

// TestGeneratedTestsCorpus does so for bundles of the recorded cases.
func TestGeneratedTestsCorpus(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("PRATIQUE_SHARED")
	if dir == "" {
		t.Skip("PRATIQUE_SHARED does not name the shared corpus")
	}
	cases, err := conformance.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		if i%everyNth != 0 || c.Expected.Rejected && c.Expected.Stage == "build" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			opaTest(t, c.Bundle)
		})
	}
}

// opaTest demands that the tests of a bundle succeed and reach every line of
// what was generated, and that the modules are fit for opa's strict checks.
func opaTest(t *testing.T, bundle []byte) {
	t.Helper()
	result, err := translate.Translate("bundle.json", bundle, rego.FS, translate.Options{Lenient: true, AllowDeprecated: true})
	if err != nil {
		t.Skipf("not accepted: %v", err)
	}
	if result, err = translate.WithTests(t.Context(), result); err != nil {
		t.Fatal(err)
	}
	covered(t, result)
}

func covered(t *testing.T, result *translate.Result) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "bundle")
	if err := translate.WriteDir(dir, result); err != nil {
		t.Fatal(err)
	}
	run(t, "fmt", "--list", "--fail", filepath.Join(dir, "pratique"))
	run(t, "check", "--strict", "--schema", filepath.Join(e2e.Root(t), "internal", "schemas"), dir)
	var report struct {
		Files map[string]struct {
			Coverage   float64 `json:"coverage"`
			NotCovered []struct {
				Start, End struct{ Row int }
			} `json:"not_covered"`
		}
	}
	if err := json.Unmarshal(run(t, "test", "--coverage", "--timeout", "60s", dir), &report); err != nil {
		t.Fatal(err)
	}
	for _, module := range result.Generated() {
		if unreached(result, module) {
			continue
		}
		file, ok := report.Files[filepath.Join(dir, filepath.FromSlash(module.Path))]
		if !ok || file.Coverage != 100 {
			t.Errorf("%s is covered to %g %%, without %v", module.Path, file.Coverage, file.NotCovered)
		}
	}
}

// unreached says whether the tests themselves say that part of the module is
// for no image: a registry with blanks in it is none's.
func unreached(r *translate.Result, of translate.Module) bool {
	for _, test := range r.Tests {
		if test.Package == of.Package+"_test" {
			return bytes.Contains(test.Source, []byte("no image was found that gets it."))
		}
	}
	return false
}

// run runs stock opa, which must succeed.
func run(t *testing.T, args ...string) []byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), e2e.Binary(t, "opa"), args...).Output()
	if err != nil {
		var exit *exec.ExitError
		errors.As(err, &exit)
		t.Fatalf("opa %s: %v\n%s%s", strings.Join(args, " "), err, out, exit.Stderr)
	}
	return out
}
