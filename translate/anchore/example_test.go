package anchore_test

import (
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// A key that stands twice: the last one counts, as for Anchore, and it is told.
func ExampleDecode() {
	root, duplicates, err := anchore.Decode([]byte(`{"id": "a", "name": "web", "id": "b"}`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(root.Get("id"), root.Get("name"), duplicates)
	// Output:
	// b web [/id]
}
