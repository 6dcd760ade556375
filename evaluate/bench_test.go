package evaluate_test

import (
	"testing"
	"time"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
)

// BenchmarkDockerfile is all that eval does for a Dockerfile, from the bundle's
// text on: a run of the tool does it once, cold.
func BenchmarkDockerfile(b *testing.B) {
	dockerfile := []byte("FROM alpine:3.18\nRUN apk add curl\nUSER root\nADD x /y\n")
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := evaluate.LoadNamed(b.Context(), "default", evaluate.LoadOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("inspect", func(b *testing.B) {
		bundle, err := evaluate.LoadNamed(b.Context(), "default", evaluate.LoadOptions{})
		if err != nil {
			b.Fatal(err)
		}
		request := evaluate.Request{Extract: extract.Options{Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: dockerfile}}, Now: time.Unix(0, 0)}
		for b.Loop() {
			if _, err := bundle.Evaluate(b.Context(), request.Extract.Source, evaluate.Options{Request: request}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
