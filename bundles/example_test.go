package bundles_test

import (
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/bundles"
)

// A bundle that ships, by its name, and its controls.
func ExampleGet() {
	text, err := bundles.Get("cis-docker-1.13")
	if err != nil {
		log.Fatal(err)
	}
	_, ok := bundles.Controls("cis-docker-1.13")
	fmt.Println(len(text) > 0, ok)
	// Output:
	// true true
}
