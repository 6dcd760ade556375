// Package walls holds the tests of what may import what.
package walls

import (
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/pratique-dev/pratique/"

// rooms are the rooms of the house, from the top of the flow down. A package may import what
// stands in its room and below it, never what stands above: docs/architecture.md.
var rooms = []string{
	"cmd",
	"internal/serve",
	"internal/fleet",
	"report",
	"evaluate",
	"translate",
	"extract",
	"bundles",
	"rego",
	"extract/document",
	"internal",
}

// apart are rooms of which the lower one is none of the upper one's business.
var apart = []struct{ from, to string }{
	{"translate", "extract"},
	{"extract", "bundles"},
	{"extract", "rego"},
	{"bundles", "rego"},
	{"report", "translate"},
	{"report", "extract"},
	{"report", "rego"},
	{"report", "bundles"},
	{"evaluate/policy", "translate"},
	{"evaluate/policy", "extract"},
	{"evaluate/policy", "rego"},
	{"evaluate/decision", "extract/document"},
	{"evaluate/benchmark", "extract/document"},
}

// testTools are what only tests, measurements and builds use; they may use everything.
var testTools = []string{
	"internal/bench", "internal/conformance", "internal/controlstest", "internal/e2e", "internal/engines", "internal/enginetest", "internal/integrations",
	"internal/ownimage", "internal/registrytest", "internal/regolint", "internal/signtest", "internal/snippets", "internal/testimage", "internal/walls",
}

// engine are OPA's packages that evaluate, and who uses them: everybody else gets a value or a decision.
var engine = map[string][]string{
	"rego":     {"evaluate/policy", "translate"},                // the translator asks for the samples of a trigger
	"topdown":  {"evaluate", "evaluate/policy", "cmd/pratique"}, // tracers
	"storage":  {"evaluate/policy", "translate", "cmd/pratique/internal/regotest"},
	"tester":   {"cmd/pratique/internal/regotest"},
	"profiler": {"cmd/pratique"},
}

func TestImports(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(list(t, "{{.ImportPath}} {{join .Imports \" \"}}", "./...")) {
		names := strings.Fields(line)
		from := strings.TrimPrefix(names[0], module)
		if slices.ContainsFunc(testTools, func(dir string) bool { return within(from, dir) }) {
			continue
		}
		for _, to := range names[1:] {
			if to == "testing" && from != "cmd/pratique/internal/regotest" { // OPA measures tests with it
				t.Errorf("%s imports testing", from)
			}
			if opa, ok := strings.CutPrefix(to, "github.com/open-policy-agent/opa/v1/"); ok {
				part, _, _ := strings.Cut(opa, "/")
				if users, ok := engine[part]; ok && !slices.Contains(users, from) {
					t.Errorf("%s imports OPA's %s", from, opa)
				}
			}
			if to, own := strings.CutPrefix(to, module); own {
				if why := wall(from, to); why != "" {
					t.Errorf("%s imports %s: %s", from, to, why)
				}
			}
		}
	}
}

// wall says why a package must not import another, "" where it may.
func wall(from, to string) string {
	if slices.ContainsFunc(testTools, func(dir string) bool { return within(to, dir) }) {
		return "it is the tests' own"
	}
	upper, lower := room(from), room(to)
	if lower < upper {
		return rooms[lower] + " stands above " + rooms[upper]
	}
	for _, w := range apart {
		if within(from, w.from) && rooms[lower] == w.to {
			return "the two do not know each other"
		}
	}
	return ""
}

// room is the index of the room that a package stands in, the one with the longest name.
func room(path string) int {
	best := -1
	for i, dir := range rooms {
		if within(path, dir) && (best < 0 || len(dir) > len(rooms[best])) {
			best = i
		}
	}
	if best < 0 {
		panic("no room for package " + path)
	}
	return best
}

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+"/")
}

// TestTop keeps the top level what a stranger expects.
func TestTop(t *testing.T) {
	t.Parallel()
	want := []string{
		".ci", ".dockerignore", ".editorconfig", ".github", ".gitignore", ".golangci.yml", ".goreleaser.yaml", ".pre-commit-hooks.yaml", ".regal",
		"CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md", "SECURITY.md", "action.yml",
		"bundles", "cmd", "docs", "evaluate", "extract", "go.mod", "go.sum", "integrations", "internal", "rego", "report", "testdata", "tools", "translate",
	}
	command := exec.Command("git", "ls-files")
	command.Dir = "../.."
	out, err := command.Output()
	if err != nil {
		t.Skip("no git checkout: ", err)
	}
	for path := range strings.Lines(string(out)) {
		top, _, _ := strings.Cut(strings.TrimSpace(path), "/")
		if !slices.Contains(want, top) {
			t.Errorf("%s stands at the top", top)
			want = append(want, top)
		}
	}
}

// TestBinary keeps heavy and needless modules out of the binary.
func TestBinary(t *testing.T) {
	t.Parallel()
	unwanted := []string{"k8s.io/", "github.com/aws/", "github.com/Azure/", "cloud.google.com/", "github.com/containerd/containerd/v2/client", "github.com/moby/buildkit/solver"}
	// Small parts that sigstore-go and notation-go bring along.
	small := []string{"k8s.io/klog/v2", "github.com/Azure/go-ntlmssp"}
	dependencies := strings.FieldsSeq(list(t, "{{.ImportPath}}", "-deps", "./cmd/pratique"))
	for d := range dependencies {
		if slices.ContainsFunc(small, func(s string) bool { return within(d, s) }) {
			continue
		}
		if slices.ContainsFunc(unwanted, func(u string) bool { return d == u || strings.HasSuffix(u, "/") && strings.HasPrefix(d, u) }) {
			t.Errorf("the binary holds %s", d)
		}
	}
}

func list(t *testing.T, format string, args ...string) string {
	t.Helper()
	command := exec.Command("go", append([]string{"list", "-f", format}, args...)...)
	command.Dir = "../.."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return string(out)
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
