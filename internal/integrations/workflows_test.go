package integrations

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// pinnedLine is an action at a commit, with the version that the commit has in a comment.
var pinnedLine = regexp.MustCompile(`uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// TestWorkflows holds the project's own workflows: they parse, run targets of make that exist,
// pin actions by commit and ask for no more permissions than they name.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	files, err := filepath.Glob(filepath.Join(root, ".github/workflows/*.yml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("found %v, %v", files, err)
	}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, "uses:") && !pinnedLine.MatchString(strings.TrimSpace(line)) {
				t.Errorf("%s: not pinned by commit and version: %s", name, strings.TrimSpace(line))
			}
		}
		var w struct {
			Permissions map[string]string
			Jobs        map[string]struct {
				Timeout int `yaml:"timeout-minutes"`
				Steps   []step
			}
		}
		if err := yaml.Unmarshal(text, &w); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(w.Permissions) != 1 || w.Permissions["contents"] != "read" {
			t.Errorf("%s: permissions of the workflow are %v, want contents: read", name, w.Permissions)
		}
		for id, job := range w.Jobs {
			if job.Timeout == 0 {
				t.Errorf("%s: job %s has no timeout", name, id)
			}
			for _, s := range job.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: job %s: an expression in a script could be a command", name, id)
				}
				for _, target := range makeTargets(s.Run) {
					if !strings.Contains(string(makefile), "\n"+target+":") {
						t.Errorf("%s: job %s: make has no target %s", name, id, target)
					}
				}
			}
		}
	}
}

// makeTargets are the targets of the calls of make in a script.
func makeTargets(script string) []string {
	var targets []string
	for line := range strings.Lines(script) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "make "); ok {
			for word := range strings.FieldsSeq(rest) {
				if !strings.Contains(word, "=") { // a variable
					targets = append(targets, word)
				}
			}
		}
	}
	return targets
}

// TestDependabot holds that updates are looked for in every directory that has a module.
func TestDependabot(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	config := parse[struct {
		Updates []struct {
			Ecosystem   string `yaml:"package-ecosystem"`
			Directories []string
		}
	}](t, ".github/dependabot.yml")
	covered := map[string]bool{}
	for _, u := range config.Updates {
		for _, dir := range u.Directories {
			covered[u.Ecosystem+" "+dir] = true
		}
	}
	for _, pattern := range []string{"go.mod", "*/go.mod", "*/*/go.mod"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			dir, err := filepath.Rel(root, filepath.Dir(file))
			if err != nil {
				t.Fatal(err)
			}
			if dir = strings.TrimSuffix("/"+filepath.ToSlash(dir), "/."); dir == "" {
				dir = "/"
			}
			if !covered["gomod "+dir] {
				t.Errorf("no updates are looked for in %s", dir)
			}
		}
	}
}
