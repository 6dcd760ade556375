package normalize_test

import (
	"fmt"

	"github.com/pratique-dev/pratique/translate/normalize"
)

// A bundle as articles print it, without ids: they are made up, and each repair is a warning.
func ExampleBundle() {
	_, warnings := normalize.Bundle([]byte(`{"name": "Web", "policies": [{"name": "Checks", "rules": []}]}`))
	for _, w := range warnings {
		fmt.Println(w.Kind, w.Pointer)
	}
	// Output:
	// bundle-id-generated /id
	// policy-id-generated /policies/0/id
	// mapping-implied /mappings
}
