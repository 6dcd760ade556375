// Package walls holds the tests of what may import what.
package walls

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/pratique-dev/pratique/"

// forbidden are imports that a package must not have, itself or through others
// of this module: the walls of docs/architecture.md.
var forbidden = []struct{ from, to string }{
	{"document", ""},
	{"decision", ""},
	{"extract", "translate"},
	{"extract", "report"},
	{"extract", "catalog"},
	{"extract", "rego"},
	{"extract", "evaluate"},
	{"extract", "bundles"},
	{"translate", "extract"},
	{"translate", "report"},
	{"translate", "evaluate"},
	{"report", "extract"},
	{"report", "translate"},
	{"report", "evaluate"},
	{"report", "rego"},
	{"evaluate", "translate"},
	{"evaluate", "catalog"},
	{"evaluate", "extract"},
	{"evaluate", "rego"},
	{"matches", "extract"},
	{"matches", "report"},
	{"matches", "rego"},
	{"extract", "matches"},
	{"translate", "matches"},
	{"evaluate", "matches"},
	{"catalog", "extract"},
	{"catalog", "evaluate"},
	{"", "cmd"},
}

func TestImports(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(list(t, "{{.ImportPath}} {{join .Imports \" \"}}", "./...")) {
		names := strings.Fields(line)
		from := strings.TrimPrefix(names[0], module)
		// OPA measures tests with it, so verify has to; the others have no use for it.
		if slices.Contains(names, "testing") && from != "verify" && !within(from, "internal") && !strings.Contains(from, "/internal/") {
			t.Errorf("%s imports testing", from)
		}
		for _, to := range names[1:] {
			to, own := strings.CutPrefix(to, module)
			if !own {
				continue
			}
			for _, wall := range forbidden {
				if within(from, wall.from) && within(to, wall.to) && !within(to, orSelf(wall.from)) {
					t.Errorf("%s imports %s", from, to)
				}
			}
		}
	}
}

// orSelf lets the packages of one noun import each other.
func orSelf(from string) string {
	if from == "" {
		return "\x00"
	}
	return from
}

func within(path, dir string) bool {
	return dir == "" || path == dir || strings.HasPrefix(path, dir+"/")
}

// TestBinary keeps heavy and needless modules out of the binary.
func TestBinary(t *testing.T) {
	t.Parallel()
	unwanted := []string{"k8s.io/", "github.com/aws/", "github.com/Azure/", "cloud.google.com/", "github.com/containerd/containerd/v2/client", "github.com/moby/buildkit/solver"}
	dependencies := strings.FieldsSeq(list(t, "{{.ImportPath}}", "-deps", "./cmd/pratique"))
	for d := range dependencies {
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
