package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBashCompletion asks bash what it would complete.
func TestBashCompletion(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	var script bytes.Buffer
	if err := completeBash(&script, (&app{}).root().Commands); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, line, want string }{
		{"verbs", "ev", "eval"},
		{"formats", "eval -o sa", "sarif"},
		{"values", "eval --fail-on ", "stop warn never"},
		{"flags", "eval --images", "--images-from"},
		{"verbs of a verb", "bundle li", "lint list"},
		{"flags of a verb of a verb", "bundle lint --warn", "--warnings-as-errors"},
		{"triggers", "gates dockerfile/eff", "dockerfile/effective_user"},
		{"bundles", "eval -b def", "default"},
		{"shells", "completion f", "fish"},
		{"nothing that is hidden", "refer", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			command := exec.CommandContext(t.Context(), bash, "--norc", "-c", script.String()+`
set -- pratique $LINE
[[ $LINE == *" " ]] && set -- "$@" ""
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_pratique
echo "${COMPREPLY[*]}"`)
			command.Dir, command.Env = t.TempDir(), []string{"LINE=" + test.line}
			out, err := command.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if diff := cmp.Diff(test.want, strings.TrimSpace(string(out))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
