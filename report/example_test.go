package report_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"strings"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/report"
)

// A decision as SARIF, for code scanning.
func ExampleRender() {
	ctx := context.Background()
	bundle, err := evaluate.LoadNamed(ctx, "default", evaluate.LoadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	var o evaluate.Options
	o.Extract.Dockerfile = &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte("FROM alpine:latest\n")}
	result, err := bundle.Evaluate(ctx, source.Ref{}, o)
	if err != nil {
		log.Fatal(err)
	}
	var b strings.Builder
	if err := report.Render(&b, "sarif", []report.Input{report.FromResult(result)}, report.Options{}); err != nil {
		log.Fatal(err)
	}
	var log struct{ Version string }
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		fmt.Println(err)
	}
	fmt.Println(log.Version)
	// Output:
	// 2.1.0
}
