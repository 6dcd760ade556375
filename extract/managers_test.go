package extract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// ask runs a package manager of this machine; without it the test is skipped, and where it does not
// answer, unless PRATIQUE_MANAGERS is set.
func ask(t *testing.T, manager string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(manager); err != nil {
		t.Skipf("%s is not installed: its list is not compared", manager)
	}
	command := exec.CommandContext(t.Context(), manager, args...)
	command.Env = append(os.Environ(), "NO_COLOR=1", "PIP_DISABLE_PIP_VERSION_CHECK=1", "NO_UPDATE_NOTIFIER=1")
	command.Dir = t.TempDir()
	out, err := command.Output()
	switch {
	case err == nil:
	case os.Getenv("PRATIQUE_MANAGERS") != "":
		t.Fatalf("%s does not answer: %v", manager, err)
	default:
		t.Skipf("%s does not answer: %v", manager, err)
	}
	return strings.TrimSpace(string(out))
}

// tree is what is found of one type in a directory, as "NAME VERSION" by the directory
// of the file that says so.
func tree(t *testing.T, dir, kind string, declares func(p document.Package) bool) []string {
	t.Helper()
	doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("dir:" + dir), Needs: []document.Need{document.Need("packages:" + kind)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range doc.Problems {
		t.Logf("%s: %s", *problem.Path, problem.Message)
	}
	var found []string
	for _, p := range doc.Packages {
		if declares(p) {
			found = append(found, p.Name+" "+p.Version)
		}
	}
	return found
}

func compareLists(t *testing.T, manager string, want, got []string) {
	t.Helper()
	if len(want) == 0 {
		t.Skipf("%s lists nothing", manager)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(slices.Compact(want), slices.Compact(got)); diff != "" {
		t.Errorf("packages (-%s +extracted):\n%s", manager, diff)
	}
	t.Logf("%d packages of %s", len(want), manager)
}

// module is one of npm's lists.
type module struct {
	Version      string
	Dependencies map[string]module
}

func (m module) list() []string {
	var all []string
	for name, dependency := range m.Dependencies {
		if dependency.Version != "" { // else it is an optional one that is not installed
			all = append(all, name+" "+dependency.Version)
		}
		all = append(all, dependency.list()...)
	}
	return all
}

// TestNPMManager compares with npm's own list. Packages have many package.json of other
// purposes; those of modules lie in node_modules/NAME or node_modules/@SCOPE/NAME.
func TestNPMManager(t *testing.T) {
	t.Parallel()
	var installed module
	if err := json.Unmarshal([]byte(ask(t, "npm", "ls", "--global", "--all", "--json")), &installed); err != nil {
		t.Fatal(err)
	}
	root := ask(t, "npm", "root", "--global")
	got := tree(t, filepath.Dir(root), document.PackageNPM, func(p document.Package) bool {
		dir := path.Dir(*p.Path)
		above := path.Dir(dir)
		if strings.HasPrefix(path.Base(above), "@") {
			above = path.Dir(above)
		}
		return path.Base(above) == "node_modules"
	})
	compareLists(t, "npm", installed.list(), got)
}

// TestGemManager compares with gem's own list, of each directory in which it looks.
func TestGemManager(t *testing.T) {
	t.Parallel()
	var want, got []string
	for line := range strings.Lines(ask(t, "gem", "list", "--local", "--no-verbose")) {
		name, versions, ok := strings.Cut(strings.TrimSpace(line), " (")
		if !ok {
			continue
		}
		for version := range strings.SplitSeq(strings.TrimSuffix(versions, ")"), ", ") {
			// "default: 1.2", "1.2 x86_64-linux"
			number, _, _ := strings.Cut(strings.TrimPrefix(version, "default: "), " ")
			want = append(want, name+" "+number)
		}
	}
	for _, dir := range filepath.SplitList(ask(t, "gem", "environment", "gempath")) {
		if _, err := os.Stat(dir); err == nil {
			got = append(got, tree(t, dir, document.PackageGem, func(document.Package) bool { return true })...)
		}
	}
	compareLists(t, "gem", want, got)
}

// TestPipManager compares with pip's own list of each directory in which Python looks.
func TestPipManager(t *testing.T) {
	t.Parallel()
	places := ask(t, "python3", "-c", "import site, sysconfig; print('\\n'.join(dict.fromkeys(site.getsitepackages() + [sysconfig.get_path('purelib')])))")
	places += "\n/usr/lib/python3/dist-packages" // Debian's own Python, whose files pip of another reads as well
	for dir := range strings.Lines(places) {
		dir := strings.TrimSpace(dir)
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			if _, err := os.Stat(dir); err != nil {
				t.Skipf("this Python has no such directory: %v", err)
			}
			var installed []struct{ Name, Version string }
			if err := json.Unmarshal([]byte(ask(t, "python3", "-m", "pip", "list", "--path", dir, "--format", "json")), &installed); err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, p := range installed {
				want = append(want, fmt.Sprint(p.Name, " ", p.Version))
			}
			compareLists(t, "pip", want, tree(t, dir, document.PackagePython, func(document.Package) bool { return true }))
		})
	}
}
