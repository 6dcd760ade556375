package scaffold

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/internal/e2e"
)

func TestName(t *testing.T) {
	t.Parallel()
	tests := []struct{ dir, want string }{
		{"/x/Acme Policy", "acme-policy"},
		{"a.b-1/", "a.b-1"},
		{"/x/策略", "policy"},
		{`/x/"}`, "policy"},
	}
	for _, tt := range tests {
		if got := name(tt.dir); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.dir, got, tt.want)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ".hidden"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("got %v, want %v", err, ErrNotEmpty)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("got %d files", len(entries))
	}
	if _, err := Write(filepath.Join(dir, ".hidden", "x")); err == nil {
		t.Error("got no error of a directory below a file")
	}
}

// TestCommands runs what a project's Makefile, workflow and README say.
func TestCommands(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not installed")
	}
	dir := filepath.Join(t.TempDir(), "acme")
	if _, err := Write(dir); err != nil {
		t.Fatal(err)
	}
	path := os.Getenv("PATH")
	for _, tool := range []string{"pratique", "opa", "conftest"} {
		path = filepath.Dir(e2e.Binary(t, tool)) + string(os.PathListSeparator) + path
	}
	shell := func(command string) {
		t.Helper()
		c := exec.CommandContext(t.Context(), "sh", "-ec", command)
		c.Dir, c.Env = dir, append(os.Environ(), "PATH="+path)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
	shell("make all try stock")
	for _, step := range steps(t, dir) {
		if !strings.HasPrefix(step, "go install") { // fetches a release
			shell(step)
		}
	}
	for _, command := range snippets(t, dir) {
		switch {
		case strings.Contains(command, "registry.example.com"): // stands for an image of the reader's
		case strings.Contains(command, "input.json"):
			shell("pratique extract -D example/Dockerfile > input.json; " + command)
		default:
			shell(command)
		}
	}
	shell("make clean; test ! -e build")
}

// steps are the commands of the workflow.
func steps(t *testing.T, dir string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, ".github/workflows/policy.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct{ Run string }
		}
	}
	if err := yaml.Unmarshal(text, &workflow); err != nil {
		t.Fatal(err)
	}
	var commands []string
	for _, step := range workflow.Jobs["check"].Steps {
		if step.Run != "" {
			commands = append(commands, step.Run)
		}
	}
	if len(commands) < 2 {
		t.Fatalf("got steps %v", commands)
	}
	return commands
}

// snippets are the commands in the README's code blocks, one a line.
func snippets(t *testing.T, dir string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var commands []string
	for i, block := range strings.Split(string(text), "```") {
		if i%2 == 1 {
			commands = append(commands, strings.Split(strings.TrimSpace(strings.TrimPrefix(block, "sh\n")), "\n")...)
		}
	}
	if len(commands) < 4 {
		t.Fatalf("got snippets %v", commands)
	}
	return commands
}

// TestSchema checks bundles with the schema that editors get.
func TestSchema(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "acme")
	paths, err := Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"schemas/editor/bundle.schema.json", "schemas/input.schema.json"}, paths[len(paths)-2:]); diff != "" {
		t.Error(diff)
	}
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(dir, "schemas/editor/bundle.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	root := e2e.Root(t)
	var good []string
	for _, pattern := range []string{"bundles/*.json", "testdata/bundles/*.json"} {
		list, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		good = append(good, list...)
	}
	for _, path := range append(good, filepath.Join(dir, "bundle.json")) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		err = schema.Validate(document)
		// The article's bundle stands as it was printed, without ids and mappings.
		broken := strings.HasPrefix(filepath.Base(path), "broken") || filepath.Base(path) == "anchore-blog.json"
		if (err != nil) != broken {
			t.Errorf("%s: got %v", path, err)
		}
	}
	for _, wrong := range []string{
		`{"gate": "dockerfiel", "trigger": "instruction", "action": "STOP", "params": []}`,
		`{"gate": "dockerfile", "trigger": "name_match", "action": "STOP", "params": []}`,
		`{"gate": "dockerfile", "trigger": "instruction", "action": "STOP", "params": [{"name": "value ", "value": ""}]}`,
		`{"gate": "dockerfile", "trigger": "instruction", "action": "STOP", "params": [{"name": "check", "value": "is"}]}`,
		`{"gate": "always", "trigger": "always", "action": "STOP", "params": [{"name": "x", "value": ""}]}`,
	} {
		bundle := map[string]any{"version": "1_0", "mappings": []any{}, "policies": []any{map[string]any{
			"id": "p", "version": "1_0", "rules": []any{json.RawMessage(wrong)},
		}}}
		text, err := json.Marshal(bundle)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(document) == nil {
			t.Errorf("%s is accepted", wrong)
		}
	}
}
