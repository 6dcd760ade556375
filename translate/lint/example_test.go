package lint_test

import (
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/lint"
)

// Likely mistakes in a bundle that Anchore accepts.
func ExampleBundle() {
	root, _, err := anchore.Decode([]byte(`{"id": "b", "version": "1_0", "whitelists": [], "mappings": [],
		"policies": [{"id": "unused", "version": "1_0", "rules": []}]}`))
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range lint.Bundle(root) {
		fmt.Println(p)
	}
	// Output:
	// warning: no-mappings: there is no mapping: no rule is ever evaluated, and every image passes (docs/compatibility.md#no-mapping)
}
