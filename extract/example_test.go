package extract_test

import (
	"context"
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// Facts of a Dockerfile alone: which of them were looked for is in Searched.
func ExampleExtract() {
	doc, err := extract.Extract(context.Background(), extract.Options{
		Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte("FROM alpine:3.20\nUSER 1000\nEXPOSE 8080\n")},
		Needs:      []document.Need{"dockerfile"},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, i := range doc.Dockerfile.Instructions {
		fmt.Println(i.Instruction, i.Value)
	}
	fmt.Println(doc.Searched.Sections)
	// Output:
	// FROM alpine:3.20
	// USER 1000
	// EXPOSE 8080
	// [dockerfile]
}
