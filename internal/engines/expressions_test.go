package engines

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

// TestExpressions has stock opa and stock conftest judge the document that
// extract prints for a bundle with expressions that RE2 cannot run: they get the
// decision that eval gives on the image.
func TestExpressions(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	dir := t.TempDir()
	archive := filepath.Join(dir, "webshop.tar")
	file, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(webshop.Image().Archive(file), file.Close()); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		bundle                 string
		findings, errors       int
		matches, unanswerables int // expressions
	}{
		{"expressions.json", 8, 0, 6, 0},
		{"expressions-slow.json", 1, 1, 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.bundle, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(root, "testdata/bundles", tt.bundle)
			bundle, err := evaluate.LoadNamed(t.Context(), path, evaluate.LoadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			request := func() evaluate.Request {
				return evaluate.Request{Extract: extract.Options{
					Source:     imageRef("archive:" + archive),
					Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: read(t, filepath.Join(root, "testdata/demo/Dockerfile"))},
				}, Now: now}
			}
			document, err := bundle.Extract(t.Context(), request())
			if err != nil {
				t.Fatal(err)
			}
			if got, want := []int{len(document.Matches), len(document.MatchErrors)}, []int{tt.matches, tt.unanswerables}; !cmp.Equal(want, got) {
				t.Errorf("got %v expressions with and without an answer, want %v", got, want)
			}
			document.EvaluatedAt = now.Format(time.RFC3339)
			printed, err := json.Marshal(document)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, read(t, path), printed)

			result, err := evaluated(t, bundle, request())
			if err != nil {
				t.Fatal(err)
			}
			if got, want := []int{len(result.Decision.Findings), len(result.Decision.Errors)}, []int{tt.findings, tt.errors}; !cmp.Equal(want, got) {
				t.Errorf("got %v findings and errors, want %v", got, want)
			}
			stored := filepath.Join(t.TempDir(), "document.json")
			if err := os.WriteFile(stored, printed, 0o600); err != nil {
				t.Fatal(err)
			}
			again, err := evaluated(t, bundle, evaluate.Request{Extract: extract.Options{Source: imageRef("input:" + stored)}, Now: now})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(asJSON(t, result.Decision), asJSON(t, again.Decision)); diff != "" {
				t.Errorf("-image +document:\n%s", diff)
			}
		})
	}
}

func asJSON(t *testing.T, d *decision.Decision) any {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, text)
}

// evaluated is the result of a request, extraction and judgement.
func evaluated(t *testing.T, bundle *evaluate.Bundle, r evaluate.Request) (*evaluate.Result, error) {
	t.Helper()
	return bundle.Evaluate(t.Context(), r.Extract.Source, evaluate.Options{Request: r})
}
