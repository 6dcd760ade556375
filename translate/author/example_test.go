package author_test

import (
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/translate/author"
)

// The rules of an author's Rego that a bundle can call, and the data that they read.
func ExampleNew() {
	library, err := author.New([]author.Module{{File: "labels.rego", Path: "labels.rego", Source: []byte(`package acme.labels

missing contains {"message": "no owner"} if not input.image.config.Labels.owner
`)}}, author.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range library.Names() {
		fmt.Println(name, library.Rule(name).Needs)
	}
	// Output:
	// acme.labels.missing [image]
}
