// Package helm lints and renders the chart of integrations/kubernetes with Helm's own library.
package helm

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/loader"
	"helm.sh/helm/v4/pkg/chart/v2/lint"
	"helm.sh/helm/v4/pkg/chart/v2/lint/support"
	"helm.sh/helm/v4/pkg/engine"
)

const (
	chart = "../../integrations/kubernetes/chart"
	// rendered is what the tests of the project validate and judge, which do not need Helm.
	rendered = "../../internal/integrations/testdata/chart.yaml"
)

var update = flag.Bool("update", false, "write what the chart renders to")

func values() map[string]any {
	return map[string]any{"image": "registry.example.com/pratique@sha256:" + strings.Repeat("0", 64)}
}

func TestLint(t *testing.T) {
	for _, m := range lint.RunAll(chart, values(), "pratique").Messages {
		if m.Severity >= support.WarningSev {
			t.Errorf("%v", m)
		}
	}
}

func TestRender(t *testing.T) {
	c, err := loader.Load(chart)
	if err != nil {
		t.Fatal(err)
	}
	all, err := util.ToRenderValues(c, values(), common.ReleaseOptions{Name: "pratique", Namespace: "pratique", Revision: 1, IsInstall: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err := engine.Render(c, all)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(files)) {
		got.WriteString("---\n# " + path.Base(name) + "\n" + strings.TrimSpace(files[name]) + "\n")
	}
	if *update {
		if err := os.WriteFile(rendered, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(rendered)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got.Bytes()) {
		t.Errorf("%s is not what the chart renders to: go test -update", rendered)
	}
}
