package integrations

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestGitLab(t *testing.T) {
	t.Parallel()
	pipeline := parse[map[string]struct {
		Variables    map[string]string
		BeforeScript []string `yaml:"before_script"`
		Script       []string
		Artifacts    struct {
			Paths   []string
			Reports map[string]string
		}
	}](t, "integrations/gitlab/pratique.gitlab-ci.yml")
	job, ok := pipeline["pratique"]
	if !ok || len(job.Script) == 0 {
		t.Fatal("there is no job pratique")
	}
	w := newWorkspace(t)
	env := []string{"CI_REGISTRY_USER=somebody", "CI_REGISTRY_PASSWORD=secret", "CI_REGISTRY_IMAGE=registry.example.com/acme/webshop", "CI_COMMIT_SHA=1"}
	for name, value := range job.Variables {
		if name == "IMAGE" {
			value = "archive:image.tar" // there is no registry
		}
		env = append(env, name+"="+value)
	}
	out, code := w.run(t, env, "sh", "-e", "-c", strings.Join(append(job.BeforeScript, job.Script...), "\n"))
	demand(t, out, code, 1, "STOP  archive:image.tar", "Dockerfile:18")
	if calls, want := w.calls(t), "go install github.com/pratique-dev/pratique/cmd/pratique@latest\ngo env GOPATH\n"; calls != want {
		t.Errorf("calls of go: %q, want %q", calls, want)
	}
	for kind, path := range job.Artifacts.Reports {
		if !strings.Contains(w.read(t, path), "dockerfile") {
			t.Errorf("the report %s is not in %s", kind, path)
		}
	}
}

var groovyShell = regexp.MustCompile(`(?s)sh '''(.*?)'''`)

func TestJenkins(t *testing.T) {
	t.Parallel()
	text := string(read(t, "integrations/jenkins/Jenkinsfile"))
	if opened, closed := strings.Count(text, "{"), strings.Count(text, "}"); opened != closed {
		t.Errorf("%d braces are opened and %d closed", opened, closed)
	}
	script := groovyShell.FindStringSubmatch(text)
	if script == nil {
		t.Fatal("there is no script")
	}
	w := newWorkspace(t)
	// Groovy joins a line that ends with a backslash to the next.
	line := strings.ReplaceAll(script[1], "\\\n", "")
	out, code := w.run(t, []string{"WORKSPACE=" + w.dir, "IMAGE=archive:image.tar"}, "sh", "-xe", "-c", line)
	demand(t, out, code, 1, "STOP  archive:image.tar")
	for _, path := range []string{"pratique.xml", "pratique.html"} {
		if !strings.Contains(text, "'"+path+"'") || !strings.Contains(w.read(t, path), "dockerfile") {
			t.Errorf("%s is not kept, or has no findings", path)
		}
	}
}

func TestTekton(t *testing.T) {
	t.Parallel()
	task := parse[struct {
		Kind string
		Spec struct {
			Params     []struct{ Name, Default string }
			Workspaces []struct{ Name string }
			Steps      []struct {
				Name, Image string
				WorkingDir  string `yaml:"workingDir"`
				Args        []string
			}
		}
	}](t, "integrations/tekton/pratique.yaml")
	if task.Kind != "Task" || len(task.Spec.Steps) != 1 {
		t.Fatalf("a %s of %d steps, want a Task of one", task.Kind, len(task.Spec.Steps))
	}
	w := newWorkspace(t)
	reports := t.TempDir()
	values := []string{"$(workspaces.source.path)", w.dir, "$(workspaces.reports.path)", reports}
	for _, p := range task.Spec.Params {
		value := p.Default
		switch p.Name {
		case "image":
			value = "archive:image.tar"
		case "pratique":
			value = "registry.example.com/pratique"
		}
		values = append(values, "$(params."+p.Name+")", value)
	}
	substitute := strings.NewReplacer(values...)
	var args []string
	for _, arg := range task.Spec.Steps[0].Args {
		args = append(args, substitute.Replace(arg))
	}
	if left := strings.Join(args, " "); strings.Contains(left, "$(") {
		t.Errorf("what is left to fill in: %s", left)
	}
	out, code := w.run(t, nil, binary(t), args...)
	demand(t, out, code, 1, "STOP  archive:image.tar")
	for _, name := range []string{"pratique.json", "pratique.intoto.jsonl"} {
		if matches, err := filepath.Glob(filepath.Join(reports, name)); err != nil || len(matches) != 1 {
			t.Errorf("%s was not written", name)
		}
	}
}

func TestPreCommit(t *testing.T) {
	t.Parallel()
	type hook struct{ ID, Name, Entry, Language, Files string }
	hooks := map[string]hook{}
	for _, h := range parse[[]hook](t, ".pre-commit-hooks.yaml") {
		hooks[h.ID] = h
	}
	run := func(t *testing.T, w *workspace, id string, files ...string) (string, int) {
		t.Helper()
		// pre-commit splits the entry as a shell would, and appends the files.
		script := "go install && " + hooks[id].Entry + ` "$@"`
		return w.run(t, []string{"GOBIN=" + w.stub}, "sh", append([]string{"-c", script, "hook"}, files...)...)
	}
	t.Run("Dockerfiles", func(t *testing.T) {
		t.Parallel()
		w := newWorkspace(t)
		w.write(t, "good.Dockerfile", []byte("FROM scratch\nCOPY a /a\nUSER 1\nHEALTHCHECK NONE\n"))
		out, code := run(t, w, "pratique-dockerfile", "good.Dockerfile")
		demand(t, out, code, 0, "GO    good.Dockerfile")
		out, code = run(t, w, "pratique-dockerfile", "Dockerfile", "good.Dockerfile")
		demand(t, out, code, 1, "STOP  Dockerfile", "GO    good.Dockerfile")
	})
	t.Run("bundles", func(t *testing.T) {
		t.Parallel()
		w := newWorkspace(t)
		w.write(t, "good.json", read(t, "bundles/default.json"))
		w.write(t, "broken.json", read(t, "testdata/bundles/broken.json"))
		out, code := run(t, w, "pratique-bundle-lint", "good.json")
		demand(t, out, code, 0, "good.json: ok")
		out, code = run(t, w, "pratique-bundle-lint", "good.json", "broken.json")
		demand(t, out, code, 1, "good.json: ok", "broken.json: error:")
	})
	for _, test := range []struct {
		id, path string
		want     bool
	}{
		{"pratique-dockerfile", "Dockerfile", true},
		{"pratique-dockerfile", "deploy/Dockerfile.prod", true},
		{"pratique-dockerfile", "shop.dockerfile", true},
		{"pratique-dockerfile", "Containerfile", true},
		{"pratique-dockerfile", "Dockerfiles/readme.md", false},
		{"pratique-dockerfile", "docs/dockerfile.md", false},
		{"pratique-bundle-lint", "policies/cis.json", true},
		{"pratique-bundle-lint", "package.json", false},
	} {
		t.Run(test.id+" "+test.path, func(t *testing.T) {
			t.Parallel()
			files, err := regexp.Compile(hooks[test.id].Files)
			if err != nil {
				t.Fatal(err)
			}
			if got := files.MatchString(test.path); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}
