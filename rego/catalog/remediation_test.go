package catalog_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// maxRemediation keeps what to do short enough to be read below a finding, in bytes.
const maxRemediation = 200

// TestRemediations asks each trigger, or each of its checks where these have modules, what to do.
func TestRemediations(t *testing.T) {
	t.Parallel()
	library, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, gate := range library.Gates() {
		for _, name := range library.Triggers(gate) {
			trigger, err := library.Trigger(gate, name)
			if err != nil {
				t.Fatal(err)
			}
			checks := checkModules(t, gate, name)
			if len(checks) == 0 {
				sayWhatToDo(t, gate+"/"+name, trigger.Remediation)
				continue
			}
			p := trigger.Parameter("check")
			if p == nil {
				t.Errorf("%s/%s has checks and no parameter that names them", gate, name)
				continue
			}
			if got, want := slices.Sorted(slices.Values(p.Values)), checks; !slices.Equal(got, want) {
				t.Errorf("checks of %s/%s: got values %q, want those with modules, %q", gate, name, got, want)
			}
			for _, check := range checks {
				got, err := library.Check(gate, name, check)
				if err != nil {
					t.Fatal(err)
				}
				sayWhatToDo(t, path.Join(gate, name, check), got.Remediation)
			}
		}
	}
}

func sayWhatToDo(t *testing.T, name, text string) {
	t.Helper()
	switch {
	case text == "":
		t.Errorf("%s has no custom.remediation", name)
	case len(text) > maxRemediation:
		t.Errorf("%s: custom.remediation has %d bytes, want at most %d: %s", name, len(text), maxRemediation, text)
	case strings.Contains(text, "\n") || !strings.HasSuffix(text, "."):
		t.Errorf("%s: custom.remediation is no sentence: %q", name, text)
	}
}

// checkModules are the names of the modules in the directory of a trigger, sorted.
func checkModules(t *testing.T, gate, trigger string) []string {
	t.Helper()
	files, err := fs.Glob(rego.FS, path.Join("pratique/gates", gate, trigger, "*.rego"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		if name := strings.TrimSuffix(path.Base(file), ".rego"); !strings.HasSuffix(name, "_test") {
			names = append(names, name)
		}
	}
	return names
}
