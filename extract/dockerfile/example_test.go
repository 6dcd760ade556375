package dockerfile_test

import (
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/extract/dockerfile"
	"github.com/pratique-dev/pratique/extract/document"
)

// The instructions of a Dockerfile, with build arguments put in.
func ExampleParse() {
	d, err := dockerfile.Parse([]byte("FROM alpine:3.20\nARG PORT=80\nEXPOSE $PORT\n"), dockerfile.Options{BuildArgs: map[string]string{"PORT": "8080"}, Reading: document.ReadingInstructions})
	if err != nil {
		log.Fatal(err)
	}
	last := d.Instructions[len(d.Instructions)-1]
	fmt.Println(last.Instruction, last.Value, *last.Expanded)
	// Output:
	// EXPOSE $PORT 8080
}
