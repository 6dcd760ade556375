package evaluate_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract/document"
)

// TestNulls has a configuration whose members are all null, which engines read as one without members:
// under every bundle that ships the decision is the same.
func TestNulls(t *testing.T) {
	t.Parallel()
	members := []string{
		"User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Healthcheck", "Volumes", "WorkingDir", "OnBuild", "Labels",
		"StopSignal", "StopTimeout", "Shell", "Hostname", "Domainname", "Image", "ArgsEscaped", "NetworkDisabled",
	}
	nulls := map[string]any{}
	for _, name := range members {
		nulls[name] = nil
	}
	for _, name := range bundles.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bundle, err := evaluate.LoadNamed(t.Context(), name, evaluate.LoadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			judge := func(config map[string]any) string {
				request := evaluate.Request{Now: time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC), NowSet: true}
				request.Extract.Source, request.Extract.Stdin = imageRef("-"), strings.NewReader(withConfig(t, config))
				facts, err := bundle.Facts(t.Context(), request)
				if err != nil {
					t.Fatal(err)
				}
				result, err := bundle.Judge(t.Context(), facts, evaluate.Settings{})
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range result.Decision.Errors {
					if strings.Contains(e.Message, "operand") {
						t.Errorf("%v: %s", config, e.Message)
					}
				}
				text, err := json.MarshalIndent([]any{result.Decision.Findings, result.Decision.NotEvaluated}, "", " ")
				if err != nil {
					t.Fatal(err)
				}
				return string(text)
			}
			if diff := cmp.Diff(judge(map[string]any{}), judge(nulls)); diff != "" {
				t.Errorf("none against nulls (-want +got):\n%s", diff)
			}
		})
	}
}

// withConfig is a document of an image without files, of which everything was looked for.
func withConfig(t *testing.T, config map[string]any) string {
	t.Helper()
	text, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	d := document.Document{SchemaVersion: "1", Image: &document.Image{Config: text, Layers: []document.Layer{}, History: []document.History{}}, Searched: &document.Searched{Sections: []string{"image", "image.config", "dockerfile", "secrets"}}}
	d.Containers = []document.Container{}
	encoded, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}
