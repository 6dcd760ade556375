package integrations

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

type action struct {
	Inputs  map[string]struct{ Description, Default string }
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

type step struct {
	Name, ID, Uses, Run, Shell string
	Env, With                  map[string]string
}

var expression = regexp.MustCompile(`\$\{\{\s*([^}]*?)\s*\}\}`)

func TestAction(t *testing.T) {
	t.Parallel()
	a := parse[action](t, "action.yml")
	if a.Runs.Using != "composite" {
		t.Errorf("the action is %q, want composite", a.Runs.Using)
	}
	for name, input := range a.Inputs {
		if input.Description == "" {
			t.Errorf("input %s has no description", name)
		}
	}
	tests := []struct {
		name   string
		inputs map[string]string
		code   int
		output []string
	}{
		{"an image with its Dockerfile", map[string]string{"images": "archive:image.tar", "dockerfile": "Dockerfile", "sarif": "out.sarif"}, 1,
			[]string{"::error title=pratique::STOP archive:image.tar", "::error file=Dockerfile,line=18"}},
		{"a Dockerfile alone", map[string]string{"dockerfile": "Dockerfile"}, 1, []string{"::error title=pratique::STOP Dockerfile"}},
		{"what runs it", map[string]string{"bundle": "cis-docker-1.13-runtime", "container": "compose.yaml\n"}, 1, []string{"privileged"}},
		{"no stop", map[string]string{"images": "archive:image.tar", "fail-on": "never"}, 0, []string{"STOP archive:image.tar"}},
		{"two images, one broken", map[string]string{"images": "archive:image.tar\narchive:nope.tar\n"}, 2, []string{"STOP archive:image.tar", "no decision"}},
		{"nothing", nil, 2, []string{"no image given"}},
		{"no commands in inputs", map[string]string{"images": `archive:$(touch hacked)`, "bundle": `"; touch hacked; "`}, 2, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t)
			// A file of settings in the workspace must not count unless it is asked for.
			w.write(t, "compose.yaml", []byte("services: {web: {image: a, privileged: true}}\n"))
			w.write(t, ".pratique.yaml", []byte("no-fail: true\n"))
			temporary := t.TempDir()
			outputs, summary := filepath.Join(w.dir, "outputs"), filepath.Join(w.dir, "summary")
			var out string
			var code int
			for _, s := range a.Runs.Steps {
				if s.Run == "" {
					continue
				}
				env := []string{"RUNNER_TEMP=" + temporary, "GITHUB_OUTPUT=" + outputs, "GITHUB_STEP_SUMMARY=" + summary}
				for name, value := range s.Env {
					env = append(env, name+"="+expression.ReplaceAllStringFunc(value, func(e string) string {
						what := expression.FindStringSubmatch(e)[1]
						input, isInput := strings.CutPrefix(what, "inputs.")
						known, exists := a.Inputs[input]
						switch {
						case what == "github.action_path":
							return w.dir
						case !isInput || !exists:
							t.Fatalf("step %s: what is %s?", s.Name, e)
						}
						if given, ok := test.inputs[input]; ok {
							return given
						}
						return known.Default
					}))
				}
				if strings.Contains(s.Run, "${{") {
					t.Errorf("step %s has an expression in its script", s.Name)
				}
				out, code = w.run(t, env, s.Shell, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", s.Run)
			}
			demand(t, out, code, test.code, test.output...)
			if want := "exit-code=" + string(rune('0'+test.code)) + "\n"; !strings.Contains(w.read(t, "outputs"), want) {
				t.Errorf("outputs %q, want %q in them", w.read(t, "outputs"), want)
			}
			if test.inputs["sarif"] != "" && !strings.Contains(w.read(t, "out.sarif"), `"2.1.0"`) {
				t.Error("no SARIF was written")
			}
			if test.name != "nothing" && !strings.Contains(w.read(t, "summary"), "#") {
				t.Error("no summary was written")
			}
			if matches, err := filepath.Glob(filepath.Join(w.dir, "hacked")); err != nil || len(matches) > 0 {
				t.Error("an input was run as a command")
			}
			if calls := w.calls(t); !strings.HasPrefix(calls, "go build -o ") || !strings.HasSuffix(calls, " ./cmd/pratique\n") {
				t.Errorf("calls of go:\n%s", calls)
			}
		})
	}
}

// TestPinned holds that no action of somebody else is named by what can be moved.
func TestPinned(t *testing.T) {
	t.Parallel()
	type workflow struct {
		Jobs map[string]struct{ Steps []step }
	}
	a := parse[action](t, "action.yml")
	steps := a.Runs.Steps
	for _, job := range parse[workflow](t, "integrations/github/pratique.yml").Jobs {
		for _, s := range job.Steps {
			steps = append(steps, s)
			if !strings.HasPrefix(s.Uses, "pratique-dev/pratique@") {
				continue
			}
			for name := range s.With {
				if _, ok := a.Inputs[name]; !ok {
					t.Errorf("the action has no input %s", name)
				}
			}
		}
	}
	uses := 0
	for _, s := range steps {
		if s.Uses == "" || strings.HasPrefix(s.Uses, "pratique-dev/pratique@") {
			continue
		}
		uses++
		if !pinned.MatchString(s.Uses) {
			t.Errorf("%s is not pinned by its commit", s.Uses)
		}
	}
	if uses < 3 {
		t.Errorf("%d actions of others, want 3", uses)
	}
}
