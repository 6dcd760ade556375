package snippets

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

var update = flag.Bool("update", false, "write what the commands print into the pages")

// TestSnippets runs the examples of every page. The blocks of a page share a
// directory, in which there are the demonstration image as webshop.tar and
// webshop.oci, and its Dockerfile. By its language, a block is
//
//	console        run in a shell, and the output compared
//	json, yaml, rego   parsed; with a second word written to the file of that name
//	sh             calls of make, or of go install; the targets and packages must exist
//	text           not looked at
func TestSnippets(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	for _, page := range pages(t, root) {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join(root, page))
			if err != nil {
				t.Fatal(err)
			}
			dir := workspace(t, root)
			updated := string(text)
			for _, b := range Blocks(string(text)) {
				where := fmt.Sprintf("%s:%d", page, b.Line)
				check(t, where, root, b)
				if b.File != "" {
					if err := os.WriteFile(filepath.Join(dir, filepath.Base(b.File)), []byte(b.Text), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				if b.Language == "console" {
					now := runConsole(t, where, root, dir, b.Text)
					updated = strings.Replace(updated, "```console\n"+b.Text+"```", "```console\n"+now+"```", 1)
				}
			}
			if *update && updated != string(text) {
				if err := os.WriteFile(filepath.Join(root, page), []byte(updated), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// pages are the Markdown files of the project.
func pages(t *testing.T, root string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "template" || path != root && strings.HasPrefix(entry.Name(), ".") || entry.Name() == "bin"):
			return fs.SkipDir
		case strings.HasSuffix(path, ".md"):
			relative, err := filepath.Rel(root, path)
			list = append(list, relative)
			return err
		}
		return nil
	})
	if err != nil || len(list) < 8 {
		t.Fatalf("%d pages, %v", len(list), err)
	}
	return list
}

func check(t *testing.T, where, root string, b Block) {
	t.Helper()
	switch b.Language {
	case "console", "text", "":
	case "json":
		if !json.Valid([]byte(b.Text)) {
			t.Errorf("%s is no JSON", where)
		}
	case "yaml":
		if err := yaml.Unmarshal([]byte(b.Text), new(any)); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	case "rego":
		if strings.Contains(b.Text, "…") {
			return // a sketch
		}
		text := b.Text
		if !strings.Contains("\n"+text, "\npackage ") {
			text = "package part\n" + text
		}
		if _, err := ast.ParseModuleWithOpts(where, text, ast.ParserOptions{RegoVersion: ast.RegoV1}); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	case "sh":
		for line := range strings.Lines(b.Text) {
			checkShell(t, where, root, strings.TrimSpace(line))
		}
	default:
		t.Errorf("%s: there is no test for blocks of %q", where, b.Language)
	}
}

var target = regexp.MustCompile(`(?m)^([a-z-]+):`)

func checkShell(t *testing.T, where, root, line string) {
	t.Helper()
	line, _, _ = strings.Cut(line, "#")
	words := strings.Fields(line)
	switch {
	case len(words) == 0:
	case words[0] == "make" && len(words) == 2:
		makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range target.FindAllStringSubmatch(string(makefile), -1) {
			if m[1] == words[1] {
				return
			}
		}
		t.Errorf("%s: make has no target %s", where, words[1])
	case strings.HasPrefix(line, "go install github.com/pratique-dev/pratique/"):
		path, _, _ := strings.Cut(strings.TrimPrefix(words[2], "github.com/pratique-dev/pratique/"), "@")
		if _, err := os.Stat(filepath.Join(root, path)); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	default:
		t.Errorf("%s: %q is not run by the test; a console block is", where, line)
	}
}

func workspace(t *testing.T, root string) string {
	t.Helper()
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, "webshop.tar"))
	if err != nil {
		t.Fatal(err)
	}
	dockerfile, readErr := os.ReadFile(filepath.Join(root, "testdata/demo/Dockerfile"))
	err = errors.Join(
		webshop.Image().Archive(file), file.Close(),
		webshop.Image().OCI(filepath.Join(dir, "webshop.oci")),
		readErr, os.WriteFile(filepath.Join(dir, "Dockerfile"), dockerfile, 0o600),
	)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// runConsole runs the commands of a block in one shell, and gives the block with
// what they print.
func runConsole(t *testing.T, where, root, dir, text string) string {
	t.Helper()
	commands := Commands(text)
	outputs := shell(t, root, dir, commands)
	for i, c := range commands {
		switch {
		case i >= len(outputs):
			t.Errorf("%s: the shell ended before %s", where, c.Line)
		case Matches(c.Output, outputs[i]):
		case *update && !strings.Contains("\n"+c.Output, "\n…\n"):
			commands[i].Output = outputs[i]
		default:
			t.Errorf("%s: $ %s(-shown +got)\n%s", where, c.Line, cmp.Diff(c.Output, outputs[i]))
		}
	}
	return Console(commands)
}

// shell gives the output of each command; $? is the exit code of the one before.
func shell(t *testing.T, root, dir string, commands []Command) []string {
	t.Helper()
	const mark = "\x1e"
	var script strings.Builder
	for _, c := range commands {
		// make demo is the script that it runs, with the binary of this test.
		line := strings.Replace(c.Line, transcript, "(cd \"$ROOT\" && PRATIQUE=$(command -v pratique) sh testdata/demo/run)\n", 1)
		script.WriteString(line + "__code=$?; printf '" + mark + "'; (exit $__code)\n")
	}
	bin := t.TempDir()
	for _, name := range []string{"pratique", "opa", "conftest"} {
		if !strings.Contains(script.String(), name) {
			continue
		}
		path, err := filepath.Abs(e2e.Binary(t, name))
		if err == nil {
			err = os.Symlink(path, filepath.Join(bin, name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "sh", "-c", script.String())
	command.Dir = dir
	command.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "ROOT="+root, "CI=true", "HOME="+dir, "CLICOLOR_FORCE=", "GOPATH="+goEnv(t, "GOPATH"), "GOCACHE="+goEnv(t, "GOCACHE"), "GOMODCACHE="+goEnv(t, "GOMODCACHE"))
	var out strings.Builder
	command.Stdout, command.Stderr = &out, &out
	_ = command.Run() // the last command's exit code, which the page may mean
	return strings.Split(strings.TrimSuffix(out.String(), mark), mark)
}

// goEnv is a setting of the go command, which make demo runs: it must not depend
// on the home directory, which is another one here.
func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestDemo holds that make demo is the script that stands in for it.
func TestDemo(t *testing.T) {
	t.Parallel()
	makefile, err := os.ReadFile(filepath.Join(e2e.Root(t), "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(makefile), "demo: build\n\t@./testdata/demo/run\n") || !strings.Contains(string(makefile), "build:\n\t@") {
		t.Error("make demo prints more than testdata/demo/run, or runs something else")
	}
}

var (
	link = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	verb = regexp.MustCompile("`pratique ([a-z]+)")
)

// TestLinks holds that links within the project lead somewhere, and that the verbs
// that the pages name exist.
func TestLinks(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	commandLine, err := os.ReadFile(filepath.Join(root, "docs/cli.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages(t, root) {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			path, _, _ := strings.Cut(m[1], "#")
			if path == "" || strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(page), path)); err != nil {
				t.Errorf("%s: there is no %s", page, path)
			}
		}
		for _, m := range verb.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(string(commandLine), "\n## pratique "+m[1]) {
				t.Errorf("%s: there is no verb %s", page, m[1])
			}
		}
	}
}
