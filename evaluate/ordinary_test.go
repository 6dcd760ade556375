package evaluate_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
)

// TestOrdinary holds that the default bundle stops no Dockerfile of the usual kind: each is
// written in the way of an official image, or as the documentation of a language shows it.
func TestOrdinary(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../bundles/testdata/ordinary/*.Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 60 {
		t.Fatalf("%d Dockerfiles", len(files))
	}
	bundle, err := evaluate.LoadNamed(t.Context(), "default", evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			request := evaluate.Request{Now: time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)}
			request.Extract.Dockerfile = &extract.DockerfileOptions{Path: file, Contents: text}
			facts, err := bundle.Facts(t.Context(), request)
			if err != nil {
				t.Fatal(err)
			}
			result, err := bundle.Judge(t.Context(), facts, evaluate.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range result.Decision.Findings {
				if f.Action == decision.Stop {
					t.Errorf("%s/%s: %s", f.Gate, f.Trigger, f.Message)
				}
			}
			for _, e := range result.Decision.Errors {
				t.Error(e.Message)
			}
		})
	}
}
